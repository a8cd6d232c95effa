// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/stoi.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

namespace otoscape::metrics {
namespace {

std::vector<float> noise(std::uint32_t seed, std::size_t frames) {
  std::vector<float> x(frames);
  for (float& v : x) {
    seed = 1664525u * seed + 1013904223u;
    v = static_cast<float>(seed >> 8) / 8388608.0f - 1.0f;
  }
  return x;
}

// Noise in syllables, low and high parts in turn, with pauses: modulated as speech is.
std::vector<float> babble(double rate_hz, double seconds, std::uint32_t seed = 1) {
  auto x = noise(seed, static_cast<std::size_t>(rate_hz * seconds));
  double low = 0.0;
  const double pole = std::exp(-2.0 * std::numbers::pi * 700.0 / rate_hz);
  for (std::size_t n = 0; n < x.size(); ++n) {
    const double t = static_cast<double>(n) / rate_hz, in = static_cast<double>(x[n]);
    low += (1.0 - pole) * (in - low);
    const double vowel = std::pow(std::max(0.0, std::sin(2.0 * std::numbers::pi * 2.3 * t)), 1.5);
    const double hiss =
        std::pow(std::max(0.0, std::sin(2.0 * std::numbers::pi * 3.1 * t + 1.0)), 2.0);
    x[n] = static_cast<float>(vowel * low + 0.15 * hiss * (in - low));
  }
  return x;
}

std::vector<float> with_noise(const std::vector<float>& clean, double snr_db) {
  auto y = noise(77, clean.size());
  double signal = 0.0, disturbance = 0.0;
  for (std::size_t n = 0; n < y.size(); ++n) {
    signal += static_cast<double>(clean[n]) * static_cast<double>(clean[n]);
    disturbance += static_cast<double>(y[n]) * static_cast<double>(y[n]);
  }
  const double gain = std::sqrt(signal / disturbance) * std::pow(10.0, -snr_db / 20.0);
  for (std::size_t n = 0; n < y.size(); ++n)
    y[n] = static_cast<float>(static_cast<double>(clean[n]) + gain * static_cast<double>(y[n]));
  return y;
}

TEST(Stoi, SpeechItselfIsFullyUnderstood) {
  for (double rate : {10000.0, 16000.0, 44100.0, 48000.0}) {
    const auto x = babble(rate, 3.0);
    const auto scores = stoi(x, x, Hertz(rate));
    ASSERT_TRUE(scores);
    EXPECT_NEAR(scores->stoi, 1.0, 1e-12);
    EXPECT_NEAR(scores->estoi, 1.0, 1e-12);
  }
}

TEST(Stoi, MoreNoiseNeverHelps) {
  const auto x = babble(16000.0, 4.0);
  StoiScores before{1.0, 1.0};
  for (double snr_db : {30.0, 20.0, 10.0, 5.0, 0.0, -5.0, -10.0, -20.0}) {
    const auto scores = stoi(x, with_noise(x, snr_db), Hertz(16000.0));
    ASSERT_TRUE(scores);
    EXPECT_LT(scores->stoi, before.stoi) << snr_db;
    EXPECT_LT(scores->estoi, before.estoi) << snr_db;
    before = *scores;
  }
  EXPECT_LT(before.stoi, 0.5);
}

TEST(Stoi, AGainChangesNothing) {
  const auto x = babble(10000.0, 3.0), y = with_noise(x, 5.0);
  auto louder = y;
  for (float& v : louder) v *= 8.0f;
  EXPECT_NEAR(stoi(x, y, Hertz(10000.0))->stoi, stoi(x, louder, Hertz(10000.0))->stoi, 1e-12);
  EXPECT_NEAR(stoi(x, y, Hertz(10000.0))->estoi, stoi(x, louder, Hertz(10000.0))->estoi, 1e-12);
}

TEST(Stoi, ShorterThanASegmentHasNoScore) {
  const auto x = babble(10000.0, 3.0);
  const std::span<const float> all(x);
  EXPECT_FALSE(stoi({}, {}, Hertz(10000.0)));
  EXPECT_FALSE(stoi(all.first(3000), all.first(3000), Hertz(10000.0)));
  EXPECT_FALSE(stoi(std::vector<float>(30000), x, Hertz(10000.0)));
  EXPECT_TRUE(stoi(all, all, Hertz(10000.0)));
}

// Computed with pystoi 0.4.1 on these very samples.
TEST(Stoi, ScoresArePystois) {
  struct Known {
    double rate_hz, snr_db;
    StoiScores scores;
  };
  for (const Known& known : {
           Known{10000.0, 10.0, {0.989780365, 0.853559870}},
           Known{10000.0, 0.0, {0.905286731, 0.464450102}},
           Known{10000.0, -10.0, {0.603306834, 0.138612653}},
           Known{16000.0, 5.0, {0.976045761, 0.768095946}},
           Known{48000.0, 0.0, {0.964835434, 0.730399338}},
       }) {
    const auto x = babble(known.rate_hz, 4.0), y = with_noise(x, known.snr_db);
    const auto scores = stoi(x, y, Hertz(known.rate_hz));
    ASSERT_TRUE(scores);
    EXPECT_NEAR(scores->stoi, known.scores.stoi, 1e-6) << known.rate_hz << ' ' << known.snr_db;
    EXPECT_NEAR(scores->estoi, known.scores.estoi, 1e-6) << known.rate_hz << ' ' << known.snr_db;
  }
}

}  // namespace
}  // namespace otoscape::metrics
