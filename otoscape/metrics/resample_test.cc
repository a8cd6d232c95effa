// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/resample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::metrics {
namespace {

std::vector<double> tone(double hz, double rate_hz, std::size_t frames) {
  std::vector<double> x(frames);
  for (std::size_t n = 0; n < frames; ++n)
    x[n] = std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(n) / rate_hz);
  return x;
}

// Largest difference, away from both ends.
double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  double most = 0.0;
  for (std::size_t n = 500; n + 500 < std::min(a.size(), b.size()); ++n)
    most = std::max(most, std::abs(a[n] - b[n]));
  return most;
}

TEST(Resampled, ATonePassesInPlaceBetweenAllRates) {
  for (double from : {8000.0, 10000.0, 16000.0, 22050.0, 44100.0, 48000.0, 96000.0}) {
    for (double to : {10000.0, 16000.0, 48000.0}) {
      const auto there =
          resampled(tone(1000.0, from, static_cast<std::size_t>(from)), Hertz(from), Hertz(to));
      ASSERT_EQ(there.size(), static_cast<std::size_t>(to));
      EXPECT_LT(largest_difference(there, tone(1000.0, to, there.size())), 2e-3)
          << from << " to " << to;
    }
  }
}

TEST(Resampled, WhatTheNewRateCannotHoldIs60DbDown) {
  for (double hz : {5300.0, 7000.0, 9999.0, 14000.0, 23000.0}) {
    const auto left = resampled(tone(hz, 48000.0, 48000), Hertz(48000.0), Hertz(10000.0));
    EXPECT_LT(largest_difference(left, std::vector<double>(left.size())), 1.2e-3) << hz;
  }
}

TEST(Resampled, TheSameRateGivesTheSameSamples) {
  const auto x = tone(440.0, 48000.0, 1000);
  EXPECT_EQ(resampled(x, Hertz(48000.0), Hertz(48000.0)), x);
}

}  // namespace
}  // namespace otoscape::metrics
