// SPDX-License-Identifier: Apache-2.0
// Speech of normal effort, put together by hand, heard along small scenes.

#include "jobs/audibility/audibility.h"

#include <gtest/gtest.h>

#include <cmath>

#include "io/files/listener_file.h"
#include "jobs/models/listener_scene.h"
#include "otoscape/metrics/sii.h"

namespace otoscape::jobs::audibility {
namespace {

using metrics::AudibilityTrack;
using metrics::SpeechLevels;

constexpr Calibration kCalibration = Calibration::home();
constexpr Part kAll{Seconds(-1e9), Seconds(1e9)};

const metrics::SiiTable& table() { return sii_table(metrics::SiiProcedure::third_octaves); }

std::int8_t value_of(double spectrum_db_spl, std::size_t band) {
  const double db = spectrum_db_spl + table().width_db[band] - kCalibration.unit_rms().value();
  return SpeechLevels::to_value(std::pow(10.0, 0.1 * db));
}

// A minute of speech at 65 dB SPL, 2.65 dB above normal effort, in noise of this spectrum level.
SpeechLevels spoken(double noise_db_spl) {
  SpeechLevels levels;
  levels.rows = 600;
  const auto speech = table().speech(metrics::VocalEffort::normal);
  for (std::uint32_t row = 0; row < 600; ++row) {
    levels.at.push_back(row);
    for (int of = 0; of < 4; ++of) {
      for (std::size_t b = 0; b < metrics::kThirdOctaves; ++b)
        levels.values.push_back(value_of(of < 2 ? speech[b] : noise_db_spl, b));
    }
  }
  return levels;
}

hearing::Audiogram flat(double db_hl) {
  return *hearing::Audiogram::make({{Hertz(1000), DbHl(db_hl)}});
}

hearing::EarProfile ear_of(double db_hl) {
  hearing::EarProfile ear;
  ear.air = flat(db_hl);
  return ear;
}

models::HearingFacts heard_by(const hearing::EarProfile& left, const hearing::EarProfile& right) {
  hearing::HearingProfile listener;
  listener.left = left;
  listener.right = right;
  return {models::scene_of(listener).keyframes, render::TinnitusMode::full, nullptr};
}

AudibilityTrack track_of(const models::HearingFacts& facts, double noise_db_spl = -50.0) {
  return audibility_of(spoken(noise_db_spl), facts, kCalibration, kAll);
}

// Half decibels of levels are 0.01 at most.
TEST(Audibility, IsTheSiiOfEachEar) {
  const auto track = track_of(heard_by({}, ear_of(40.0)), 30.0);
  ASSERT_EQ(track.values.size(), 600u);
  metrics::SpeechLevels::Bands noise{}, lost{}, none{};
  noise.fill(30.0);
  lost.fill(40.0);
  const auto speech = table().speech(metrics::VocalEffort::normal);
  const metrics::Sii sii(metrics::SiiProcedure::third_octaves);
  EXPECT_NEAR(track.values[300].left, sii.index({speech, noise, none}), 0.01);
  EXPECT_NEAR(track.values[300].right, sii.index({speech, noise, lost}), 0.01);
  EXPECT_NEAR(track.values[300].typical, track.values[300].left, 1e-6);
}

TEST(Audibility, IsNoneWhereNothingIsHeard) {
  const auto off = io::files::load_listener("preset:off");
  ASSERT_TRUE(off);
  const auto track = track_of(heard_by(off->profile.left, off->profile.right));
  EXPECT_EQ(track.values[0].left, 0.0f);
  EXPECT_GT(track.values[0].typical, 0.99f);
}

// A plug, and a loss of conduction, take as much from speech as from noise.
TEST(Audibility, LowersSpeechAndNoiseByWhatIsWorn) {
  hearing::EarProfile plugged;
  plugged.worn.points = {{Hertz(1000), Decibels(30.0)}};
  hearing::EarProfile conductive = ear_of(30.0);
  conductive.bone = flat(0.0);
  const auto in_quiet = track_of(heard_by(plugged, conductive));
  EXPECT_NEAR(in_quiet.values[0].left, in_quiet.values[0].right, 1e-6);
  EXPECT_LT(in_quiet.values[0].left, 0.75f);
  const auto in_noise = track_of(heard_by(plugged, {}), 30.0);
  EXPECT_NEAR(in_noise.values[0].left, in_noise.values[0].right, 0.03)
      << "the noise masks, plugged or not";
}

TEST(Audibility, CountsRingingAsNoise) {
  hearing::EarProfile ringing;
  ringing.tinnitus = {{.name = "hiss",
                       .kind = hearing::TinnitusLayer::Kind::noise,
                       .pitch = Hertz(2000),
                       .bandwidth_oct = 2.0,
                       .level = DbSpl(60.0)}};
  auto facts = heard_by(ringing, {});
  const auto full = track_of(facts);
  EXPECT_LT(full.values[0].left, full.values[0].right - 0.2f);
  facts.ringing = render::TinnitusMode::soft;
  EXPECT_GT(track_of(facts).values[0].left, full.values[0].left + 0.05f);
  facts.ringing = render::TinnitusMode::off;
  EXPECT_EQ(track_of(facts).values[0].left, full.values[0].right);
}

TEST(Audibility, FollowsTheScene) {
  scene::Keyframe before, after;
  before.left = before.right = hearing::EarProfile{};
  before.perspective = 1.0;
  after.time = Seconds(20.0);
  after.left = after.right = ear_of(60.0);
  scene::Keyframe back;
  back.time = Seconds(40.0);
  back.perspective = 0.0;
  back.ramp.over = Seconds(10.0);
  const auto track = track_of({{before, after, back}, render::TinnitusMode::off, nullptr});
  EXPECT_GT(track.values[190].left, 0.99f);
  EXPECT_LT(track.values[210].left, 0.3f);
  EXPECT_GT(track.values[350].left, track.values[299].left) << "the room comes back";
  EXPECT_NEAR(track.values[500].left, track.values[500].typical, 1e-6) << "it is the room";
}

TEST(Audibility, OfAPartIsThatOfTheWhole) {
  scene::Keyframe from, to;
  from.left = from.right = ear_of(10.0);
  to.time = Seconds(50.0);
  to.left = to.right = ear_of(70.0);
  to.ramp.over = Seconds(45.0);
  const models::HearingFacts facts{{from, to}, render::TinnitusMode::off, nullptr};
  const auto whole = track_of(facts, 10.0);
  const auto part =
      audibility_of(spoken(10.0), facts, kCalibration, {Seconds(12.34), Seconds(30.0)});
  EXPECT_NEAR(part.begin.value(), 12.4, 1e-9);
  ASSERT_EQ(part.values.size(), 176u);
  for (std::size_t i = 0; i < part.values.size(); ++i) {
    EXPECT_EQ(part.values[i].left, whole.values[124 + i].left) << i;
  }
}

// Typical speech lies within the input range of a usual map.
TEST(Audibility, OfAnImplantIsWhatReachesItsElectrodes) {
  const auto loaded = io::files::load_listener("preset:implant-left");
  ASSERT_TRUE(loaded && loaded->profile.left.implant);
  const hearing::EarProfile& implanted = loaded->profile.left;
  const float all = track_of(heard_by(implanted, {})).values[0].left;
  EXPECT_GT(all, 0.5f);
  hearing::EarProfile fewer = implanted;
  for (int number = 5; number <= 15; ++number) fewer.implant->off.push_back(number);
  const float some = track_of(heard_by(fewer, {})).values[0].left;
  EXPECT_LT(some, all - 0.2f);
  EXPECT_GT(some, 0.0f);
}

}  // namespace
}  // namespace otoscape::jobs::audibility
