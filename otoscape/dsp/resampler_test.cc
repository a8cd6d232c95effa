// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/resampler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace otoscape::dsp {
namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;

std::vector<float> sine(double hz, double rate_hz, int frames) {
  std::vector<float> x(static_cast<std::size_t>(frames));
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] = static_cast<float>(std::sin(kTurn * hz / rate_hz * static_cast<double>(n)));
  }
  return x;
}

std::vector<float> resampled(std::span<const float> x, double from, double to,
                             std::int64_t first = 0) {
  Resampler resampler(Hertz(from), Hertz(to), static_cast<int>(x.size()), first);
  std::vector<float> y(static_cast<std::size_t>(resampler.most(static_cast<int>(x.size()))));
  y.resize(static_cast<std::size_t>(resampler.process(x, y)));
  return y;
}

// dB of what a tone becomes, and of what differs from the tone delayed by delay_frames.
struct Tone {
  double gain_db, error_db;
};
Tone tone(double hz, double from, double to) {
  const auto y = resampled(sine(hz, from, static_cast<int>(from * 4 / 15)), from, to);
  const double delay_s = Resampler::delay_frames(Hertz(from), Hertz(to)) / from;
  double error = 0.0, power = 0.0;
  const std::size_t settled = y.size() / 4;  // what is left is whole periods of 100 Hz
  for (std::size_t m = settled; m < y.size(); ++m) {
    const double phase = kTurn * hz * (static_cast<double>(m) / to - delay_s);
    const double value = static_cast<double>(y[m]);
    error += std::pow(value - std::sin(phase), 2), power += value * value;
  }
  const double half = static_cast<double>(y.size() - settled) / 2.0;
  return {10.0 * std::log10(power / half), 10.0 * std::log10(error / half + 1e-30)};
}

TEST(Resampler, PassesTonesWithTheirLevelAndDelay) {
  for (const double to : {16000.0, 17400.0}) {
    for (const double from : {16000.0, 22050.0, 24000.0, 44100.0, 48000.0, 96000.0, 192000.0}) {
      for (const double hz : {100.0, 440.0, 1000.0, 3000.0, 5000.0, 6500.0}) {
        const Tone t = tone(hz, from, to);
        EXPECT_NEAR(t.gain_db, 0.0, 0.02) << hz << " at " << from << " to " << to;
        EXPECT_LT(t.error_db, -50.0) << hz << " at " << from << " to " << to;
      }
    }
  }
}

TEST(Resampler, RaisesSlowRatesWithoutImages) {
  for (const double from : {8000.0, 11025.0, 12000.0}) {
    for (const double hz : {100.0, 1000.0, 0.3 * from}) {
      EXPECT_LT(tone(hz, from, 16000.0).error_db, -50.0) << hz << " at " << from;
    }
  }
}

TEST(Resampler, FoldsNothingBack) {
  for (const double from : {44100.0, 48000.0, 96000.0}) {
    EXPECT_NEAR(tone(7900.0, from, 16000.0).gain_db, -6.02, 0.05);
    for (double hz = 9300.0; hz < 0.5 * from; hz += 370.0) {
      EXPECT_LT(tone(hz, from, 16000.0).gain_db, -60.0) << hz << " at " << from;
    }
  }
}

TEST(Resampler, DelaysBy45FramesAt48Kilohertz) {
  EXPECT_EQ(Resampler::delay_frames(Hertz(48000), Hertz(16000)), 45.0);
  EXPECT_EQ(Resampler::delay_frames(Hertz(16000), Hertz(16000)), 0.0);
  std::vector<float> click(400);
  click[3 * 50 - 45] = 1.0f;
  const auto y = resampled(click, 48000, 16000);
  EXPECT_EQ(std::ranges::max_element(y) - y.begin(), 50);
  for (int i = 1; i < 15; ++i)
    EXPECT_FLOAT_EQ(y[static_cast<std::size_t>(50 + i)], y[static_cast<std::size_t>(50 - i)]);
}

TEST(Resampler, DoesNotDependOnHowItsInputIsCut) {
  std::mt19937 random(3);
  std::normal_distribution<float> gauss;
  std::vector<float> x(5000);
  for (float& v : x) v = gauss(random);
  for (const double from : {8000.0, 44100.0, 48000.0}) {
    const auto whole = resampled(x, from, 17400.0);
    Resampler resampler(Hertz(from), Hertz(17400), 257, 0);
    std::vector<float> parts, block(static_cast<std::size_t>(resampler.most(257)));
    for (std::size_t at = 0; at < x.size();) {
      const std::size_t size = std::min<std::size_t>(random() % 258, x.size() - at);
      const int count = resampler.process(std::span(x).subspan(at, size), block);
      parts.insert(parts.end(), block.begin(), block.begin() + count);
      at += size;
    }
    EXPECT_EQ(parts, whole);
  }
}

TEST(Resampler, SamplesAPartWhereItSamplesTheWhole) {
  const auto x = sine(777.0, 44100.0, 3000);
  const auto whole = resampled(x, 44100.0, 16000.0);
  constexpr std::int64_t kFirst = 1001;
  Resampler resampler(Hertz(44100), Hertz(16000), 3000, kFirst);
  const auto next = static_cast<std::size_t>(resampler.next());
  EXPECT_EQ(next, static_cast<std::size_t>(std::ceil(kFirst * 160.0 / 441.0)));
  const auto part = resampled(std::span(x).subspan(kFirst), 44100.0, 16000.0, kFirst);
  const std::size_t warm = 40;  // the filter's length
  for (std::size_t m = warm; m < part.size(); ++m) ASSERT_EQ(part[m], whole[next + m]);
}

}  // namespace
}  // namespace otoscape::dsp
