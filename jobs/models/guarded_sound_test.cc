// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/guarded_sound.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/sound.h"

namespace otoscape::jobs::models {
namespace {

GuardedSound::Channels channels_of(const test::Sound& sound) {
  return {sound.channel(0), sound.channel(1)};
}

GuardedSound::Channels guarded(GuardedSound::Channels sound, std::size_t step,
                               std::int64_t* events = nullptr) {
  GuardedSound guard({Hertz(44100.0), 2}, -1.0);
  GuardedSound::Channels out;
  while (!sound[0].empty()) guard.push(sound, std::min(step, sound[0].size()), out);
  guard.finish(out);
  if (events != nullptr) *events = guard.report().events;
  return out;
}

TEST(GuardedSound, BelowTheCeilingEverySampleComesBackInItsPlace) {
  for (const double seconds : {0.0005, 0.01, 0.5}) {
    const auto in = channels_of(test::noise_and_tones(44100, 2, seconds, 0.5));
    std::int64_t events = -1;
    EXPECT_EQ(guarded(in, 1000, &events), in) << seconds;
    EXPECT_EQ(events, 0);
  }
}

TEST(GuardedSound, AboveItIsHeldAndDoesNotDependOnHowTheInputIsCut) {
  const auto in = channels_of(test::sine(44100, 2, 0.3, 1000.0, 1.5));
  std::int64_t events = 0;
  const auto out = guarded(in, 4096, &events);
  EXPECT_EQ(events, 1);
  ASSERT_EQ(out[0].size(), in[0].size());
  for (const float x : out[0]) ASSERT_LE(std::abs(x), 0.892f);  // −1 dB
  EXPECT_EQ(guarded(in, 37), out);
}

}  // namespace
}  // namespace otoscape::jobs::models
