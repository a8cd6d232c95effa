// SPDX-License-Identifier: Apache-2.0
#include "io/media/resample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::io::media {
namespace {

std::vector<double> tone(double rate_hz, double hz, std::size_t frames) {
  std::vector<double> sound(frames);
  for (std::size_t n = 0; n < frames; ++n) {
    sound[n] = std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(n) / rate_hz);
  }
  return sound;
}

// Largest difference from a tone at the new rate, in dB, away from the ends.
double error_db(double from_hz, double to_hz, double hz) {
  const auto result =
      resample(tone(from_hz, hz, static_cast<std::size_t>(from_hz)), Hertz(from_hz), Hertz(to_hz));
  if (!result || result->size() != static_cast<std::size_t>(to_hz)) return 300.0;
  const auto wanted = tone(to_hz, hz, result->size());
  double worst = 0.0;
  for (std::size_t n = 1000; n + 1000 < wanted.size(); ++n) {
    worst = std::max(worst, std::abs((*result)[n] - wanted[n]));
  }
  return 20.0 * std::log10(worst);
}

TEST(Resample, KeepsTonesAndTheirTime) {
  for (double from_hz : {48000.0, 44100.0, 96000.0, 22050.0, 8000.0}) {
    for (double to_hz : {16000.0, 17400.0}) {
      EXPECT_LT(error_db(from_hz, to_hz, 1000.0), -90.0) << from_hz << " to " << to_hz;
    }
  }
  EXPECT_LT(error_db(48000.0, 16000.0, 7500.0), -80.0) << "up to the highest band's middle";
}

TEST(Resample, TakesAwayWhatTheNewRateCannotHold) {
  const auto result = resample(tone(48000.0, 9000.0, 48000), Hertz(48000), Hertz(16000));
  ASSERT_TRUE(result);
  double worst = 0.0;
  for (std::size_t n = 1000; n + 1000 < result->size(); ++n) {
    worst = std::max(worst, std::abs((*result)[n]));
  }
  EXPECT_LT(20.0 * std::log10(worst), -80.0);
}

TEST(Resample, LeavesASoundOfThatRateAlone) {
  const auto sound = tone(16000.0, 440.0, 1000);
  EXPECT_EQ(*resample(sound, Hertz(16000), Hertz(16000)), sound);
  EXPECT_TRUE(resample({}, Hertz(48000), Hertz(16000))->empty());
}

}  // namespace
}  // namespace otoscape::io::media
