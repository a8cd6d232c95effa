// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/hires_bank.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/implant/coding/hires_peaks.h"
#include "otoscape/implant/front_end/dual_loop_agc.h"
#include "tests/support/reference_numbers.h"

namespace otoscape::implant::coding {
namespace {

// The reference sentence behind the gain control, with a window of silence before it.
template <class Real>
std::vector<Real> controlled_sound() {
  front_end::HiresPreemphasis<Real> preemphasis;
  front_end::DualLoopAgc<Real> agc;
  typename front_end::DualLoopAgc<Real>::Block block{}, out, gain;
  std::vector<Real> sound(tables::kHiresWindow - 1, Real(0));
  std::size_t filled = 1;  // blocks begin one sample before the sound
  for (const float sample : reference_numbers("input.f32")) {
    block[filled++] = preemphasis(static_cast<Real>(sample));
    if (filled < block.size()) continue;
    agc.process(block, Real(0), out, gain);
    for (const Real y : out) sound.push_back(y);
    filled = 0;
  }
  return sound;
}

template <class Real>
double largest_difference() {
  const auto sound = controlled_sound<Real>();
  const auto expected = reference_numbers("envelopes.f32");
  EXPECT_EQ(expected.size(), 649u * tables::kHiresChannels);
  HiresBank<Real> bank;
  HiresChannelsOf<Real> envelopes;
  double largest = 0.0;
  for (std::size_t i = 0; i < expected.size() / tables::kHiresChannels; ++i) {
    const std::size_t end = tables::kHiresHop * (2 * i + 1);
    HiresBank<Real>::envelopes(
        bank.analyse(std::span<const Real>(sound).subspan(end, tables::kHiresWindow)), envelopes);
    for (std::size_t c = 0; c < tables::kHiresChannels; ++c) {
      const double difference = static_cast<double>(envelopes[c]) -
                                static_cast<double>(expected[i * tables::kHiresChannels + c]);
      largest = std::max(largest, std::abs(difference));
    }
  }
  return largest;
}

TEST(HiresBank, EnvelopesEqualThePublicToolbox) { EXPECT_LT(largest_difference<double>(), 1e-5); }

// 0.01 is 0.03 dB.
TEST(HiresBank, SinglePrecisionIsGoodEnough) { EXPECT_LT(largest_difference<float>(), 1e-2); }

const HiresSlice<double>& slice_of_tone(double hz) {
  static HiresBank<double> bank;
  std::vector<double> sound;
  for (int n = 0; n < tables::kHiresWindow; ++n) {
    sound.push_back(std::sin(2.0 * std::numbers::pi * hz * n / tables::kHiresRate + 0.3));
  }
  return bank.analyse(sound);
}

int channel_of(double hz) {
  int c = 0;
  while (c < tables::kHiresChannels - 1 &&
         hz >= (tables::kHiresEdges[static_cast<std::size_t>(c) + 1] - 0.5) * tables::kHiresBinHz)
    ++c;
  return c;
}

TEST(HiresBank, ATonePeaksInItsOwnChannel) {
  for (int c = 0; c < tables::kHiresChannels; ++c) {
    const auto at = static_cast<std::size_t>(c);
    const double middle =
        0.5 * (tables::kHiresEdges[at] + tables::kHiresEdges[at + 1] - 1) * tables::kHiresBinHz;
    HiresChannelsOf<double> envelopes;
    HiresBank<double>::envelopes(slice_of_tone(middle), envelopes);
    const auto strongest = std::max_element(envelopes.begin(), envelopes.end());
    EXPECT_EQ(strongest - envelopes.begin(), c) << middle;
  }
}

// A parabola through three bins of this window misses by less than a fiftieth of a bin.
TEST(HiresPeaks, FindATonesFrequency) {
  for (double hz = 380.0; hz < 7900.0; hz *= 1.013) {
    EXPECT_NEAR(spectral_peak(slice_of_tone(hz), channel_of(hz)).hz, hz, 0.04 * tables::kHiresBinHz)
        << hz;
  }
}

TEST(HiresPeaks, MoveSmoothlyFromElectrodeToElectrode) {
  double before = 0.0;
  for (double hz = 400.0; hz < 5000.0; hz *= 1.002) {
    const double location = spectral_peak(slice_of_tone(hz), channel_of(hz)).location;
    EXPECT_GT(location, before - 0.05) << hz;
    EXPECT_LT(location, before + 0.15 + (hz < 402.0 ? 1.0 : 0.0)) << hz;
    before = location;
  }
  EXPECT_GT(before, 14.9);
}

TEST(HiresPeaks, SteerInNineStepsThatSumToOne) {
  double before = 0.0;
  for (int i = 0; i <= 100; ++i) {
    const auto [lower, upper] = steered(3.0 + i / 100.0, 3, 1.0);
    EXPECT_EQ(lower + upper, 1.0);
    EXPECT_EQ(std::floor(8.0 * upper), 8.0 * upper);
    EXPECT_GE(upper, before);
    EXPECT_LE(upper - before, 0.125);
    before = upper;
  }
  EXPECT_EQ(before, 1.0);
  EXPECT_EQ(steered(7.0, 3, 1.0).upper, 1.0);
  EXPECT_EQ(steered(2.0, 3, 0.5).upper, 0.25);
}

TEST(HiresPeaks, SilenceHasNone) {
  const auto peak = spectral_peak(HiresSlice<double>(), 4);
  EXPECT_TRUE(std::isfinite(peak.hz));
  EXPECT_TRUE(std::isfinite(peak.location));
}

}  // namespace
}  // namespace otoscape::implant::coding
