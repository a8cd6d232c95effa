// SPDX-License-Identifier: Apache-2.0
// What keeps the audience safe along a scene, measured on its sound.

#include <gtest/gtest.h>

#include "otoscape/render/scene_test_support.h"

namespace otoscape::render {
namespace {

using namespace scene_test;

double gain_db(const Signal& y, const Signal& x, double from_s, double to_s) {
  return level_db(y, from_s, to_s) - level_db(x, from_s, to_s);
}

// From silence every return to the room is a rise down to the floor of 47 LU. It stands just above
// the cap after 10 ms and is complete 400 (1 − cap/H) ms after the cut.
TEST(SceneSafety, TheRoomComesBackNoFasterThanTheCapAllows) {
  const Stereo x = tone(10.0, 1000, 0.1);
  const auto rendered = render(x, {key(0, silence()), key(5.0, silence(), 0.0)}, params());
  ASSERT_EQ(rendered.scene.cap_actions.size(), 1u);
  const double rise = rendered.scene.cap_actions[0].rise_lu;
  EXPECT_NEAR(rise, 48.0, 3.0);
  const auto& y = rendered.sound[0];
  const double expected = 20.0 + rise / 40.0 - rise;  // re the room, after 10 ms
  EXPECT_NEAR(gain_db(y, x[0], 5.0095, 5.0105), expected, 1.0);
  const double complete = 0.4 * (1.0 - 20.0 / rise);
  EXPECT_NEAR(gain_db(y, x[0], 5.0 + complete + 0.01, 9.0), 0.0, 0.01);
  EXPECT_LT(gain_db(y, x[0], 5.0 + complete - 0.02, 5.0 + complete - 0.01), -0.5);
}

// The same where the ears themselves come back and the perspective stays.
TEST(SceneSafety, HearingComesBackNoFasterThanTheCapAllows) {
  const Stereo x = tone(10.0, 1000, 0.1);
  for (const double to : {0.0, 20.0}) {
    const auto rendered = render(x, {key(0, silence()), key(5.0, flat(to))}, params());
    ASSERT_EQ(rendered.scene.cap_actions.size(), 1u) << to;
    const double rise = rendered.scene.cap_actions[0].rise_lu;
    const auto after = render(x, {key(0, flat(to))}, params()).sound[0];
    const auto& y = rendered.sound[0];
    EXPECT_NEAR(gain_db(y, after, 5.0105, 5.0115), 20.0 + rise / 40.0 - rise, 1.2) << to;
    EXPECT_NEAR(gain_db(y, after, 5.3, 9.0), 0.0, 0.01) << to;
  }
}

// A programme's own bang is not the scene's affair: the gain stays exactly 1 under any listener who
// does not change.
TEST(SceneSafety, AGunshotIsLeftAlone) {
  Stereo x = babble(6.0, 0.002);
  for (auto& c : x) {
    for (std::size_t n = at(3.0); n < at(3.02); ++n) c[n] = (n % 97 < 48) ? 0.8f : -0.8f;
  }
  for (const double loss : {30.0, 60.0, 80.0}) {
    auto tight = params(), wide = params();
    tight.return_cap_lu = 6.0;
    wide.return_cap_lu = 40.0;
    const auto a = render(x, {key(0, flat(loss)), key(2.5, flat(loss))}, tight);
    EXPECT_TRUE(a.scene.cap_actions.empty());
    EXPECT_EQ(a.sound, render(x, {key(0, flat(loss)), key(2.5, flat(loss))}, wide).sound);
  }
}

// A glimpse of the room is never louder than the cap allows, not on its way out either.
TEST(SceneSafety, AGlimpseStaysUnderTheCap) {
  const Stereo x = tone(8.0, 1000, 0.1);
  const auto y =
      render(x, {key(0, silence()), key(5.0, silence(), 0.0), key(5.1, silence(), 1.0)}, params())
          .sound[0];
  for (double t = 5.0; t < 5.2; t += 0.002) EXPECT_LT(gain_db(y, x[0], t, t + 0.002), -14.0) << t;
  EXPECT_GT(gain_db(y, x[0], 5.08, 5.1), -25.0);
}

TEST(SceneSafety, NothingIsLouderThanTheGuardAllows) {
  Stereo x = babble(4.0, 0.3);
  auto pop = key(2.0, flat(0));
  pop.event = scene::Event{scene::Blast{}};
  const auto y = render(x, {key(0, flat(0)), pop}, params()).sound;
  for (const auto& c : y) {
    for (float v : c) ASSERT_LE(std::abs(v), 0.892f);  // −1 dBTP
  }
}

}  // namespace
}  // namespace otoscape::render
