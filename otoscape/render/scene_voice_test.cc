// SPDX-License-Identifier: Apache-2.0
// The character's own voice, and a track of the body, through scenes.

#include <gtest/gtest.h>

#include "otoscape/render/scene_test_support.h"

namespace otoscape::render {
namespace {

using namespace scene_test;

// A voice at about 70 dB SPL: noise that falls by 12 dB an octave above 2 kHz and 6 above 500 Hz.
Stereo speech() {
  Stereo x = babble(3.0, 0.2);
  for (auto& c : x) {
    float low = 0.0f;
    for (float& v : c) v = low += 0.065f * (v - low);
  }
  return x;
}

const Stereo kNoProgramme{Signal(at(3.0)), Signal(at(3.0))};

// What is heard of it, in LUFS.
double voice_lufs(const hearing::EarProfile& both, const Stereo& voice, double perspective = 1.0,
                  bool plugged = false) {
  Held held(voice);
  auto k = key(0, both, perspective);
  if (plugged) {
    k.event = scene::Event{scene::PlugIn{scene::Protector::flat15}, scene::EventEars::both,
                           Decibels(-40)};
  }
  const auto y = render(kNoProgramme, {k}, params(), {4096}, 0, ~std::size_t{0}, nullptr, &held);
  return track_of(y.sound).loudness_lufs(Seconds(1.0), Seconds(3.0));
}

hearing::EarProfile conductive(double gap_db) {
  auto ear = flat(gap_db);
  ear.bone = flat(0).air;
  return ear;
}

TEST(SceneVoice, ATypicalEarKeepsTheVoicesLoudness) {
  const Stereo voice = speech();
  const double file = track_of(voice).loudness_lufs(Seconds(1.0), Seconds(3.0));
  EXPECT_NEAR(voice_lufs(flat(0), voice), file, 1.0);
  EXPECT_NEAR(voice_lufs(flat(0), voice, 0.0), file, 0.1);  // from the room it is the voice itself
}

// A conductive loss leaves the bone leg: 6 dB less than both legs, whatever the gap.
TEST(SceneVoice, AConductiveLossLeavesTheBoneLeg) {
  const Stereo voice = speech();
  const double typical = voice_lufs(flat(0), voice);
  EXPECT_NEAR(voice_lufs(conductive(40), voice) - typical, -6.0, 1.5);
  EXPECT_NEAR(voice_lufs(conductive(60), voice) - typical, -6.0, 1.5);
}

// A loss of the inner ear takes the voice as it takes any sound of its level.
TEST(SceneVoice, ALossOfTheInnerEarTakesBothLegs) {
  const Stereo voice = speech();
  const auto other = render(voice, {key(0, flat(35))}, params()).sound;
  const double outside = track_of(other).loudness_lufs(Seconds(1.0), Seconds(3.0));
  EXPECT_LT(outside, voice_lufs(flat(0), voice) - 12.0);
  EXPECT_NEAR(voice_lufs(flat(35), voice), outside, 3.0);
  EXPECT_LT(voice_lufs(silence(), voice), voice_lufs(flat(0), voice) - 20.0);  // felt, not heard
}

// A plug of 15 dB takes from the air leg and lifts the bone leg, by up to 24 dB at low frequencies:
// the occlusion effect wins.
TEST(SceneVoice, AShutEarRaisesIt) {
  const Stereo voice = speech();
  EXPECT_GT(voice_lufs(flat(0), voice, 1.0, true), voice_lufs(flat(0), voice) + 1.0);
  EXPECT_LT(voice_lufs(conductive(15), voice), voice_lufs(flat(0), voice, 1.0, true) - 3.0);
}

// Both run beside the programme, to the frame, and a body track does not pass the loss.
TEST(SceneVoice, ABodyTrackIsHeardInTimeWhateverTheLoss) {
  Stereo knock{Signal(at(3.0)), Signal(at(3.0))};
  for (auto& c : knock) {
    for (std::size_t n = 0; n < 480; ++n) {
      c[at(2.0) + n] = static_cast<float>(
          0.02 * std::sin(2 * std::numbers::pi * 200 * static_cast<double>(n) / kRate));
    }
  }
  Held held(knock);
  auto k = key(0, silence());
  k.body = scene::BodySetting{};
  k.body->track = Decibels(0);
  const auto y =
      render(babble(3.0, 0.05), {k}, params(), {4096}, 0, ~std::size_t{0}, &held, nullptr).sound[0];
  const float before =
      *std::max_element(y.begin(), y.begin() + static_cast<std::ptrdiff_t>(at(2.0)));
  EXPECT_EQ(before, 0.0f);
  EXPECT_GT(level_db(y, 2.0, 2.01), -80.0);
}

// A body track louder than its level, or in bursts, is held to the programme's loudness all the
// same.
TEST(SceneVoice, ALoudBodyTrackStaysBelowTheProgramme) {
  const Stereo x = babble(6.0, 0.003);
  const double programme = *track_of(x).integrated_lufs();
  // As the files' side hands it over: in pascal, here 20 dB above where a breath would be.
  Stereo body = babble(6.0, 0.05);
  auto p = params();
  const double over = track_of(body).loudness_lufs(Seconds(0.5), Seconds(3.5)) -
                      (p.render.calibration.to_fs(kBodyTrackLevel).value() - 0.691 + 3.0103);
  p.body_track_peak_lu = over;
  for (auto& c : body) {
    for (float& v : c) v *= static_cast<float>(p.render.calibration.pascals_per_unit());
  }
  Held held(body);
  auto k = key(0, silence());
  k.body = scene::BodySetting{};
  k.body->track = Decibels(0);
  const auto heard = track_of(render(x, {k}, p, {4096}, 0, ~std::size_t{0}, &held).sound);
  EXPECT_GT(over, 3.0);
  for (double t = 0.0; t < 3.0; t += 0.5) {
    EXPECT_LT(heard.loudness_lufs(Seconds(t), Seconds(t + 3.0)), programme + 0.5) << t;
  }
}

}  // namespace
}  // namespace otoscape::render
