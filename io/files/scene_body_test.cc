// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "io/files/scene_test_support.h"

namespace otoscape::io::files {
namespace {

using namespace scene;

TEST(SceneBody, ReadsHowTheBodySounds) {
  const auto loaded = parse(R"(
[[at]]
time = 0
body = { steps_db = -3, steps_rate = 90, floor = "gravel", breath_db = 0, breath = "mouth" }
event = { kind = "swallow", level_lu = -25, ears = "left" }
[[at]]
time = 4
body = { thuds_db = -6, thuds_rate = 110 }
event = "own-hum"
)");
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  const Keyframe& first = loaded->scene.keyframes[0];
  EXPECT_EQ(first.body->thuds, BodyLevel(Decibels(-3)));
  EXPECT_EQ(first.body->thuds_per_min, 90.0);
  EXPECT_EQ(first.body->floor, Floor::gravel);
  EXPECT_TRUE(first.body->mouth);
  const auto& swallow = std::get<OwnSound>(first.event->what);
  EXPECT_EQ(swallow.kind, OwnSound::Kind::swallow);
  EXPECT_EQ(swallow.level_lu, -25.0);
  EXPECT_EQ(first.event->ears, EventEars::left);
  const Keyframe& second = loaded->scene.keyframes[1];
  EXPECT_EQ(second.body->thuds, BodyLevel(Decibels(-6))) << "the older name";
  EXPECT_EQ(second.body->thuds_per_min, 110.0);
  EXPECT_EQ(second.body->floor, Floor::gravel) << "a floor that is not named stays";
  EXPECT_TRUE(second.body->mouth);
  EXPECT_EQ(std::get<OwnSound>(second.event->what).kind, OwnSound::Kind::own_hum);
  EXPECT_FALSE(std::get<OwnSound>(second.event->what).level_lu);
}

struct Wrong {
  std::string_view body, error;
};

const Wrong kWrong[] = {
    Wrong{"[[at]]\ntime = 0\nbody = { floor = 'gravle' }",
          R"(4: floor is "gravle"; did you mean "gravel"?)"},
    Wrong{"[[at]]\ntime = 0\nbody = { steps_db = 0, thuds_db = 0 }",
          "4: thuds_db is an older name of steps_db; write steps_db alone"},
    Wrong{"[[at]]\ntime = 0\nevent = 'swalow'", R"(4: event is "swalow"; did you mean "swallow"?)"},
    Wrong{"[[at]]\ntime = 0\nevent = { kind = 'pop', level_lu = -20 }",
          R"(4: unknown key "level_lu"; did you mean "level_db"?)"}};

TEST(SceneBody, SaysWhereTheFaultIs) {
  for (const Wrong& wrong : kWrong) {
    const auto loaded = parse(wrong.body);
    ASSERT_FALSE(loaded) << wrong.body;
    EXPECT_EQ(loaded.error().sentence, "s.toml:" + std::string(wrong.error)) << wrong.body;
  }
  EXPECT_TRUE(parse("[[at]]\ntime = 0\nbody = { floor = 'wood' }")) << "the control";
}

}  // namespace
}  // namespace otoscape::io::files
