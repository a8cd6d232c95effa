// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/simulator.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <numbers>
#include <random>
#include <string>

namespace otoscape::loss::msbg {
namespace {

constexpr double kRate = 44100.0;

std::vector<float> read(const std::string& name) {
  std::ifstream file(std::string(OTOSCAPE_SOURCE_DIR "/otoscape/loss/msbg/testdata/") + name,
                     std::ios::binary | std::ios::ate);
  std::vector<float> samples(static_cast<std::size_t>(std::max<std::streamoff>(0, file.tellg())) /
                             sizeof(float));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(samples.data()),
            static_cast<std::streamsize>(samples.size() * sizeof(float)));
  EXPECT_FALSE(samples.empty()) << name;
  return samples;
}

Audiogram standard(std::vector<double> thresholds_db_hl) {
  return {{250, 375, 500, 750, 1000, 1500, 2000, 3000, 4000, 6000}, std::move(thresholds_db_hl)};
}
Audiogram n1() { return standard({10, 10, 10, 10, 10, 10, 15, 20, 30, 40}); }
Audiogram n2() { return standard({20, 20, 20, 22.5, 25, 30, 35, 40, 45, 50}); }
Audiogram s2() { return standard({20, 20, 20, 22.5, 25, 35, 55, 75, 95, 95}); }
Audiogram typical() { return standard(std::vector<double>(10)); }

template <class Real>
std::vector<Real> render(const std::vector<Real>& x, const Audiogram& audiogram,
                         const Params& params = {}) {
  auto result = simulate(std::span<const Real>(x), kRate, audiogram, params);
  EXPECT_TRUE(result);
  return result ? *result : std::vector<Real>();
}

template <class A, class B>
double worst_of_peak(const std::vector<A>& expected, const std::vector<B>& got) {
  EXPECT_EQ(got.size(), expected.size());
  if (got.size() != expected.size()) return 1.0;
  double worst = 0.0, peak = 0.0;
  for (std::size_t n = 0; n < expected.size(); ++n) {
    worst =
        std::max(worst, std::abs(static_cast<double>(got[n]) - static_cast<double>(expected[n])));
    peak = std::max(peak, std::abs(static_cast<double>(expected[n])));
  }
  return worst / peak;
}

struct Golden {
  const char* file;
  Audiogram audiogram;
  SourcePosition position = SourcePosition::free_field;
};
const Golden kGolden[] = {{"flat0_ff.f32", typical()},
                          {"n1_ff.f32", n1()},
                          {"n2_ff.f32", n2()},
                          {"s2_ff.f32", s2()},
                          {"n1_df.f32", n1(), SourcePosition::diffuse_field},
                          {"n2_itu.f32", n2(), SourcePosition::ear_reference_point}};

// The files are rounded to 6e-8.
TEST(Msbg, EqualsThePublishedProgramSampleForSample) {
  const auto input = read("input.f32");
  const std::vector<double> x(input.begin(), input.end());
  for (const Golden& golden : kGolden) {
    const Params params{.position = golden.position};
    EXPECT_LT(worst_of_peak(read(golden.file), render(x, golden.audiogram, params)), 1e-6)
        << golden.file;
  }
}

TEST(Msbg, SinglePrecisionIsWithinATenThousandthOfThePeak) {
  const auto x = read("input.f32");
  for (const Golden& golden : kGolden) {
    const Params params{.position = golden.position};
    EXPECT_LT(worst_of_peak(read(golden.file), render(x, golden.audiogram, params)), 1e-4)
        << golden.file;
  }
}

TEST(Msbg, AnotherEarIsAnotherSound) {  // a control for the two above
  const auto x = read("input.f32");
  EXPECT_GT(worst_of_peak(read("n2_ff.f32"), render(x, n1())), 0.01);
}

// The published program's own test: numpy's uniform numbers with seed 0, Σ|y|.
TEST(Msbg, AgreesWithThePublishedProgramsOwnTest) {
  std::mt19937 random(0);
  std::vector<double> x(500);
  for (double& v : x) {
    const auto high = random() >> 5, low = random() >> 6;
    v = (static_cast<double>(high) * 67108864.0 + static_cast<double>(low)) / 9007199254740992.0;
  }
  const auto y = render(x, {{125, 250, 500, 750, 1000, 1500, 2000, 3000, 4000, 6000, 8000, 10000,
                             12000, 14000, 16000},
                            {19, 19, 28, 35, 40, 47, 52, 56, 58, 58, 63, 70, 75, 80, 80}});
  double sum = 0.0;
  for (const double v : y) sum += std::abs(v);
  EXPECT_EQ(y.size(), 704u);
  EXPECT_NEAR(sum / 0.5448164192836198, 1.0, 1e-7);
}

double tone_level_out(const Audiogram& audiogram, double frequency_hz, double level_db_spl) {
  std::vector<float> x(44100);
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] = static_cast<float>(
        std::sqrt(2.0) * std::pow(10.0, (level_db_spl - 120.0) / 20.0) *
        std::sin(2.0 * std::numbers::pi * frequency_hz / kRate * static_cast<double>(n)));
  }
  const auto y = render(x, audiogram);
  double power = 0.0;
  for (std::size_t n = 15000; n < 35000; ++n) power += static_cast<double>(y[n]) * y[n] / 20000.0;
  return 120.0 + 10.0 * std::log10(power);
}

TEST(Msbg, TonesComeOutAtThePublishedLevels) {
  EXPECT_NEAR(tone_level_out(n1(), 1000.0, 65.0), 60.30, 0.01);
  EXPECT_NEAR(tone_level_out(n1(), 4000.0, 40.0), 15.48, 0.01);
  EXPECT_NEAR(tone_level_out(n2(), 500.0, 80.0), 70.95, 0.01);
  EXPECT_NEAR(tone_level_out(s2(), 4000.0, 65.0), -20.8, 0.05);
}

TEST(Msbg, DoesNotDependOnHowTheInputIsCut) {
  const auto x = read("input.f32");
  const auto design = Design::make(n2());
  ASSERT_TRUE(design);
  Simulation<float> one(*design, 0.9), other(*design, 0.9);
  std::vector<float> whole, parts;
  one.push(x, whole);
  one.finish(whole);
  for (std::size_t at = 0, count = 1; at < x.size(); at += count, count = count * 3 % 1009 + 1) {
    other.push(std::span(x).subspan(at, std::min(count, x.size() - at)), parts);
  }
  other.finish(parts);
  EXPECT_EQ(whole, parts);
}

TEST(Msbg, ComesLateAndLongerAsPublished) {
  const auto plain = Design::make(typical()), smeared = Design::make(n1());
  ASSERT_TRUE(plain && smeared);
  EXPECT_EQ(plain->delay_frames(), 1080);
  EXPECT_EQ(smeared->delay_frames(), 1272);
  EXPECT_EQ(plain->output_frames(14012), 14012);
  EXPECT_EQ(smeared->output_frames(14012), 14208);
}

TEST(Msbg, AlignedDropsTheDelayAndKeepsTheLength) {
  const auto x = read("input.f32");
  for (const Audiogram& audiogram : {typical(), n1()}) {
    const auto late = render(x, audiogram), aligned = render(x, audiogram, {.aligned = true});
    const auto delay = static_cast<std::size_t>(Design::make(audiogram)->delay_frames());
    ASSERT_EQ(aligned.size(), x.size());
    // Ends differ, and with them envelopes for some thousand frames before.
    for (std::size_t n = 0; n < 5000; ++n) ASSERT_NEAR(aligned[n], late[n + delay], 2e-6f) << n;
  }
}

TEST(Msbg, OneCallSharesTheLevelStepAndTwoDoNot) {
  const auto left = read("input.f32");
  auto right = left;
  for (float& v : right) v *= 0.25f;
  const std::array<std::span<const float>, 2> sound{left, right};
  const auto apart = simulate(sound, kRate, {n1(), n2()}, LevelStep::per_ear);
  const auto joint = simulate(sound, kRate, {n1(), n2()}, LevelStep::joint);
  ASSERT_TRUE(apart && joint);
  EXPECT_EQ((*apart)[0], render(left, n1()));
  EXPECT_EQ((*apart)[1], render(right, n2()));
  // √((1 + 1/16)/2): channel 0 gets softer than alone.
  LevelMeter alone, both;
  alone.push(sound[0]);
  both.push(sound[0], sound[1]);
  EXPECT_NEAR(*both.gain() / *alone.gain(), std::sqrt((1.0 + 1.0 / 16.0) / 2.0), 1e-9);
  Simulation<float> simulation(*Design::make(n2()), *both.gain());
  std::vector<float> expected;
  simulation.push(sound[1], expected);
  simulation.finish(expected);
  EXPECT_EQ((*joint)[1], expected);
}

template <class Real>
std::string complaint(const std::vector<Real>& x, double rate_hz, const Audiogram& audiogram) {
  const auto result = simulate(std::span<const Real>(x), rate_hz, audiogram);
  return result ? "" : result.error().sentence;
}

TEST(Msbg, SaysInOneSentenceWhatItCannotDo) {
  const auto x = read("input.f32");
  EXPECT_NE(complaint(x, 48000.0, n1()).find("44100 Hz only, not at 48000"), std::string::npos);
  EXPECT_NE(complaint(std::vector<float>(440, 0.1f), kRate, n1()).find("441"), std::string::npos);
  EXPECT_NE(complaint(std::vector<float>(44100), kRate, n1()).find("active"), std::string::npos);
  EXPECT_NE(complaint(x, kRate, standard({0, 0, 0, 0, 0, 0, 0, 0, 0, 105})).find("live model"),
            std::string::npos);
  EXPECT_NE(complaint(x, kRate, {{1000, 500}, {0, 0}}).find("rise"), std::string::npos);
  EXPECT_NE(complaint(x, kRate, {{1000}, {}}), "");
  EXPECT_NE(complaint(x, kRate, {{1000}, {std::nan("")}}), "");
}

TEST(Msbg, IsNeverNotANumber) {
  std::vector<float> loud(2000, 1e6f), click(2000);
  click[1000] = 1.0f;
  for (const auto& x : {loud, click, std::vector<float>(441, 0.01f)}) {
    for (const Audiogram& audiogram : {typical(), s2(), Audiogram{{1000}, {104.999}}}) {
      for (const float v : render(x, audiogram)) ASSERT_TRUE(std::isfinite(v));
    }
  }
}

}  // namespace
}  // namespace otoscape::loss::msbg
