// SPDX-License-Identifier: Apache-2.0
// Levels in LU: a source sounds as far below the programme under every calibration.

#include <gtest/gtest.h>

#include "otoscape/render/scene_test_support.h"

namespace otoscape::render {
namespace {

using namespace scene_test;

constexpr double kLength = 40.0;  // s: 46 beats, 10 breaths

// LU re the programme of what sounds inside while nothing is heard of the world.
double inside_lu(const std::vector<scene::Keyframe>& keyframes, double fs) {
  const Stereo programme = babble(kLength, 0.05);
  const auto made = render(programme, keyframes, params(false, fs));
  return track_of(made.sound).loudness_lufs(Seconds(0.5), Seconds(kLength)) -
         *track_of(programme).integrated_lufs();
}

std::vector<scene::Keyframe> body(const scene::BodySetting& setting) {
  scene::Keyframe k = key(0.0, silence());
  k.body = setting;
  return {k};
}

std::vector<scene::Keyframe> ringing(hearing::TinnitusLayer layer) {
  scene::Keyframe k = key(0.0, silence());
  k.left->tinnitus.push_back(std::move(layer));
  return {k};
}

class LevelsInLu : public testing::TestWithParam<double> {};

// The heart's rate and the breath's depth vary, so that 40 s are within 1 LU of the mean.
TEST_P(LevelsInLu, ABodySoundIsAsFarBelowTheProgramme) {
  scene::BodySetting heart, breath, steps;
  heart.heart = Lu(-20.0);
  breath.breath = Lu(-25.0);
  steps.thuds = Lu(-22.0);
  EXPECT_NEAR(inside_lu(body(heart), GetParam()), -20.0, 1.0);
  EXPECT_NEAR(inside_lu(body(breath), GetParam()), -25.0, 1.0);
  EXPECT_NEAR(inside_lu(body(steps), GetParam()), -22.0, 1.0);
}

TEST_P(LevelsInLu, ALayerOfRingingIsAsFarBelowTheProgramme) {
  hearing::TinnitusLayer layer;
  layer.level = Lu(-30.0);
  layer.pitch = Hertz(6000.0);
  EXPECT_NEAR(inside_lu(ringing(layer), GetParam()), -30.0, 0.3);
  layer.pitch = Hertz(250.0);
  EXPECT_NEAR(inside_lu(ringing(layer), GetParam()), -30.0, 0.3);
}

// Between a point in dB and one in LU the level moves as between any two.
TEST_P(LevelsInLu, ARampFromDecibelsArrivesAtIt) {
  scene::BodySetting heart;
  heart.heart = Decibels(-30.0);
  auto keyframes = body(heart);
  scene::Keyframe k;
  k.time = Seconds(4.0);
  heart.heart = Lu(-20.0);
  k.body = heart;
  k.ramp.over = Seconds(3.0);
  keyframes.push_back(k);
  const Stereo programme = babble(kLength, 0.05);
  const auto made = render(programme, keyframes, params(false, GetParam()));
  EXPECT_NEAR(track_of(made.sound).loudness_lufs(Seconds(4.5), Seconds(kLength)) -
                  *track_of(programme).integrated_lufs(),
              -20.0, 1.0);
}

INSTANTIATE_TEST_SUITE_P(Calibrations, LevelsInLu, testing::Values(70.0, 91.0, 108.0, 118.0));

}  // namespace
}  // namespace otoscape::render
