// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/heard_world.h"

#include <gtest/gtest.h>

#include <random>

#include "otoscape/render/programme/programme_loudness_maker.h"

namespace otoscape::render::inside {
namespace {

// Ten seconds of noise, low and high in equal parts, at home's level.
programme::ProgrammeLoudness noise() {
  std::mt19937 random(1);
  std::normal_distribution<float> gauss;
  programme::ProgrammeLoudnessMaker maker({Hertz(32000.0), 2}, Seconds(0));
  std::vector<float> x(3200);
  float low = 0.0f;
  for (int i = 0; i < 100; ++i) {
    for (float& v : x) {
      low += 0.1f * (gauss(random) - low);
      v = 0.1f * low + 0.02f * gauss(random);
    }
    maker.add({{x.data(), x.data()}, 2, 3200});
  }
  return maker.finish();
}

hearing::EarProfile flat(double hl) {
  hearing::EarProfile ear;
  ear.air = *hearing::Audiogram::make({{Hertz(1000), DbHl(hl)}});
  return ear;
}

// In the middle of the programme.
struct Heard {
  float all_lu, near_lu;
};
Heard heard(const hearing::EarProfile& ear, double perspective = 1.0, double fs = 91.0) {
  const auto track = noise();
  scene::Keyframe point;
  point.left = point.right = ear;
  point.perspective = perspective;
  const scene::Arc arc({point});
  SceneParams params;
  params.render.calibration = Calibration(DbSpl(fs));
  const programme::SceneLoudness loudness(track, params);
  const programme::SceneStates states(arc, loudness, params);
  const Hertz pitch(6000.0);
  const HeardWorld world({arc, track, loudness, states, params.render.calibration},
                         std::span(&pitch, 1));
  EXPECT_EQ(world.all_lu.size(), 100u);
  return {world.all_lu[50], world.near_lu[0][50]};
}

TEST(HeardWorld, IsTheProgrammeForTypicalEarsAndNothingForDeafOnes) {
  EXPECT_NEAR(heard(flat(0)).all_lu, 0.0f, 1.0f);
  EXPECT_LT(heard(flat(0)).near_lu, -1.0f);
  EXPECT_GT(heard(flat(0)).near_lu, -12.0f);
  EXPECT_LT(heard(flat(60)).all_lu, -10.0f);
  EXPECT_LT(heard(flat(100)).all_lu, -50.0f);
}

TEST(HeardWorld, IsTheRoomWhereTheRoomIsHeard) {
  EXPECT_NEAR(heard(flat(100), 0.0).all_lu, 0.0f, 1.0f);
  EXPECT_NEAR(heard(flat(100), 0.5).all_lu, -6.0f, 1.0f);
}

// Ears that have no level above threshold hear by their implants, at every calibration.
TEST(HeardWorld, IsHeardByImplants) {
  auto ear = flat(100);
  ear.implant.emplace();
  EXPECT_GT(heard(ear).all_lu, -20.0f);  // a default implant codes the middle of the spectrum
  EXPECT_NEAR(heard(ear, 1.0, 118.0).all_lu, heard(ear).all_lu, 0.5f);
}

}  // namespace
}  // namespace otoscape::render::inside
