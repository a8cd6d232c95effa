// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/film/story.h"

#include <gtest/gtest.h>

#include <cmath>

#include "apps/demo/film/story_render.h"
#include "apps/demo/picture/shots.h"
#include "io/files/scene_file.h"
#include "otoscape/scene/stretch.h"

namespace otoscape::demo::film {
namespace {

constexpr double kNear = 1e-6;  // s

std::vector<scene::Keyframe> points() {
  const auto loaded = io::files::load_scene("preset:" + std::string(kStoryScene));
  EXPECT_TRUE(loaded);
  if (!loaded) return {};
  EXPECT_NEAR(scene::own_length(loaded->scene).value(), sound::kSceneLength, kNear);
  return loaded->scene.keyframes;
}

// A point of the scene, or where one of its ramps starts.
bool something_begins(const std::vector<scene::Keyframe>& points, double at_s) {
  for (const auto& k : points) {
    const double time = k.time.value();
    if (std::abs(time - at_s) < kNear) return true;
    for (const auto& ramp : {std::optional(k.ramp), k.body_ramp, k.perspective_ramp})
      if (ramp && std::abs(time - ramp->over.value() - at_s) < kNear) return true;
  }
  return false;
}

TEST(Story, EveryMomentIsOneOfTheScene) {
  const auto scene = points();
  double last = -1.0;
  for (const Moment& moment : kMoments) {
    EXPECT_TRUE(something_begins(scene, moment.start_s)) << moment.words;
    EXPECT_GT(moment.start_s, last) << moment.words;
    last = moment.start_s;
  }
  EXPECT_FALSE(something_begins(scene, 33.0));
}

double perspective_at(const std::vector<scene::Keyframe>& points, double at_s) {
  double now = 1.0;
  for (const auto& k : points)
    if (k.perspective && k.time.value() <= at_s + kNear) now = *k.perspective;
  return now;
}

TEST(Story, TheBandIsHeardFromTheRoomWhereThePageSaysSo) {
  const auto scene = points();
  for (double t = sound::kBandStart; t < sound::kTestStart - 0.01; t += 0.05) {
    const bool said = t > 31.2 - kNear && t < 34.5 - kNear;
    EXPECT_EQ(perspective_at(scene, t) == 0.0, said) << t;
  }
}

// A stroke that a cut ends after 10 ms would be heard as a click.
TEST(Story, NoCutFallsOnAStroke) {
  constexpr double kClick = 0.02;               // s
  constexpr double kGrid = sound::kBeat / 2.0;  // eighths
  for (const auto& k : points()) {
    const double time = k.time.value();
    const bool song = time >= sound::kGrooveStart && time <= sound::kLastHit;
    const bool party = time >= sound::kPartyStart && time <= sound::kStreetStart;
    if (!k.perspective || (!song && !party)) continue;
    const double after =
        std::remainder(time - (song ? sound::kGrooveStart : sound::kPartyStroke), kGrid);
    EXPECT_TRUE(after > kClick || after < -kClick) << time;
  }
}

TEST(Story, TheFilmsSectionsBeginWithTheScenesPoints) {
  const auto scene = points();
  for (const double start : {sound::kTestStart, sound::kSwitchOnStart, sound::kPartyStart,
                             sound::kStreetStart, sound::kOffStart})
    EXPECT_TRUE(something_begins(scene, start)) << start;
}

TEST(Story, TheWordsOfTheTestComeToTheEarThatIsTested) {
  const auto scene = points();
  EXPECT_EQ(perspective_at(scene, sound::kTestStart + 0.1), 0.0);
  EXPECT_EQ(perspective_at(scene, sound::kTestStart + 2.1), 1.0);
  EXPECT_LT(sound::kBandEnd + 0.5, sound::kTestStart);  // not while the band plays
}

TEST(Story, ThePictureIsCutWhereHearingIs) {
  const auto scene = points();
  for (const double cut : {18.0, 19.8, 31.2, 34.5, 40.2, 42.0, 61.0, 63.0}) {
    EXPECT_TRUE(something_begins(scene, cut)) << cut;
    EXPECT_EQ(picture::shot_at(cut).start_s, cut);
  }
  // Wide from the room, close from inside.
  for (const auto& [room, inside] : {std::pair(18.1, 19.9), {31.3, 34.6}, {61.1, 63.1}}) {
    EXPECT_EQ(perspective_at(scene, room), 0.0);
    EXPECT_EQ(perspective_at(scene, inside), 1.0);
    EXPECT_GT(picture::camera_at(inside).zoom, 1.2 * picture::camera_at(room).zoom) << room;
  }
}

constexpr char kSummary[] = R"({"notices": ["See a doctor today."], "tracks": [{
  "guard": {"events": 2},
  "scene": {"return_cap_lu": 20.0, "inner_sound_limit_db": -1.5, "return_cap_actions": [
    {"seconds": 31.2, "rise_lu": 42.4, "excess_lu": 22.4}]}}]})";

TEST(Story, ReadsWhatTheProgramSays) {
  const auto told = read_story_summary(kSummary);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->notices, std::vector<std::string>{"See a doctor today."});
  ASSERT_EQ(told->held.size(), 1u);
  EXPECT_DOUBLE_EQ(told->held[0].at_s, 31.2);
  EXPECT_DOUBLE_EQ(told->held[0].rise_lu, 42.4);
  EXPECT_DOUBLE_EQ(told->held[0].delayed_lu, 22.4);
  EXPECT_DOUBLE_EQ(told->inner_limit_db, -1.5);
  EXPECT_EQ(told->guard_events, 2);
}

TEST(Story, RefusesTheSummaryOfAListener) {
  EXPECT_FALSE(read_story_summary(R"({"notices": [], "tracks": [{"guard": {"events": 0}}]})"));
  EXPECT_FALSE(read_story_summary(R"({"notices": [], "tracks": []})"));
  EXPECT_FALSE(read_story_summary("Sudden loss: one possible percept"));
}

}  // namespace
}  // namespace otoscape::demo::film
