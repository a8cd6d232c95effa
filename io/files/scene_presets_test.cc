// SPDX-License-Identifier: Apache-2.0
#include "io/files/scene_presets.h"

#include <gtest/gtest.h>

#include <string>

#include "io/files/scene_file.h"
#include "otoscape/scene/arc.h"
#include "otoscape/scene/stretch.h"

namespace otoscape::io::files {
namespace {

using namespace scene;

class BuiltInScene : public testing::TestWithParam<std::string> {};

TEST_P(BuiltInScene, LoadsMovesAndFits) {
  const ScenePreset* preset = scene_preset(GetParam());
  ASSERT_NE(preset, nullptr);
  EXPECT_NE(preset->text.find(
                "Not yet reviewed by Deaf and hard-of-hearing readers or readers with implants."),
            std::string_view::npos);
  // One story goes on to its implants and names them in a note each.
  const bool implants = GetParam() == "sudden-loss";
  const double seconds = implants ? 84.0 : 60.0;
  EXPECT_NE(preset->meaning.find(implants ? "(84 s)" : "(60 s)"), std::string_view::npos);
  const auto loaded = load_scene("preset:" + GetParam());
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  const bool old_age = GetParam() == "age-40-to-80";  // the standard calls its last age informative
  EXPECT_EQ(loaded->notes.size(), old_age ? 1u : implants ? 2u : 0u);
  EXPECT_EQ(loaded->scene.length, Seconds(seconds));
  EXPECT_TRUE(notes_for(loaded->scene, Seconds(seconds)).empty());
  EXPECT_FALSE(Arc(loaded->scene.keyframes).ear_movements().empty());
  for (double length : {60.0, 5400.0}) EXPECT_TRUE(stretch(loaded->scene, Seconds(length)));
}

INSTANTIATE_TEST_SUITE_P(All, BuiltInScene,
                         testing::Values("sudden-loss", "after-the-concert", "years-of-drumming",
                                         "age-40-to-80", "one-ear", "otosclerosis", "underwater"));

TEST(SuddenLoss, TellsItsStory) {
  const auto loaded = load_scene("sudden-loss");
  ASSERT_TRUE(loaded);
  const Arc arc(loaded->scene.keyframes);
  const auto left = [&](double time) { return arc.ear(Side::left, Seconds(time)); };
  EXPECT_EQ(left(2.0).air, hearing::Audiogram()) << "as mixed";
  EXPECT_EQ(left(8.0).air.at(Hertz(4000)), DbHl(40));
  // At least 30 dB at three neighbouring frequencies, at once.
  for (double hz : {500.0, 1000.0, 2000.0}) {
    EXPECT_GE((left(21.5).air.at(Hertz(hz)) - left(20.9).air.at(Hertz(hz))).value(), 55.0);
  }
  EXPECT_EQ(arc.mix(Seconds(33)).perspective, 0.0);
  EXPECT_GT(arc.mix(Seconds(27)).leak_lin, 0.01);
  ASSERT_TRUE(left(46).implant && left(70).implant);
  EXPECT_EQ(left(46).implant->adaptation, 0.0);
  EXPECT_EQ(left(70).implant->adaptation, 0.5);
  EXPECT_FALSE(left(79).implant);
  EXPECT_TRUE(left(79).air.silent_at(Hertz(1000)));
  EXPECT_TRUE(arc.ringing().back().to[0].tinnitus.empty());
  EXPECT_EQ(arc.mix(Seconds(80)).body.breath_lin, 0.0);
  const auto refused = stretch(loaded->scene, Seconds(38));
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().sentence.find("38.8 s or more"), std::string::npos)
      << refused.error().sentence;
  EXPECT_NE(loaded->scene.notices.at(0).find("see a doctor today"), std::string::npos);
}

}  // namespace
}  // namespace otoscape::io::files
