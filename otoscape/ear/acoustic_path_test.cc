// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/acoustic_path.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "otoscape/dsp/window.h"
#include "otoscape/units/reference_threshold.h"

namespace otoscape::ear {
namespace {

using hearing::Audiogram;
using hearing::EarProfile;
using std::numbers::pi;

constexpr double kRate = 48000.0;

Audiogram flat(double db) { return *Audiogram::make({{Hertz(1000), DbHl(db)}}); }
Audiogram bisgaard(std::vector<double> levels) {
  const double hz[] = {250, 375, 500, 750, 1000, 1500, 2000, 3000, 4000, 6000};
  std::vector<hearing::Threshold> points;
  for (std::size_t i = 0; i < levels.size(); ++i) points.push_back({Hertz(hz[i]), DbHl(levels[i])});
  return *Audiogram::make(points);
}
const Audiogram kN4 = bisgaard({55, 55, 55, 55, 55, 60, 65, 70, 75, 80});
const Audiogram kN6 = bisgaard({75, 77.5, 80, 82.5, 85, 90, 90, 95, 100, 100});
const Audiogram kS2 = bisgaard({20, 20, 20, 22.5, 25, 35, 55, 75, 95, 95});

std::unique_ptr<AcousticDesign> design_for(AcousticDesigner& designer, const Audiogram& air,
                                           bool smearing) {
  EarProfile ear;
  ear.air = air;
  const auto params = fit(ear, smearing);
  return std::make_unique<AcousticDesign>(*designer.make(params, params, Seconds(0)));
}

// Level of the tone's line and of the third octave round it, in dB HL, after the path has settled.
struct Heard {
  double line_db_hl, third_octave_db_hl;
};
Heard hear_tone(const AcousticDesigner& designer, const AcousticDesign& design, double hz,
                double db_hl) {
  Arena arena;
  AcousticPath path;
  path.prepare(designer, design, {Hertz(kRate), 1}, arena);
  const double threshold = reference_threshold(Hertz(hz)).value();
  const double amplitude = std::sqrt(2.0) * 20e-6 * std::pow(10.0, (db_hl + threshold) / 20.0);
  constexpr std::size_t kSettle = 64 * 200, kSize = 8192;
  std::vector<float> x(kSettle + kSize);
  for (std::size_t n = 0; n < x.size(); ++n)
    x[n] = static_cast<float>(amplitude * std::sin(2 * pi * hz * static_cast<double>(n) / kRate));
  for (std::size_t n = 0; n < x.size(); n += 64)
    path.process(PascalBlock({x.data() + n, nullptr}, 1, 64));
  const auto power_at = [&](double f) {
    double re = 0, im = 0;
    for (std::size_t n = 0; n < kSize; ++n) {
      const double w = 2.0 * dsp::hann(static_cast<double>(n), kSize);
      re += w * x[kSettle + n] * std::cos(2 * pi * f * static_cast<double>(n) / kRate);
      im += w * x[kSettle + n] * std::sin(2 * pi * f * static_cast<double>(n) / kRate);
    }
    return 2.0 * (re * re + im * im) / (static_cast<double>(kSize) * kSize);
  };
  const auto to_hl = [&](double power) {
    return 10 * std::log10(power / 4e-10 + 1e-30) - threshold;
  };
  double band = 0.0;
  for (double f = hz * std::exp2(-1.0 / 6); f < hz * std::exp2(1.0 / 6); f += kRate / kSize)
    band += power_at(f);
  return {to_hl(power_at(hz)), to_hl(band / 1.5)};  // a Hann line spreads over 1.5 bins of power
}

double law(double loss, double level) { return 105.0 - 105.0 / (105.0 - loss) * (105.0 - level); }

// Largest deviation from the law over an audiogram's own frequencies, three levels each.
template <class Pick>
double worst(const Audiogram& air, bool smearing, Pick&& pick, bool reassigns = true,
             bool second_tap = true) {
  AcousticDesigner designer{Hertz(kRate)};
  auto design = design_for(designer, air, smearing);
  design->second_tap = second_tap;
  for (auto& ear : design->ears) ear.recruitment.reassigns = reassigns;
  double largest = 0.0;
  for (const auto& point : air.points()) {
    const double loss = point.level.value();
    for (double level : {loss + 1.0, 0.5 * (loss + 100.0), 100.0}) {
      const double error =
          pick(hear_tone(designer, *design, point.frequency.value(), level)) - law(loss, level);
      if (std::abs(error) > std::abs(largest)) largest = error;
    }
  }
  return largest;
}
const auto line = [](const Heard& h) { return h.line_db_hl; };
const auto third_octave = [](const Heard& h) { return h.third_octave_db_hl; };

TEST(AcousticPath, TonesFollowTheLaw) {
  for (const auto& air : {kN4, kN6, kS2, flat(40)})
    EXPECT_LT(std::abs(worst(air, false, line)), 1.0);
}

// The negative control: levels and losses at the bands' centres cannot do it.
TEST(AcousticPath, WithoutReassignmentTheLawFails) {
  EXPECT_LT(worst(kN4, false, line, false), -3.0);
  EXPECT_LT(worst(kN6, false, line, false), -10.0);
}

TEST(AcousticPath, SmearedTonesKeepTheirThirdOctaveLevel) {
  for (const auto& air : {kN4, kS2, flat(40)})
    EXPECT_LT(std::abs(worst(air, true, third_octave)), 3.0);
}

// The other negative control: the published order lets recruitment magnify what smearing takes from
// a tone.
TEST(AcousticPath, WithoutTheSecondTapSmearingMakesTonesTooSoft) {
  EXPECT_LT(worst(kN4, true, third_octave, true, false), -10.0);
}

TEST(AcousticPath, ToneBetweenBandsIsAsLoudAsOnThem) {
  AcousticDesigner designer{Hertz(kRate)};
  const auto design = design_for(designer, flat(60), false);
  for (double hz = 200; hz < 8000; hz *= std::exp2(1.0 / 6)) {
    EXPECT_NEAR(hear_tone(designer, *design, hz, 70).line_db_hl, law(60, 70), 0.6) << hz;
  }
}

// What the gains' ripple adds to a tone stays 20 dB below what a listener could find beside it.
TEST(AcousticPath, ToneStaysPure) {
  AcousticDesigner designer{Hertz(kRate)};
  const auto design = design_for(designer, flat(60), false);
  Arena arena;
  AcousticPath path;
  path.prepare(designer, *design, {Hertz(kRate), 1}, arena);
  std::vector<float> x(64 * 1000);
  for (std::size_t n = 0; n < x.size(); ++n)
    x[n] = static_cast<float>(0.1 * std::sin(2 * pi * 1000 * static_cast<double>(n) / kRate));
  for (std::size_t n = 0; n < x.size(); n += 64)
    path.process(PascalBlock({x.data() + n, nullptr}, 1, 64));
  double re = 0, im = 0, power = 0;
  for (std::size_t n = x.size() - 24000; n < x.size(); ++n) {
    re += x[n] * std::cos(2 * pi * 1000 * static_cast<double>(n) / kRate);
    im += x[n] * std::sin(2 * pi * 1000 * static_cast<double>(n) / kRate);
    power += x[n] * x[n];
  }
  const double tone = 2 * (re * re + im * im) / 24000;
  EXPECT_LT(10 * std::log10((power - tone) / power), -80.0);
}

// Gaps between bursts fill up under a long temporal window, and nothing else about a steady tone
// changes.
TEST(AcousticPath, TemporalSmearingFillsGaps) {
  AcousticDesigner designer{Hertz(kRate)};
  const auto params = fit(EarProfile{}, false);
  const auto gap_db = [&](double window_s) {
    const auto design = designer.make(params, params, Seconds(window_s));
    Arena arena;
    AcousticPath path;
    path.prepare(designer, *design, {Hertz(kRate), 1}, arena);
    std::mt19937 random(1);
    std::normal_distribution<float> gauss(0.0f, 0.02f);
    std::vector<float> x(64 * 600);
    for (std::size_t n = 0; n < x.size(); ++n)
      x[n] = gauss(random) * (n % 9600 < 8640 ? 1.0f : 0.05f);
    for (std::size_t n = 0; n < x.size(); n += 64)
      path.process(PascalBlock({x.data() + n, nullptr}, 1, 64));
    const auto level = [&](std::size_t from, std::size_t to) {
      double sum = 0;
      for (std::size_t n = from; n < to; ++n) sum += x[n] * x[n];
      return 10 * std::log10(sum / static_cast<double>(to - from));
    };
    const std::size_t late = static_cast<std::size_t>(path.latency().value()),
                      gap = 9600 + 8640 + late;
    return level(gap + 240, gap + 720) - level(gap - 4800, gap - 480);
  };
  EXPECT_LT(gap_db(0.0), -20.0);
  EXPECT_GT(gap_db(0.03), -14.0);
}

}  // namespace
}  // namespace otoscape::ear
