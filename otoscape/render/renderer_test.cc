// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/renderer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include "otoscape/base/ease.h"
#include "otoscape/units/reference_threshold.h"

namespace otoscape::render {
namespace {

using hearing::Audiogram;
using hearing::EarProfile;
using hearing::HearingProfile;
using std::numbers::pi;
using Signal = std::vector<float>;

constexpr double kFs = 120.0;  // tones of 100 dB HL stay below the guard

Audiogram audiogram(std::initializer_list<std::pair<double, double>> points) {
  std::vector<hearing::Threshold> list;
  for (auto [hz, db] : points) list.push_back({Hertz(hz), DbHl(db)});
  return *Audiogram::make(list);
}
HearingProfile both(const Audiogram& air) {
  HearingProfile profile;
  profile.left.air = profile.right.air = air;
  return profile;
}
HearingProfile n4() {
  return both(audiogram(
      {{250, 55}, {1000, 55}, {1500, 60}, {2000, 65}, {3000, 70}, {4000, 75}, {6000, 80}}));
}

RenderParams params(bool smearing = true) {
  return {.calibration = Calibration(DbSpl(kFs)), .smearing = smearing};
}

Signal noise(int frames, float amplitude, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<float> gauss(0.0f, amplitude);
  Signal x(static_cast<std::size_t>(frames));
  for (float& v : x) v = gauss(random);
  return x;
}

// Runs a mono signal in blocks of the setup sizes, in turn.
Signal run(Renderer& renderer, Signal x, const std::vector<int>& blocks = {512}) {
  std::size_t at = 0, turn = 0;
  while (at < x.size()) {
    const auto count =
        std::min(static_cast<std::size_t>(blocks[turn++ % blocks.size()]), x.size() - at);
    const FullScaleBlock block({x.data() + at, nullptr}, 1, static_cast<int>(count));
    renderer.process(block, block);
    at += count;
  }
  return x;
}

double tone_level_db(const Signal& x, double hz, double rate_hz) {
  const std::size_t first = x.size() / 2;
  double re = 0.0, im = 0.0, norm = 0.0;
  for (std::size_t n = first; n < x.size(); ++n) {
    const double t = static_cast<double>(n - first) / static_cast<double>(x.size() - first);
    const double w = raised_cosine(2 * t);
    re += w * x[n] * std::cos(2 * pi * hz * static_cast<double>(n) / rate_hz);
    im += w * x[n] * std::sin(2 * pi * hz * static_cast<double>(n) / rate_hz);
    norm += w;
  }
  return 10 * std::log10(2.0 * (re * re + im * im) / (norm * norm) + 1e-30);
}

// What a tone at `db_hl` comes out as, in dB HL.
double heard_db_hl(const HearingProfile& listener, double hz, double db_hl, double rate_hz,
                   bool smearing) {
  Renderer renderer({Hertz(rate_hz), 1}, listener, params(smearing));
  const double threshold = reference_threshold(Hertz(hz)).value();
  const double amplitude = std::sqrt(2.0) * std::pow(10.0, (db_hl + threshold - kFs) / 20.0);
  Signal x(static_cast<std::size_t>(rate_hz * 0.8));
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] = static_cast<float>(amplitude * std::sin(2 * pi * hz * static_cast<double>(n) / rate_hz));
  }
  return tone_level_db(run(renderer, x), hz, rate_hz) + kFs - threshold;
}

class EveryRate : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Rates, EveryRate,
                         testing::Values(8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000,
                                         88200, 96000, 176400, 192000));

TEST_P(EveryRate, TypicalHearingGivesTheInputBackBitForBit) {
  Renderer renderer({Hertz(GetParam()), 1}, both(Audiogram()), params());
  const Signal x = noise(20000, 0.1f);
  const Signal y = run(renderer, x, {1, 77, 1000});
  const auto late = static_cast<std::size_t>(renderer.latency().value());
  for (std::size_t n = late; n < y.size(); ++n) ASSERT_EQ(y[n], x[n - late]) << n;
}

// A click through an impaired ear peaks where latency() says, smeared or not.
TEST_P(EveryRate, LatencyIsWhatAClickShows) {
  for (const bool smearing : {false, true}) {
    Renderer renderer({Hertz(GetParam()), 1}, both(audiogram({{1000, 25}})), params(smearing));
    Signal x(16384);
    x[1000] = 0.5f;
    const Signal y = run(renderer, x);
    const auto peak = std::max_element(y.begin(), y.end(),
                                       [](float a, float b) { return std::abs(a) < std::abs(b); });
    EXPECT_EQ(peak - y.begin() - 1000, renderer.latency().value()) << "smearing " << smearing;
  }
}

TEST(Renderer, LatencyIsBelowTwelveMilliseconds) {
  for (double rate : {44100.0, 48000.0}) {
    Renderer renderer({Hertz(rate), 2}, n4(), params());
    EXPECT_LE(renderer.latency().value() / rate, 0.012) << rate;
  }
}

// The law C − ρ(C − L) at the audiogram's own frequencies. A bank that takes level and loss at its
// bands' centres is 5 dB out here.
TEST(Renderer, TonesFollowTheRecruitmentLaw) {
  for (double hz : {250.0, 1000.0, 3000.0, 6000.0}) {
    const double loss = n4().left.air.at(Hertz(hz)).value(), rho = 105.0 / (105.0 - loss);
    for (double level : {loss, 0.5 * (loss + 100.0), 100.0}) {
      EXPECT_NEAR(heard_db_hl(n4(), hz, level, 48000, false), 105 - rho * (105 - level), 0.6)
          << hz << " " << level;
    }
  }
}

TEST(Renderer, SmearedTonesStayNearTheLaw) {
  for (double hz : {500.0, 2000.0, 4000.0}) {
    const double loss = n4().left.air.at(Hertz(hz)).value(), rho = 105.0 / (105.0 - loss);
    EXPECT_NEAR(heard_db_hl(n4(), hz, loss + 10, 48000, true), 105 - rho * (95 - loss), 3.0) << hz;
  }
}

TEST(Renderer, AnAirBoneGapAttenuatesLinearly) {
  HearingProfile listener = both(audiogram({{1000, 50}}));
  listener.left.bone = listener.right.bone = audiogram({{1000, 0}});
  EXPECT_NEAR(heard_db_hl(listener, 1000, 90, 48000, true), 40, 0.3);
  EXPECT_NEAR(heard_db_hl(listener, 1000, 60, 48000, true), 10, 0.3);
  listener.left.bone = listener.right.bone =
      audiogram({{1000, 30}});  // mixed: 20 dB conductive, 30 cochlear
  EXPECT_NEAR(heard_db_hl(listener, 1000, 90, 48000, false), 105 - 105.0 / 75.0 * (105 - 70), 0.5);
}

TEST(Renderer, NoResponseIsSilence) {
  const auto none = *Audiogram::make({{Hertz(1000), DbHl(0), false}});
  Renderer renderer({Hertz(48000), 1}, both(none), params());
  for (float v : run(renderer, noise(48000, 0.3f))) ASSERT_EQ(v, 0.0f);
}

TEST(Renderer, AnyPartitionGivesTheSameBits) {
  const Signal x = noise(40000, 0.2f);
  Renderer reference({Hertz(48000), 1}, n4(), params());
  const Signal expected = run(reference, x, {8192});
  std::mt19937 random(9);
  for (int trial = 0; trial < 4; ++trial) {
    std::vector<int> blocks;
    for (int i = 0; i < 200; ++i)
      blocks.push_back(1 + static_cast<int>(random() % (trial == 0 ? 3 : 8192)));
    Renderer renderer({Hertz(48000), 1}, n4(), params());
    EXPECT_EQ(run(renderer, x, blocks), expected);
  }
}

TEST(Renderer, EarsAreRenderedApart) {
  HearingProfile listener = n4();
  listener.left.air = Audiogram();
  Renderer renderer({Hertz(48000), 2}, listener, params());
  Signal left = noise(30000, 0.1f, 1), right = noise(30000, 0.1f, 2);
  const Signal kept = left;
  const FullScaleBlock block({left.data(), right.data()}, 2, 30000);
  renderer.process(block, block);
  const auto late = static_cast<std::size_t>(renderer.latency().value());
  for (std::size_t n = late; n < left.size(); ++n) ASSERT_EQ(left[n], kept[n - late]);
  double power = 0.0;
  for (std::size_t n = 10000; n < right.size(); ++n) power += right[n] * right[n];
  EXPECT_LT(10 * std::log10(power / 20000), -25.0);
  EXPECT_GT(power, 0.0);
}

TEST(Renderer, HostileSamplesBecomeSilenceAndAreCounted) {
  const float bad[] = {NAN, INFINITY, -INFINITY, std::numeric_limits<float>::max(), -2e6f};
  Renderer renderer({Hertz(48000), 1}, n4(), params());
  Signal x = noise(20000, 0.2f);
  for (std::size_t i = 0; i < 500; ++i) x[i * 7] = bad[i % 5];
  for (float v : run(renderer, x)) ASSERT_TRUE(std::isfinite(v) && std::abs(v) <= 1.0f);
  EXPECT_EQ(renderer.report().non_finite_samples, 500);
}

TEST(Renderer, ReportsWhatIsBelowThreshold) {
  Renderer deaf({Hertz(48000), 1}, both(audiogram({{1000, 90}})), params());
  run(deaf, noise(48000, 0.0001f));
  const auto ear = deaf.report().ears[0];
  EXPECT_GT(ear.audible_to_typical, 0);
  EXPECT_GT(static_cast<double>(ear.inaudible), 0.99 * static_cast<double>(ear.audible_to_typical));
}

// Share of the energy round frame 24 000 that lies outside the octaves about 1 kHz, in dB.
double spill_db(const Signal& y) {
  constexpr std::size_t kSize = 4096, kFrom = 24000 - 1500;
  double outside = 0.0, total = 0.0;
  for (std::size_t k = 0; k < kSize / 2; ++k) {
    double re = 0.0, im = 0.0;
    for (std::size_t n = 0; n < kSize; ++n) {
      const double turn = 2 * pi * static_cast<double>(n) / kSize;
      const double w = 0.42 - 0.5 * std::cos(turn) + 0.08 * std::cos(2 * turn);
      const double angle = 2 * pi * static_cast<double>(k * n % kSize) / kSize;
      re += w * y[kFrom + n] * std::cos(angle);
      im -= w * y[kFrom + n] * std::sin(angle);
    }
    const double hz = static_cast<double>(k) * 48000.0 / kSize, power = re * re + im * im;
    total += power;
    if (hz < 500 || hz > 2000) outside += power;
  }
  return 10 * std::log10(outside / total);
}

// A hard cut of 60 dB must be done within 10 ms and click no more than a 5 ms raised-cosine fade
// would.
TEST(Renderer, AChangeOfListenerIsClickFreeAndQuick) {
  const double rate = 48000.0;
  Signal x(48000);
  for (std::size_t n = 0; n < x.size(); ++n)
    x[n] = static_cast<float>(0.1 * std::sin(2 * pi * 1000 * static_cast<double>(n) / rate));
  const auto start = both(audiogram({{1000, 0.01}})), end = both(audiogram({{1000, 60}}));
  Renderer renderer({Hertz(rate), 1}, start, params(false));
  Signal y = x;
  const FullScaleBlock first({y.data(), nullptr}, 1, 24000);
  renderer.process(first, first);
  ASSERT_TRUE(renderer.change(end, params(false)));
  const FullScaleBlock second({y.data() + 24000, nullptr}, 1, 24000);
  renderer.process(second, second);
  Renderer steady({Hertz(rate), 1}, end, params(false));
  const Signal settled = run(steady, x);
  // Begins to be heard after seven quanta, then in full within 10 ms.
  for (std::size_t n = 24000 + 7 * 64 + 480 + 256; n < 40000; ++n)
    ASSERT_NEAR(y[n], settled[n], 1e-4) << n;
  Signal faded = x;
  for (std::size_t n = 24000; n < x.size(); ++n) {
    const double part = std::min(1.0, static_cast<double>(n - 24000) / 240.0);
    faded[n] *= static_cast<float>(0.5 + 0.5 * std::cos(pi * part));
  }
  EXPECT_LT(spill_db(y), spill_db(faded));
}

TEST(Renderer, AChangeOfGainIsClickFree) {
  Signal x(48000);
  for (std::size_t n = 0; n < x.size(); ++n)
    x[n] = static_cast<float>(0.05 * std::sin(2 * pi * 1000 * static_cast<double>(n) / 48000.0));
  auto quiet = params(false), loud = params(false);
  quiet.output_gain = Decibels(-30);
  loud.output_gain = Decibels(10);
  Renderer renderer({Hertz(48000), 1}, both(Audiogram()), loud);
  Signal y = x;
  const FullScaleBlock first({y.data(), nullptr}, 1, 24000);
  renderer.process(first, first);
  ASSERT_TRUE(renderer.change(both(Audiogram()), quiet));
  const FullScaleBlock second({y.data() + 24000, nullptr}, 1, 24000);
  renderer.process(second, second);
  EXPECT_LT(spill_db(y), -60.0);
  Signal faded = x;
  for (std::size_t n = 24000; n < x.size(); ++n) {
    const double part = std::min(1.0, static_cast<double>(n - 24000) / 240.0);
    faded[n] *= static_cast<float>(0.5 + 0.5 * std::cos(pi * part));
  }
  EXPECT_LT(spill_db(y), spill_db(faded));
}

// Designs come and go; what is blended from, or was, must not be touched once it is gone. Speaks
// under AddressSanitizer.
TEST(Renderer, ManyChangesLeaveNothingBehind) {
  Renderer renderer({Hertz(48000), 2}, both(audiogram({{1000, 60}})), params(true));
  Signal left(4096, 0.1f), right(4096, 0.1f);
  const FullScaleBlock sound({left.data(), right.data()}, 2, 4096);
  for (const double loss : {20.0, 0.0, 70.0, 70.0, 0.0, 0.0, 45.0}) {
    ASSERT_TRUE(renderer.change(both(audiogram({{1000, loss}})), params(true)));
    renderer.process(sound, sound);
    for (float x : left) ASSERT_TRUE(std::isfinite(x));
  }
}

}  // namespace
}  // namespace otoscape::render
