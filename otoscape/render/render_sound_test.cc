// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/render_sound.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "otoscape/render/implant_test_support.h"

namespace otoscape::render {
namespace {

using scene_test::Stereo;

FullScaleBlock block(Stereo& x, int channels = 2) {
  return {{x[0].data(), x[1].data()}, channels, static_cast<int>(x[0].size())};
}
hearing::HearingProfile sloping() {
  hearing::HearingProfile listener;
  listener.left = listener.right = scene_test::ear({{500, 20}, {4000, 70}});
  return listener;
}

TEST(RenderSound, GivesTheBytesOfTheOfflineRenderer) {
  const Stereo programme = scene_test::babble(3.0, 0.05);
  for (const auto& listener :
       {sloping(), scene_test::pair(scene_test::implanted(), scene_test::flat(50.0))}) {
    Stereo sound = programme;
    const RenderParams params = scene_test::params(true).render;
    ASSERT_TRUE(render_sound(block(sound), Hertz(48000), listener, params));
    EXPECT_EQ(sound, scene_test::heard(programme, listener, {777}, 1, true));
  }
}

TEST(RenderSound, AlongASceneGivesTheBytesOfTheSceneRenderer) {
  const Stereo programme = scene_test::babble(4.0, 0.05);
  scene::Scene scene;
  scene.seed = 1;
  scene.keyframes = {scene_test::key(0.0, scene_test::flat(0.0)),
                     scene_test::key(2.0, scene_test::flat(60.0))};
  Stereo sound = programme;
  ASSERT_TRUE(render_sound(block(sound), Hertz(48000), scene, scene_test::params()));
  EXPECT_EQ(sound, scene_test::render(programme, scene.keyframes, scene_test::params()).sound);
}

TEST(RenderSound, TypicalHearingChangesNoBit) {
  const Stereo programme = scene_test::babble(1.0, 0.05);
  Stereo sound = programme;
  ASSERT_TRUE(render_sound(block(sound), Hertz(48000), hearing::HearingProfile{}));
  EXPECT_EQ(sound, programme);
}

TEST(RenderSound, AnEmptySoundStaysEmpty) {
  Stereo none;
  EXPECT_TRUE(render_sound(block(none), Hertz(48000), sloping()));
}

TEST(RenderSound, OneChannelNeedsEarsThatAreAlike) {
  Stereo sound = scene_test::babble(0.5, 0.05);
  const Stereo before = sound;
  const auto one_sided = scene_test::pair(scene_test::flat(60.0), scene_test::flat(0.0));
  const auto refused = render_sound(block(sound, 1), Hertz(48000), one_sided);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Error::Kind::usage);
  EXPECT_EQ(sound, before);
  EXPECT_TRUE(render_sound(block(sound, 1), Hertz(48000), sloping()));
  EXPECT_NE(sound[0], before[0]);
  EXPECT_EQ(sound[1], before[1]);
}

TEST(RenderSound, RefusesASceneWhoseTakesAreFiles) {
  Stereo sound = scene_test::babble(0.1, 0.05);
  scene::Scene scene;
  scene.keyframes = {scene_test::key(0.0, scene_test::flat(0.0))};
  EXPECT_TRUE(render_sound(block(sound), Hertz(48000), scene, {}));
  scene.recordings = {{scene::Recorded::heart, "takes/", {"takes/a.wav"}, 3}};
  const auto refused = render_sound(block(sound), Hertz(48000), scene, {});
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().sentence.starts_with("the scene has [recordings]"));
}

TEST(RenderSound, RefusesWhatNoRendererIsMadeForAndNamesTheRange) {
  Stereo sound = scene_test::babble(0.1, 0.05);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (double rate : {0.0, 7999.0, 192001.0, nan, -48000.0}) {
    EXPECT_FALSE(render_sound(block(sound), Hertz(rate), sloping())) << rate;
  }
  RenderParams params;
  params.ceiling_dbtp = nan;
  const auto refused = render_sound(block(sound), Hertz(48000), sloping(), params);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().sentence, "a ceiling of nan dBTP: from -6 to 0 dBTP");
  params = {.output_gain = Decibels(20.5)};
  EXPECT_FALSE(render_sound(block(sound), Hertz(48000), sloping(), params));
  params = {};
  params.inside.stress = 1.5;
  EXPECT_EQ(render_sound(block(sound), Hertz(48000), sloping(), params).error().sentence,
            "a stress of 150 %: from 0 to 100 %");
  params.inside = {.body = {.breath = {}, .heart = Decibels(21.0), .thuds = {}}};
  EXPECT_EQ(render_sound(block(sound), Hertz(48000), sloping(), params).error().sentence,
            "a heart of 21 dB: from -40 to 20 dB");
  params = {.temporal_window = Seconds(0.0005)};
  EXPECT_FALSE(render_sound(block(sound), Hertz(48000), sloping(), params));
  EXPECT_FALSE(render_sound(block(sound), Hertz(48000), scene::Scene{}));
}

}  // namespace
}  // namespace otoscape::render
