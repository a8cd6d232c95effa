// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/scene_rises.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "otoscape/render/programme/programme_loudness_maker.h"
#include "otoscape/render/programme/return_cap.h"

namespace otoscape::render::programme {
namespace {

using scene::Keyframe;
constexpr double kRate = 16000.0;

// Noise at −23 LUFS or so, a shot at 5.03 s.
ProgrammeLoudness programme(double seconds, bool with_shot = true) {
  std::mt19937 random(1);
  std::normal_distribution<float> gauss(0.0f, 0.05f);
  ProgrammeLoudnessMaker maker({Hertz(kRate), 1}, Seconds(0));
  std::vector<float> block(1600);
  float dull = 0.0f;
  for (int i = 0; i < static_cast<int>(seconds * 10.0); ++i) {
    for (float& v : block) v = dull += 0.3f * (gauss(random) - dull);
    if (with_shot && i == 50)
      for (std::size_t n = 480; n < 800; ++n) block[n] = 20.0f * gauss(random);
    maker.add({{block.data(), nullptr}, 1, static_cast<int>(block.size())});
  }
  return maker.finish();
}

hearing::EarProfile flat(double db_hl) {
  hearing::EarProfile ear;
  ear.air = *hearing::Audiogram::make({{Hertz(1000), DbHl(db_hl)}});
  return ear;
}
Keyframe listener(double time, double db_hl, double over = 0.0) {
  Keyframe k;
  k.time = Seconds(time);
  k.left = k.right = flat(db_hl);
  k.ramp.over = Seconds(over);
  return k;
}
Keyframe perspective(double time, double p, double over = 0.0) {
  Keyframe k;
  k.time = Seconds(time);
  k.perspective = p;
  k.ramp.over = Seconds(over);
  return k;
}

std::vector<Rise> rises(const std::vector<Keyframe>& keyframes, const ProgrammeLoudness& track,
                        SceneParams params = {}) {
  const SceneLoudness loudness(track, params);
  return scene_rises(scene::Arc(keyframes), loudness, params, Seconds(0), Seconds(10));
}
double sum(const std::vector<Rise>& all) {
  double lu = 0.0;
  for (const auto& rise : all) lu += rise.lu;
  return lu;
}
double state_lufs(const ProgrammeLoudness& track, double db_hl, double p, double from) {
  LoudnessState state;
  state.ears = {flat(db_hl), flat(db_hl)};
  state.mix.perspective = p;
  return SceneLoudness(track, {}).of(state, Seconds(from));
}

TEST(SceneRises, AConstantSceneHasNoneWhateverTheProgramme) {
  const auto track = programme(10.0);
  for (double loss : {0.0, 30.0, 60.0, 130.0})
    EXPECT_TRUE(rises({listener(0, loss)}, track).empty());
  // Saying it again changes nothing.
  EXPECT_TRUE(rises({listener(0, 60), listener(4.9, 60), listener(5.0, 60, 0.05)}, track).empty());
  EXPECT_FALSE(rises({listener(0, 60), listener(5.0, 30)}, track).empty());  // the control
}

TEST(SceneRises, ACutIsOneRiseOverTheProgrammeThatFollows) {
  const auto track = programme(10.0);
  for (double p : {0.0, 1.0}) {  // to the room; to typical hearing
    auto k = p == 0.0 ? perspective(4.0, 0.0) : listener(4.0, 0.0);
    const auto all = rises({listener(0, 60), k}, track);
    ASSERT_EQ(all.size(), 1u);
    EXPECT_NEAR(all[0].start.value(), 4.0, 1e-6);
    EXPECT_EQ(all[0].start, all[0].end);
    const double difference = state_lufs(track, 0, 1.0, 4.0) - state_lufs(track, 60, 1.0, 4.0);
    EXPECT_NEAR(all[0].lu, difference + 1.0, 0.01);
    EXPECT_GT(all[0].lu, 25.0);
  }
  // A fall has nothing to be safe from.
  const auto fall = rises({perspective(0, 0.0), listener(1, 60), perspective(4.0, 1.0)}, track);
  ASSERT_EQ(fall.size(), 1u);
  EXPECT_NEAR(fall[0].lu, state_lufs(track, 60, 1.0, 4.0) - state_lufs(track, 0, 1.0, 4.0), 0.01);
}

TEST(SceneRises, ABlendIsACut) {
  const auto track = programme(10.0);
  const auto all = rises({listener(0, 60), listener(4.0, 0.0, 0.1)}, track);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_NEAR(all[0].start.value(), 3.9, 1e-6);
  EXPECT_EQ(all[0].start, all[0].end);
}

TEST(SceneRises, ARampRisesAllTheWay) {
  const auto track = programme(10.0, false);
  const auto all = rises({listener(0, 60), listener(4.0, 0.0, 2.0)}, track);
  EXPECT_NEAR(sum(all), state_lufs(track, 0, 1, 3.0) - state_lufs(track, 60, 1, 3.0), 1.5);
  EXPECT_GE(all.size(), 20u);
  double last = 2.0;
  for (const auto& rise : all) {
    EXPECT_GE(rise.start.value(), last - 1e-9);
    EXPECT_GT(rise.end, rise.start);
    EXPECT_GE(rise.lu, 0.0);
    EXPECT_LT(rise.lu, 3.1);
    last = rise.end.value();
  }
  EXPECT_LE(last, 4.011);  // a ramp's end is looked at as if it jumped
  EXPECT_TRUE(ReturnCap(all, 20.0).rests());
  // In amplitude a perspective is there long before its ramp's end: small pieces at its start.
  const auto steep = rises({listener(0, 90), perspective(4.0, 0.0, 0.5)}, track);
  EXPECT_LT(steep[0].end.value() - steep[0].start.value(), 0.03);
}

TEST(SceneRises, RingingBeforeARoomMakesTheRiseSmaller) {
  const auto track = programme(10.0);
  Keyframe quiet = listener(0, 130), ringing = listener(0, 130);
  hearing::TinnitusLayer layer;
  layer.level = DbSpl(50.0);
  ringing.left->tinnitus = ringing.right->tinnitus = {layer};
  const double quiet_lu = sum(rises({quiet, perspective(4.0, 0.0)}, track));
  const double ringing_lu = sum(rises({ringing, perspective(4.0, 0.0)}, track));
  EXPECT_LT(ringing_lu, quiet_lu - 15.0);
  SceneParams off;
  off.tinnitus = TinnitusMode::off;
  EXPECT_NEAR(sum(rises({ringing, perspective(4.0, 0.0)}, track, off)), quiet_lu, 1e-9);
}

TEST(SceneRises, AMatchedRoomRisesLittle) {
  const auto track = programme(10.0);
  Keyframe room = perspective(4.0, 0.0), matched = room;
  matched.room_level = scene::RoomLevel::match;
  const double free = sum(rises({listener(0, 45), room}, track));
  EXPECT_GT(free, 20.0);
  EXPECT_NEAR(sum(rises({listener(0, 45), matched}, track)), 0.0, 1.5);
}

TEST(SceneRises, TheCapOfAnArcActsOnTheCut) {
  const auto track = programme(10.0);
  const SceneParams params;
  const SceneLoudness loudness(track, params);
  const scene::Arc arc({listener(0, 130), perspective(4.0, 0.0), perspective(7.0, 1.0)});
  const auto cap = ReturnCap::of(arc, loudness, params, Seconds(0), Seconds(10));
  ASSERT_EQ(cap.actions().size(), 1u);
  EXPECT_NEAR(cap.actions()[0].time.value(), 4.0, 1e-6);
  EXPECT_GT(cap.actions()[0].rise_lu, 40.0);
  EXPECT_NEAR(cap.gain_db(Seconds(4.0)), 20.0 - cap.actions()[0].rise_lu, 1e-6);
  EXPECT_EQ(cap.gain_db(Seconds(3.99)), 0.0);
  EXPECT_EQ(cap.gain_db(Seconds(4.4)), 0.0);
}

}  // namespace
}  // namespace otoscape::render::programme
