// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/outer_middle_ear.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

namespace otoscape::loss {
namespace {

class EarAtRate : public testing::TestWithParam<int> {};

// Within 1 dB where the rate leaves room; the bilinear warp costs up to 2.5 dB right below half the
// rate. Whatever the fit leaves does not colour sound: thresholds use the realised curve and the
// way back undoes it.
TEST_P(EarAtRate, FollowsTheStandardsCurve) {
  const auto design = OuterMiddleEarDesign::make(Hertz(GetParam()));
  for (double hz = 50; hz < std::min(16000.0, 0.45 * GetParam()); hz *= 1.01) {
    const Decibels error = design.response(Hertz(hz)) - outer_middle_ear_target(Hertz(hz));
    EXPECT_LT(std::abs(error.value()), hz < 0.38 * GetParam() ? 1.0 : 2.5) << hz;
  }
}

// There and back must be nothing: what is left would colour every impaired ear.
TEST_P(EarAtRate, TheWayBackUndoesTheWayThere) {
  const StreamSpec spec{Hertz(GetParam()), 2};
  const auto design = OuterMiddleEarDesign::make(spec.rate);
  Arena arena;
  OuterMiddleEar there, back;
  there.prepare(design, spec, arena);
  back.prepare(design.inverse(), spec, arena);
  std::mt19937 random(3);
  std::normal_distribution<float> gauss;
  double error = 0.0, power = 0.0;
  for (int block = 0; block < 200; ++block) {
    std::vector<float> left(64), right(64);
    for (auto* x : {&left, &right}) {
      for (float& v : *x) v = gauss(random);
    }
    const auto kept_left = left, kept_right = right;
    const PascalBlock sound({left.data(), right.data()}, 2, 64);
    there.process(sound);
    back.process(sound);
    for (std::size_t n = 0; n < 64; ++n) {
      error += std::pow(left[n] - kept_left[n], 2) + std::pow(right[n] - kept_right[n], 2);
      power += std::pow(kept_left[n], 2) + std::pow(kept_right[n], 2);
    }
  }
  EXPECT_LT(10 * std::log10(error / power), -90.0);
}

INSTANTIATE_TEST_SUITE_P(Rates, EarAtRate,
                         testing::Values(8000, 11025, 16000, 22050, 32000, 44100, 48000, 96000,
                                         192000));

// The lanes' skew must not leak: response of the running filter equals the design's, whatever the
// block.
TEST(OuterMiddleEar, RunsItsDesign) {
  using std::numbers::pi;
  const StreamSpec spec{Hertz(48000), 1};
  const auto design = OuterMiddleEarDesign::make(spec.rate);
  Arena arena;
  OuterMiddleEar ear;
  ear.prepare(design, spec, arena);
  std::vector<float> h(48 * 400);
  h[0] = 1.0f;
  for (std::size_t n = 0; n < h.size(); n += 48) {
    ear.process(PascalBlock({h.data() + n, nullptr}, 1, 48));
  }
  for (double hz : {125.0, 1000.0, 3000.0, 9000.0}) {
    std::complex<double> sum = 0.0;
    for (std::size_t n = 0; n < h.size(); ++n)
      sum += static_cast<double>(h[n]) *
             std::polar(1.0, -2 * pi * hz * static_cast<double>(n) / 48000);
    EXPECT_NEAR(20 * std::log10(std::abs(sum)), design.response(Hertz(hz)).value(), 0.01);
  }
}

}  // namespace
}  // namespace otoscape::loss
