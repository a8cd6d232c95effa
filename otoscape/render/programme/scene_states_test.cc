// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/scene_states.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "otoscape/render/programme/programme_loudness_maker.h"

namespace otoscape::render::programme {
namespace {

using hearing::TinnitusLayer;
using scene::Keyframe;

TinnitusLayer layer(std::string name, double db_spl) {
  TinnitusLayer one;
  one.name = std::move(name);
  one.level = DbSpl(db_spl);
  return one;
}
Keyframe rings(double time, std::vector<TinnitusLayer> layers, double over = 0.0) {
  Keyframe k;
  k.time = Seconds(time);
  k.left.emplace();
  k.left->tinnitus = std::move(layers);
  k.ramp.over = Seconds(over);
  return k;
}

struct Story {
  explicit Story(const std::vector<Keyframe>& keyframes, TinnitusMode mode = TinnitusMode::full)
      : arc(keyframes), loudness(track, params(mode)), states(arc, loudness, params(mode)) {}
  static SceneParams params(TinnitusMode mode) {
    SceneParams p;
    p.tinnitus = mode;
    return p;
  }
  // The level of a layer in the left ear; nothing where it does not ring.
  double level(const std::string& name, double time) const {
    const LoudnessState state = states.at(Seconds(time));
    const auto& all = state.ears[0].tinnitus;
    const auto found = std::ranges::find(all, name, &TinnitusLayer::name);
    return found == all.end() ? std::nan("") : std::get<DbSpl>(found->level).value();
  }
  ProgrammeLoudness track;
  scene::Arc arc;
  SceneLoudness loudness;
  SceneStates states;
};

TEST(SceneStates, LayersGlideInDbAndFadeFromAndToNothing) {
  const Story story(
      {rings(0, {layer("a", 30), layer("b", 40)}), rings(4, {layer("a", 50), layer("c", 20)}, 2)});
  EXPECT_EQ(story.level("a", 1.0), 30.0);
  EXPECT_NEAR(story.level("a", 3.0), 40.0, 1e-9);
  EXPECT_EQ(story.level("a", 4.0), 50.0);
  EXPECT_NEAR(story.level("b", 3.0), 10.0, 1e-9);
  EXPECT_TRUE(std::isnan(story.level("b", 4.0)));
  EXPECT_NEAR(story.level("c", 3.0), -10.0, 1e-9);
  EXPECT_TRUE(story.states.at(Seconds(3.0)).ears[1].tinnitus.empty());
}

TEST(SceneStates, ALevelAboveThresholdIsThatOfTheListenerItIsWrittenFor) {
  auto one = rings(0, {layer("a", 0)});
  one.left->air = *hearing::Audiogram::make({{Hertz(1000), DbHl(60)}});
  one.left->tinnitus[0].level = DbSl(8.0);
  EXPECT_NEAR(Story({one}).level("a", 0.0), 18.7 + 4.3, 0.1);  // at 6 kHz
}

TEST(SceneStates, StressLiftsWhatFollowsIt) {
  auto one = rings(0, {layer("a", 30), layer("b", 30)});
  one.left->tinnitus[0].stress = true;
  one.stress = 0.5;
  const Story story({one});
  EXPECT_NEAR(story.level("a", 0.0), 31.5, 1e-9);
  EXPECT_EQ(story.level("b", 0.0), 30.0);
}

TEST(SceneStates, RingingIsSoftOrOffWhereAsked) {
  const std::vector<Keyframe> one = {rings(0, {layer("a", 60), layer("b", 20)})};
  EXPECT_EQ(Story(one).level("a", 0.0), 60.0);
  EXPECT_EQ(Story(one, TinnitusMode::soft).level("a", 0.0), 35.0);
  EXPECT_EQ(Story(one, TinnitusMode::soft).level("b", 0.0), 20.0);
  EXPECT_TRUE(std::isnan(Story(one, TinnitusMode::off).level("a", 0.0)));
}

TEST(SceneStates, TheRoomGoesToItsMatchAndComesBack) {
  ProgrammeLoudnessMaker maker({Hertz(8000), 1}, Seconds(0));
  std::vector<float> x(80000);
  for (std::size_t n = 0; n < x.size(); ++n)
    x[n] = 0.1f * std::sin(0.7f * static_cast<float>(n % 80000));
  maker.add({{x.data(), nullptr}, 1, static_cast<int>(x.size())});
  const ProgrammeLoudness track = maker.finish();
  std::vector<Keyframe> keyframes(3);
  keyframes[0].left.emplace();
  keyframes[0].left->worn.points = {{Hertz(1000), Decibels(12)}};
  keyframes[0].right = keyframes[0].left;
  keyframes[1].time = Seconds(2);
  keyframes[1].room_level = scene::RoomLevel::match;
  keyframes[1].ramp.over = Seconds(1);
  keyframes[2].time = Seconds(4);
  keyframes[2].room_level = scene::RoomLevel::as_is;
  const scene::Arc arc(keyframes);
  const SceneLoudness loudness(track, {});
  const SceneStates states(arc, loudness, {});
  EXPECT_EQ(states.room(Seconds(0.5)), Decibels(0.0));
  EXPECT_NEAR(states.room(Seconds(1.5)).value(), -6.0, 0.01);
  EXPECT_NEAR(states.room(Seconds(2.0)).value(), -12.0, 0.01);
  EXPECT_NEAR(states.room(Seconds(3.9)).value(), -12.0, 0.01);
  const double half = 0.5 + 0.5 * to_amplitude(Decibels(-12.0));
  EXPECT_NEAR(states.room(Seconds(4.005)).value(), from_amplitude(half).value(), 0.05);
  EXPECT_EQ(states.room(Seconds(4.1)), Decibels(0.0));
}

}  // namespace
}  // namespace otoscape::render::programme
