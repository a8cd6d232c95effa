// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/front_end/gain_control.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace otoscape::implant::front_end {
namespace {

constexpr double kRate = 16000.0;

// A 1 kHz tone; 95 dB SPL has amplitude 1.
std::vector<double> tone(double db_spl, double seconds) {
  std::vector<double> x(static_cast<std::size_t>(seconds * kRate));
  const double amplitude = std::pow(10.0, (db_spl - 95.0) / 20.0);
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] = amplitude * std::sin(2.0 * std::numbers::pi * 1000.0 / kRate * static_cast<double>(n));
  }
  return x;
}

// dB SPL of a tone from `from` seconds on, for `length` seconds.
double level_of_tone(const std::vector<double>& x, double from, double length) {
  double power = 0.0;
  const auto first = static_cast<std::size_t>(from * kRate);
  const auto count = static_cast<std::size_t>(length * kRate);
  for (std::size_t n = first; n < first + count; ++n) power += x[n] * x[n];
  return 10.0 * std::log10(power / static_cast<double>(count)) + 98.0103;
}

double settled(Agc agc, double db_spl, double seconds = 3.0) {
  auto x = tone(db_spl, seconds);
  GainControl<double>(agc).process(x);
  return level_of_tone(x, seconds - 0.1, 0.1);
}

TEST(GainControl, TheLimiterHolds73DbAndLeavesWhatIsBelow) {
  for (const double level : {40.0, 60.0, 72.9}) EXPECT_NEAR(settled(Agc::fast, level), level, 1e-4);
  // Between a tone's peaks the envelope sinks by 0.17 dB, half of it on the mean.
  for (const double level : {74.0, 85.0, 100.0}) EXPECT_NEAR(settled(Agc::fast, level), 73.0, 0.09);
}

TEST(GainControl, TheLimiterAttacksWithin5Milliseconds) {
  auto x = tone(93.0, 0.2);
  Limiter<double>().process(x);
  const double early = level_of_tone(x, 0.0, 0.001), late = level_of_tone(x, 0.005, 0.001);
  EXPECT_GT(early, 83.0);
  EXPECT_NEAR(late, 73.0, 1.0);  // 98 % of the way: e^−3.9 of 20 dB's amplitude
}

// The envelope falls by 25 dB in the release time, the gain with it.
TEST(GainControl, TheLimiterReleases25DbIn75Milliseconds) {
  auto x = tone(93.0, 0.5);
  const auto quiet = tone(53.0, 0.5);
  x.insert(x.end(), quiet.begin(), quiet.end());
  Limiter<double>().process(x);
  EXPECT_NEAR(level_of_tone(x, 0.5 + 0.030, 0.004), 53.0 - 20.0 + 32.0 / 75.0 * 25.0, 1.5);
  EXPECT_NEAR(level_of_tone(x, 0.5 + 0.1, 0.1), 53.0, 0.01);
}

TEST(GainControl, AutosensitivityLowersSteadyNoiseToItsBreakpoint) {
  EXPECT_NEAR(settled(Agc::slow, 55.0, 2.0), 55.0, 1e-4);
  EXPECT_NEAR(settled(Agc::slow, 65.0, 8.0), 57.0, 0.05);
  EXPECT_NEAR(settled(Agc::slow, 65.0, 2.05), 61.1, 0.3);  // 2 dB a second after the first 0.1 s
}

TEST(GainControl, AutosensitivityGoesByThePauses) {
  std::vector<double> x;
  for (int i = 0; i < 10; ++i) {
    for (const double level : {65.0, 40.0}) {
      const auto part = tone(level, 0.5);
      x.insert(x.end(), part.begin(), part.end());
    }
  }
  const double before = level_of_tone(x, 9.1, 0.3);
  GainControl<double>(Agc::slow).process(x);
  EXPECT_NEAR(level_of_tone(x, 9.1, 0.3), before, 0.01);
}

TEST(GainControl, TheSlowCompressorGivesAThirdAbove53Db) {
  constexpr double kMakeUp = 2.0 / 3.0 * (65.0 - 52.7);
  EXPECT_NEAR(settled(Agc::dual, 35.0), 35.0 + kMakeUp, 0.05);
  EXPECT_NEAR(settled(Agc::dual, 50.0), 50.0 + kMakeUp, 0.05);
  EXPECT_NEAR(settled(Agc::dual, 65.0), 65.0, 0.1);
  EXPECT_NEAR(settled(Agc::dual, 80.0), 70.0, 0.1);
  EXPECT_NEAR(settled(Agc::dual, 100.0), 73.0, 0.1);  // the limiter
}

TEST(GainControl, OffLeavesTheSoundAsItIs) {
  auto x = tone(100.0, 0.1);
  const auto before = x;
  GainControl<double>(Agc::off).process(x);
  EXPECT_EQ(x, before);
}

TEST(GainControl, ResetForgets) {
  for (const Agc agc : {Agc::fast, Agc::slow, Agc::dual}) {
    GainControl<float> control(agc);
    const auto loud = tone(90.0, 0.3);
    const std::vector<float> in(loud.begin(), loud.end());
    auto first = in, second = in;
    control.process(first);
    control.reset();
    control.process(second);
    EXPECT_EQ(first, second);
  }
}

}  // namespace
}  // namespace otoscape::implant::front_end
