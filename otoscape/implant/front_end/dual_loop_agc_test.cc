// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/front_end/dual_loop_agc.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "otoscape/implant/tables/hires_bands.h"
#include "tests/support/reference_numbers.h"

namespace otoscape::implant::front_end {
namespace {

struct Controlled {
  std::vector<double> sound, gain;
};

template <class Real>
Controlled control(const std::vector<float>& in) {
  HiresPreemphasis<Real> preemphasis;
  DualLoopAgc<Real> agc;
  typename DualLoopAgc<Real>::Block block{}, out, gain;
  Controlled result;
  std::size_t filled = 1;  // blocks begin one sample before the sound
  for (const float sample : in) {
    block[filled++] = preemphasis(static_cast<Real>(sample));
    if (filled < block.size()) continue;
    agc.process(block, Real(0), out, gain);
    filled = 0;
    for (std::size_t q = result.sound.empty() ? 1 : 0; q < out.size(); ++q) {
      result.sound.push_back(static_cast<double>(out[q]));
      result.gain.push_back(static_cast<double>(gain[q]));
    }
  }
  return result;
}

std::vector<float> tone(double hz, double db_spl, double seconds) {
  std::vector<float> sound;
  // 111.6 dB SPL peak is a tone of 108.6.
  const double peak = std::pow(10.0, (db_spl - 108.6) / 20.0);
  for (int n = 0; n < seconds * tables::kHiresRate; ++n) {
    sound.push_back(
        static_cast<float>(peak * std::sin(2.0 * std::numbers::pi * hz * n / tables::kHiresRate)));
  }
  return sound;
}

double gain_db(const Controlled& c, double seconds) {
  return 20.0 * std::log10(c.gain[static_cast<std::size_t>(seconds * tables::kHiresRate)]);
}

template <class Real>
double largest_difference() {
  const auto in = reference_numbers("input.f32"), expected = reference_numbers("agc.f32");
  EXPECT_EQ(expected.size(), 25'994u);
  const auto sound = control<Real>(in).sound;
  double largest = 0.0;
  for (std::size_t n = 0; n < expected.size(); ++n) {
    largest = std::max(largest, std::abs(sound[n] - static_cast<double>(expected[n])));
  }
  return largest;
}

TEST(DualLoopAgc, EqualsThePublicToolbox) {
  EXPECT_LT(largest_difference<double>(), 1e-6);
  EXPECT_LT(largest_difference<float>(), 1e-4);
}

TEST(DualLoopAgc, AmplifiesSoftSoundsBy41Point6DbAndLoudOnesByATwelfth) {
  EXPECT_NEAR(gain_db(control<double>(tone(2000.0, 30.0, 2.0)), 1.9), 41.59, 0.1);
  // Far above the knee 12 dB in are 1 dB out.
  const double at_70 = gain_db(control<double>(tone(2000.0, 70.0, 4.0)), 3.9);
  const double at_82 = gain_db(control<double>(tone(2000.0, 82.0, 4.0)), 3.9);
  EXPECT_NEAR(at_70 - at_82, 11.0, 0.1);
}

TEST(DualLoopAgc, HoldsItsGainAfterASoundBeforeItRecovers) {
  auto sound = tone(2000.0, 80.0, 2.0);
  const auto soft = tone(2000.0, 40.0, 4.0);
  sound.insert(sound.end(), soft.begin(), soft.end());
  const auto c = control<double>(sound);
  const double loud = gain_db(c, 1.9);
  EXPECT_NEAR(gain_db(c, 2.35), loud, 0.1);
  EXPECT_GT(gain_db(c, 2.6), loud + 3.0);
  EXPECT_GT(gain_db(c, 5.5), loud + 18.0);
}

TEST(DualLoopAgc, CutsAnOnsetWithinMilliseconds) {
  auto sound = tone(2000.0, 50.0, 1.0);
  const auto loud = tone(2000.0, 90.0, 0.1);
  sound.insert(sound.end(), loud.begin(), loud.end());
  const auto c = control<double>(sound);
  EXPECT_LT(gain_db(c, 1.005), gain_db(c, 0.99) - 20.0);
}

TEST(HiresPreemphasis, RisesSixDbPerOctaveBelowItsCorner) {
  EXPECT_NEAR(hires_preemphasis_db(600.0) - hires_preemphasis_db(300.0), 6.0, 0.7);
  EXPECT_NEAR(hires_preemphasis_db(6000.0), 0.0, 0.5);
}

}  // namespace
}  // namespace otoscape::implant::front_end
