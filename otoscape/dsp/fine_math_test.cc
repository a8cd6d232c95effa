// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "hwy/highway.h"
#include "otoscape/dsp/fine_math-inl.h"
#include "otoscape/dsp/lane_fft-inl.h"
#include "otoscape/dsp/lane_fft.h"

// The instruction set of the base build stands for all: the source is the same.
HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {

double log2_of(double x) {
  const hn::CappedTag<double, 1> d;
  return hn::GetLane(log2_fine(d, hn::Set(d, x)));
}
double exp2_of(double x) {
  const hn::CappedTag<double, 1> d;
  return hn::GetLane(exp2_fine(d, hn::Set(d, x)));
}
float exp2_of(float x) {
  const hn::CappedTag<float, 1> d;
  return hn::GetLane(exp2_single(d, hn::Set(d, x)));
}
void transform(const std::vector<double>& twiddles, double* parts) {
  const hn::CappedTag<double, 2> d;
  lane_transform_256(d, twiddles.data(), 2, LaneSplit<double>{parts, parts + 512},
                     LaneSplit<double>{parts + 1024, parts + 1536});
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

namespace otoscape::dsp {
namespace {
namespace target = HWY_NAMESPACE;

TEST(FineMath, TheLogarithmIsGoodToAFewUnitsInTheLastPlace) {
  for (double x = 1e-300; x < 1e300; x *= 1.0137) {
    EXPECT_NEAR(target::log2_of(x), std::log2(x), 4e-15 * std::fmax(0.3, std::abs(std::log2(x))))
        << x;
  }
  for (double x = 0.74; x < 1.51; x += 1e-4) {
    EXPECT_NEAR(target::log2_of(x), std::log2(x), 1e-15) << x;
  }
  EXPECT_EQ(target::log2_of(1.0), 0.0);
}

TEST(FineMath, ThePowerIsGoodToAFewUnitsInTheLastPlace) {
  for (double x = -1021.0; x < 1000.0; x += 0.0937) {
    EXPECT_NEAR(target::exp2_of(x) / std::exp2(x), 1.0, 2e-15) << x;
  }
  EXPECT_EQ(target::exp2_of(0.0), 1.0);
  EXPECT_LT(target::exp2_of(-1e6), 1e-300);
}

TEST(FineMath, SoIsThePowerInSinglePrecision) {
  for (float x = -125.0f; x < 125.0f; x += 0.0137f) {
    EXPECT_NEAR(static_cast<double>(target::exp2_of(x)) / std::exp2(static_cast<double>(x)), 1.0,
                2e-7)
        << x;
  }
  EXPECT_EQ(target::exp2_of(0.0f), 1.0f);
  EXPECT_LT(target::exp2_of(-1e6f), 1e-37f);
}

TEST(LaneFft, TransformsTheSignalsInItsLanesIndependently) {
  alignas(64) static double parts[2048];
  for (int n = 0; n < 256; ++n) {
    parts[2 * n] = std::sin(0.3 * n * n);
    parts[2 * n + 1] = std::cos(0.7 * n * n);
    parts[512 + 2 * n] = std::cos(0.2 * n);
  }
  const std::vector<double> in(parts, parts + 1024);
  target::transform(lane_twiddles<double>(), parts);
  for (std::size_t lane = 0; lane < 2; ++lane) {
    for (std::size_t k = 0; k < 256; k += 5) {
      double re = 0.0, im = 0.0;
      for (std::size_t n = 0; n < 256; ++n) {
        const double turn = -2.0 * std::numbers::pi * static_cast<double>(k * n % 256) / 256.0;
        const double a = in[2 * n + lane], b = in[512 + 2 * n + lane];
        re += a * std::cos(turn) - b * std::sin(turn);
        im += a * std::sin(turn) + b * std::cos(turn);
      }
      EXPECT_NEAR(parts[2 * k + lane], re, 1e-12);
      EXPECT_NEAR(parts[512 + 2 * k + lane], im, 1e-12);
    }
  }
}

}  // namespace
}  // namespace otoscape::dsp
