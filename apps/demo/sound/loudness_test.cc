// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/loudness.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace otoscape::demo::sound {
namespace {

// A tone of 1 kHz in both channels, from one second to another.
void add_tone(Stereo& sound, double from_s, double to_s, double peak_dbfs) {
  const double peak = std::pow(10.0, peak_dbfs / 20.0);
  for (std::size_t n = frames_at(from_s); n < frames_at(to_s); ++n) {
    sound.left[n] = sound.right[n] = static_cast<float>(
        peak * std::sin(2.0 * std::numbers::pi * 1000.0 * static_cast<double>(n) / kRate));
  }
}

// Signals 1 and 3 of EBU Tech 3341, whose tolerance is 0.1 LU.
TEST(Loudness, AMetersTestSignalsAreMeasuredAsTheyShould) {
  Stereo steady(frames_at(20.0));
  add_tone(steady, 0.0, 20.0, -23.0);
  EXPECT_NEAR(integrated_lufs(steady), -23.0, 0.1);
  Stereo gated(frames_at(80.0));
  add_tone(gated, 0.0, 10.0, -36.0);
  add_tone(gated, 10.0, 70.0, -23.0);
  add_tone(gated, 70.0, 80.0, -36.0);
  EXPECT_NEAR(integrated_lufs(gated), -23.0, 0.1);
}

TEST(Loudness, SilenceHasNone) { EXPECT_LT(integrated_lufs(Stereo(frames_at(2.0))), -100.0); }

}  // namespace
}  // namespace otoscape::demo::sound
