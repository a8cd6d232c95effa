// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/scene_loudness.h"

#include <gtest/gtest.h>

#include "otoscape/render/programme/internal_loudness.h"
#include "otoscape/render/programme/loudness_test_support.h"

namespace otoscape::render::programme {
namespace {

using namespace loudness_test;
using hearing::TinnitusLayer;

TEST(SceneLoudness, TypicalHearingAndTheRoomAreTheProgramme) {
  const ProgrammeLoudness programme = track(film());
  const SceneLoudness loudness(programme, params());
  const double whole = programme.loudness_lufs(kAt, kEnd);
  EXPECT_NEAR(loudness.of(hears(flat(0.0)), kAt), whole, 0.3);
  EXPECT_NEAR(loudness.of(in_the_room(), kAt), whole, 0.3);
}

TEST(SceneLoudness, PerspectiveAndLeakAddInAmplitude) {
  const ProgrammeLoudness programme = track(film());
  const SceneLoudness loudness(programme, params());
  const double whole = loudness.of(in_the_room(), kAt);
  LoudnessState deaf = hears(flat(130.0));
  EXPECT_NEAR(loudness.of(deaf, kAt), loudness.programme_lufs() - 47.0, 1e-9);
  deaf.mix.leak_lin = to_amplitude(Decibels(-36.0));
  EXPECT_NEAR(loudness.of(deaf, kAt), whole - 36.0, 0.01);
  deaf.mix.leak_lin = 0.0;
  deaf.mix.perspective = 0.5;
  EXPECT_NEAR(loudness.of(deaf, kAt), whole - 6.02, 0.01);
  deaf.mix.leak_lin = 1.0;
  EXPECT_NEAR(loudness.of(deaf, kAt), whole, 0.01);  // ½ + ½
  deaf.mix.stillness_lin = 0.5;
  EXPECT_NEAR(loudness.of(deaf, kAt), whole - 2.5, 0.01);  // ¼ + ½
  LoudnessState room = in_the_room();
  room.room = Decibels(-10.0);
  EXPECT_NEAR(loudness.of(room, kAt), whole - 10.0, 0.01);
}

TEST(SceneLoudness, WhatIsTakenBeforeTheInnerEarIsTaken) {
  const ProgrammeLoudness programme = track(film());
  const SceneLoudness loudness(programme, params());
  const double whole = loudness.of(in_the_room(), kAt);
  auto conductive = flat(30.0);
  conductive.bone = flat(0.0).air;
  EXPECT_NEAR(loudness.of(hears(conductive), kAt), whole - 30.0, 0.01);
  auto plugged = flat(0.0);
  plugged.worn.points = {{Hertz(1000), Decibels(15)}};
  EXPECT_NEAR(loudness.of(hears(plugged), kAt), whole - 15.0, 0.01);
  auto silent = flat(0.0);
  silent.air = *hearing::Audiogram::make({{Hertz(1000), hearing::kNoResponse, false}});
  EXPECT_NEAR(loudness.of(hears(silent), kAt), loudness.programme_lufs() - 47.0, 1e-9);
}

TEST(SceneLoudness, AfterTheProgrammeThereIsTheFloor) {
  const ProgrammeLoudness programme = track(film());
  const SceneLoudness loudness(programme, params());
  EXPECT_NEAR(loudness.of(in_the_room(), Seconds(100)), loudness.programme_lufs() - 47.0, 1e-9);
  const ProgrammeLoudness none = track({});
  EXPECT_NEAR(SceneLoudness(none, params()).of(in_the_room(), Seconds(0)), -70.0, 1e-9);
}

TEST(SceneLoudness, RingingCountsInWhatWasHeard) {
  const ProgrammeLoudness programme = track(film());
  const SceneLoudness loudness(programme, params());
  // One ear: 60 dB SPL at 6 kHz is −28 dB FS, K 4.0.
  LoudnessState state = hears(flat(130.0));
  state.ears[0] = rings(TinnitusLayer::Kind::tone, 6000.0, 45.0);
  EXPECT_NEAR(loudness.of(state, kAt), 45.0 - 88.0 - 0.69 + 4.0, 0.1);
  state.ears[1] = state.ears[0];
  EXPECT_NEAR(loudness.of(state, kAt), 45.0 - 88.0 - 0.69 + 4.0 + 3.01, 0.1);
  state.mix.perspective = 0.5;
  state.mix.leak_lin = -1.0;  // takes the room's half away: leaves ringing
  EXPECT_NEAR(loudness.of(state, kAt), 45.0 - 88.0 - 0.69 + 4.0 + 3.01 - 6.02, 0.1);
}

TEST(SceneLoudness, TheInternalBusStaysAtTheProgramme) {
  const ProgrammeLoudness programme = track(film());
  const SceneLoudness loudness(programme, params());
  SceneParams gently = params();
  gently.tinnitus = TinnitusMode::soft;
  const SceneLoudness soft(programme, gently);
  LoudnessState quiet = hears(rings(TinnitusLayer::Kind::tone, 6000.0, 30.0));
  EXPECT_EQ(loudness.internal_gain(quiet), Decibels(0.0));
  LoudnessState loud = hears(rings(TinnitusLayer::Kind::pulsatile, 180.0, 80.0));
  const double bus =
      ringing_lufs(loud.ears[0].tinnitus[0], DbSpl(80), params().render.calibration) + 3.01;
  EXPECT_NEAR(loudness.internal_gain(loud).value(), loudness.programme_lufs() - bus, 0.01);
  EXPECT_NEAR(soft.internal_gain(loud).value(), loudness.programme_lufs() - 20.0 - bus, 0.01);
  EXPECT_NEAR(loudness.of(loud, kAt), loudness.programme_lufs() - 1.2, 0.01);  // long-term
  loud.mix.stillness_lin = 0.1;  // stillness is no leave to be louder
  EXPECT_NEAR(loudness.internal_gain(loud).value(), loudness.programme_lufs() - bus, 0.01);
}

TEST(SceneLoudness, TheRoomIsMatchedToTheCharacter) {
  const ProgrammeLoudness programme = track(film());
  const SceneLoudness loudness(programme, params());
  LoudnessState state = hears(flat(30.0));
  state.mix.perspective = 0.0;  // the cut's far side
  const double m = loudness.match_gain(state, kAt).value();
  EXPECT_NEAR(m, loudness.of(hears(flat(30.0)), kAt) - loudness.of(in_the_room(), kAt), 1e-9);
  state.room = Decibels(m);
  EXPECT_NEAR(loudness.of(state, kAt), loudness.of(hears(flat(30.0)), kAt), 0.01);
  EXPECT_EQ(loudness.match_gain(hears(flat(90.0)), kAt), Decibels(-30.0));
  EXPECT_EQ(loudness.match_gain(hears(flat(0.0)), kAt), Decibels(0.0));
}

TEST(SceneLoudness, WhatWasHeardBeforeIsTheProgrammeThroughTheEar) {
  const ProgrammeLoudness programme = track(film());
  const SceneLoudness loudness(programme, params());
  EXPECT_NEAR(loudness.before(in_the_room(), kEnd), loudness.of(in_the_room(), kAt), 1e-9);
  EXPECT_NEAR(loudness.before(hears(flat(60.0)), kEnd), -50.0, 1e-9);
  LoudnessState ringing = hears(rings(TinnitusLayer::Kind::tone, 6000.0, 60.0));
  EXPECT_NEAR(loudness.before(ringing, kEnd), -50.0, 1e-9);
  EXPECT_NEAR(loudness.before(in_the_room(), Seconds(-1)), -50.0, 1e-9);
}

}  // namespace
}  // namespace otoscape::render::programme
