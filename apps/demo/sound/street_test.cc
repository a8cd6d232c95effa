// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/street.h"

#include <gtest/gtest.h>

#include "apps/demo/sound/levels.h"
#include "apps/demo/sound/party.h"

namespace otoscape::demo::sound {
namespace {

// Noise where people speak.
Speech spoken() {
  Speech speech;
  Random random(7);
  const auto hiss = [&](Stereo& sound, Span span) {
    for (std::size_t n = frames_at(span.start_s); n < frames_at(span.end_s); ++n)
      sound.left[n] = sound.right[n] = static_cast<float>(random.next());
  };
  hiss(speech.party, {58.0, 60.0});
  hiss(speech.crowd, {kPartyStart, kStreetStart});
  hiss(speech.street, {71.0, 72.0});
  return speech;
}

double rightward_db(const Stereo& sound, double at_s) {
  const Span span{at_s - 0.1, at_s + 0.1};
  return (level_of(mean_power(sound.right, span)) - level_of(mean_power(sound.left, span))).value();
}

TEST(Street, VehiclesPassFromLeftToRightAtTheLevelThatIsAskedFor) {
  const Stereo street = make_street(spoken(), rms_of(DbSpl(70.0)), 1);
  EXPECT_NEAR(level_of(mean_power(street, kStreet)).value(), 70.0, 0.01);
  // A car at 69.4 s, a lorry at 74.8 s.
  for (const double nearest : {69.4, 74.8}) {
    EXPECT_LT(rightward_db(street, nearest - 0.5), -3.0) << nearest;
    EXPECT_NEAR(rightward_db(street, nearest), 0.0, 1.5) << nearest;
    EXPECT_GT(rightward_db(street, nearest + 0.5), 3.0) << nearest;
  }
}

TEST(Street, ItAndThePartyKeepToTheirTimes) {
  const Speech speech = spoken();
  const Stereo party = make_party(speech, rms_of(DbSpl(78.0)), 1);
  const Stereo street = make_street(speech, rms_of(DbSpl(70.0)), 1);
  EXPECT_NEAR(level_of(mean_power(party, kParty)).value(), 78.0, 0.01);
  EXPECT_EQ(mean_power(party, {0.0, kPartyStart}), 0.0);
  EXPECT_EQ(mean_power(party, {kStreetStart + 0.2, kSceneLength}), 0.0);
  EXPECT_EQ(mean_power(street, {0.0, kStreetStart - 0.2}), 0.0);
  EXPECT_EQ(mean_power(street, {kOffStart + 0.2, kSceneLength}), 0.0);
}

TEST(Street, TheSameSeedMakesTheSameStreet) {
  const Speech speech = spoken();
  const Stereo once = make_street(speech, 0.01, 3);
  EXPECT_EQ(once.left, make_street(speech, 0.01, 3).left);
  EXPECT_NE(once.left, make_street(speech, 0.01, 4).left);
}

}  // namespace
}  // namespace otoscape::demo::sound
