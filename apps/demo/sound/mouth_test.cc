// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/mouth.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace otoscape::demo::sound {
namespace {

Mono tone(double hz, double seconds, double loud_until_s) {
  Mono sound(frames_at(seconds));
  for (std::size_t n = 0; n < frames_at(loud_until_s); ++n)
    sound[n] =
        static_cast<float>(std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(n) / kRate));
  return sound;
}

TEST(Mouth, OpensWithAVoiceAndShutsAfterIt) {
  const auto opening = mouth_of(tone(200.0, 1.0, 0.5));
  EXPECT_GT(opening[30], 0.8f);
  EXPECT_LT(opening[65], 0.05f);
  EXPECT_EQ(opening.back(), 0.0f);
}

TEST(Mouth, AHissOpensItLessThanAVowel) {
  Mono both = tone(200.0, 1.0, 0.4);
  const Mono hiss = tone(6000.0, 0.4, 0.4);
  add(both, hiss, 0.6, 1.0);
  const auto opening = mouth_of(both);
  EXPECT_GT(opening[30], 0.8f);
  EXPECT_LT(opening[85], 0.3f);
}

TEST(Mouth, EachSpeakerHasOneAtTheTimesOfItsLines) {
  std::vector<Mouth> mouths;
  speak_with(mouths, "Sam", tone(200.0, 0.5, 0.5), 10.0);
  speak_with(mouths, "Ruth", tone(300.0, 0.5, 0.5), 12.0);
  speak_with(mouths, "Sam", tone(200.0, 0.5, 0.5), 14.0);
  ASSERT_EQ(mouths.size(), 2u);
  const auto open = [&](int who, double at_s) {
    return mouths[static_cast<std::size_t>(who)]
        .opening[static_cast<std::size_t>(at_s * kMouthRate)];
  };
  EXPECT_GT(open(0, 10.3), 0.7f);
  EXPECT_EQ(open(1, 10.3), 0.0f);
  EXPECT_GT(open(1, 12.3), 0.7f);
  EXPECT_EQ(open(0, 12.3), 0.0f);
  EXPECT_GT(open(0, 14.3), 0.7f);
}

}  // namespace
}  // namespace otoscape::demo::sound
