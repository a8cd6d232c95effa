// SPDX-License-Identifier: Apache-2.0
// How loud each section of a scene is: what a render measures and what is estimated before it.

#include <gtest/gtest.h>

#include "otoscape/render/programme/k_weighting.h"
#include "otoscape/render/programme/levels_in_db.h"
#include "otoscape/render/programme/loudness_course.h"
#include "otoscape/render/scene_test_support.h"

namespace otoscape::render {
namespace {

using namespace scene_test;
using programme::to_lufs;

constexpr double kLength = 24.0;

// The room, an ear with a loss, one without hearing that rings, the room again.
std::vector<scene::Keyframe> story() {
  auto keyframes = std::vector{key(0.0, flat(0.0), 0.0), key(6.0, flat(40.0)), key(12.0, silence()),
                               key(18.0, silence(), 0.0)};
  hearing::TinnitusLayer layer;
  layer.level = Lu(-25.0);
  layer.drift = false;
  keyframes[2].left->tinnitus = {layer};
  keyframes[3].left->tinnitus = {layer};
  return keyframes;
}

TEST(SceneSections, AreMeasuredAsARenderIs) {
  const Stereo x = babble(kLength, 0.05);
  const auto made = render(x, story(), params());
  const auto in = track_of(x), out = track_of(made.sound);
  ASSERT_EQ(made.scene.sections.size(), 4u);
  for (const auto& section : made.scene.sections) {
    const Seconds from(section.from.value() + 0.1);  // a whole row after a cut
    EXPECT_NEAR(to_lufs(section.mean.heard), out.loudness_lufs(from, section.to), 0.1);
    EXPECT_NEAR(to_lufs(section.mean.room), in.loudness_lufs(from, section.to), 0.1);
  }
  const auto& [room, dull, deaf, again] = std::tie(made.scene.sections[0], made.scene.sections[1],
                                                   made.scene.sections[2], made.scene.sections[3]);
  const double integrated = *in.integrated_lufs();
  EXPECT_EQ(room.mean.world, 0.0);
  EXPECT_NEAR(to_lufs(dull.mean.world), to_lufs(dull.mean.heard), 0.01);
  EXPECT_NEAR(to_lufs(deaf.mean.inside), integrated - 25.0, 0.3);
  EXPECT_LT(to_lufs(deaf.mean.world), integrated - 60.0);
  EXPECT_NEAR(to_lufs(deaf.mean.heard), integrated - 25.0, 0.3);
  EXPECT_LT(again.mean.inside, 1e-15);
}

TEST(SceneSections, AreEstimatedWithin2Lu) {
  const Stereo x = babble(kLength, 0.05);
  const scene::Arc arc(
      programme::in_db(story(), {*track_of(x).integrated_lufs(), params().render.calibration}));
  const auto track = track_of(x);
  const programme::SceneLoudness loudness(track, params());
  const programme::SceneStates states(arc, loudness, params());
  std::vector<Seconds> points;
  for (const auto& k : arc.keyframes()) points.push_back(k.time);
  const auto estimated =
      programme::section_means(programme::loudness_course(states, loudness), Seconds(0.0), points);
  const auto measured = render(x, story(), params()).scene.sections;
  ASSERT_EQ(estimated.size(), measured.size());
  for (std::size_t i = 0; i < measured.size(); ++i) {
    EXPECT_NEAR(to_lufs(estimated[i].mean.heard), to_lufs(measured[i].mean.heard), 2.0) << i;
    EXPECT_NEAR(to_lufs(estimated[i].mean.room), to_lufs(measured[i].mean.room), 0.1) << i;
  }
  EXPECT_NEAR(to_lufs(estimated[2].mean.inside), to_lufs(measured[2].mean.inside), 0.5);
  EXPECT_NEAR(to_lufs(estimated[1].mean.world), to_lufs(measured[1].mean.world), 2.0);
}

TEST(SectionWarnings, SayWhereTheInsideIsTooLoud) {
  const auto section = [](double world, double inside, double heard) {
    programme::SectionLoudness made{Seconds(0.0), Seconds(5.0), {}};
    const auto energy = [](double lufs) { return std::pow(10.0, (lufs + 0.691) / 10.0); };
    made.mean = {energy(-20), energy(world), 0.0, energy(inside), energy(heard)};
    return made;
  };
  using programme::SectionTrouble;
  const auto all = [&](double quiet_world, double inside) {
    return programme::section_warnings(
        {section(-24, -60, -24), section(quiet_world, inside, inside)}, -23.0);
  };
  EXPECT_TRUE(all(-90, -46).empty());
  ASSERT_EQ(all(-90, -30).size(), 1u);  // 7 LU below the programme
  EXPECT_EQ(all(-90, -30)[0].what, SectionTrouble::not_silent);
  ASSERT_EQ(all(-90, -20).size(), 2u);
  EXPECT_EQ(all(-90, -20)[0].what, SectionTrouble::inside_louder);
  EXPECT_EQ(all(-90, -20)[0].section, 1u);
  // The room, which is loud, is no passage from inside.
  EXPECT_TRUE(
      programme::section_warnings({section(-24, -60, -24), section(-90, -46, -20)}, -23.0).empty());
}

}  // namespace
}  // namespace otoscape::render
