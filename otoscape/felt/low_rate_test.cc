// SPDX-License-Identifier: Apache-2.0
#include "otoscape/felt/low_rate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace otoscape::felt {
namespace {

// Down and up again: the output of frame n lies at n − 2 · half.
std::vector<float> round_trip(const std::vector<float>& x, const LowRate& low, int quantum) {
  Arena arena;
  Decimator down(low, quantum, 0);
  Interpolator up(low, quantum, arena);
  std::int64_t next = low.sample_at_or_after(0);
  dsp::SlidingBuffer samples(256, 1, next);
  std::vector<float> y(x.size());
  for (std::size_t at = 0; at + static_cast<std::size_t>(quantum) <= x.size();
       at += static_cast<std::size_t>(quantum)) {
    down.push({x.data() + at, static_cast<std::size_t>(quantum)});
    for (; down.has(next); ++next) {
      const float sample = down.sample(next);
      samples.push({&sample, 1});
    }
    up.process(samples, static_cast<std::int64_t>(at) - 2 * low.half,
               {y.data() + at, static_cast<std::size_t>(quantum)});
  }
  return y;
}

std::vector<float> sine(double rate, double hz, std::size_t frames) {
  std::vector<float> x;
  for (std::size_t n = 0; n < frames; ++n) {
    x.push_back(
        static_cast<float>(std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(n) / rate)));
  }
  return x;
}

// A frame's shift would make a difference of 0.004 at 48 kHz and more below.
TEST(LowRate, ThereAndBackIsADelayToTheFrame) {
  for (const double rate : {8000.0, 11025.0, 16000.0, 22050.0, 44100.0, 48000.0, 96000.0}) {
    const LowRate low(Hertz(rate), static_cast<int>(0.008 * rate));
    EXPECT_NEAR(low.rate.value(), 1500.0, 125.0);
    const auto x = sine(rate, 30.0, static_cast<std::size_t>(rate / 2.0));
    const auto y = round_trip(x, low, 16);
    double most = 0.0;
    const auto late = static_cast<std::size_t>(2 * low.half);
    for (std::size_t n = 4 * late; n + 16 < x.size(); ++n) {
      most = std::max(most, std::abs(static_cast<double>(y[n]) - x[n - late]));
    }
    EXPECT_LT(most, 8e-4) << rate;
  }
}

TEST(LowRate, WhatLiesAboveItsBandComesBackByLittle) {
  const LowRate low(Hertz(48000.0), 384);
  for (const double hz : {1000.0, 1500.0, 2900.0, 3050.0, 9000.0}) {
    const auto y = round_trip(sine(48000.0, hz, 48000), low, 64);
    EXPECT_LT(std::abs(*std::max_element(y.begin() + 4800, y.end() - 64)), 3e-5) << hz;
  }
}

TEST(LowRate, AShortLatencyShortensItsFilter) {
  EXPECT_EQ(LowRate(Hertz(48000.0), 384).half, 192);
  EXPECT_EQ(LowRate(Hertz(48000.0), 5000).half, 192);
  EXPECT_EQ(LowRate(Hertz(31000.0), 220).half, 110);
}

}  // namespace
}  // namespace otoscape::felt
