// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/ringing_masking.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "otoscape/render/programme/programme_loudness_maker.h"

namespace otoscape::render::inside {
namespace {

using hearing::TinnitusLayer;
using scene::Side;
constexpr double kRate = 32000.0;

// Noise at a level in dB SPL per half octave near 6 kHz, for some seconds.
struct Part {
  double seconds, db_spl;
};
programme::ProgrammeLoudness programme(const std::vector<Part>& parts, bool left_only = false) {
  std::mt19937 random(1);
  std::normal_distribution<float> gauss;
  programme::ProgrammeLoudnessMaker maker({Hertz(kRate), 2}, Seconds(0));
  std::vector<float> x(3200), silence(3200);
  for (const Part& part : parts) {
    // The half octave round 5.1 kHz has 1.77 of 16 kHz.
    const double rms = std::pow(10.0, (part.db_spl - 88.0 + 9.56) / 20.0);
    for (int i = 0; i < static_cast<int>(std::lround(part.seconds * 10.0)); ++i) {
      for (float& v : x) v = static_cast<float>(rms) * gauss(random);
      maker.add({{x.data(), left_only ? silence.data() : x.data()}, 2, 3200});
    }
  }
  return maker.finish();
}

TinnitusLayer layer(bool masking, bool inhibition) {
  TinnitusLayer one;
  one.masking = masking;
  one.inhibition = inhibition;
  one.level = DbSl(8.0);
  return one;
}
scene::Arc arc(double db_hl, double later_db_hl, double later) {
  std::vector<scene::Keyframe> keyframes(2);
  const auto ear = [](double hl) {
    hearing::EarProfile made;
    made.air = *hearing::Audiogram::make({{Hertz(1000), DbHl(hl)}});
    return made;
  };
  keyframes[0].left = keyframes[0].right = ear(db_hl);
  keyframes[1].time = Seconds(later);
  keyframes[1].left = keyframes[1].right = ear(later_db_hl);
  return scene::Arc(keyframes);
}
scene::Arc flat(double db_hl) { return arc(db_hl, db_hl, 1.0); }

std::vector<float> gains(const TinnitusLayer& one, const scene::Arc& story,
                         const programme::ProgrammeLoudness& track, Side side = Side::left) {
  return ringing_gains_db(one, side, story, track, Calibration(DbSpl(88.0)));
}
// 0 … 1 of the full 20 dB.
double inhibition(const std::vector<float>& gains_db, double seconds) {
  return gains_db[static_cast<std::size_t>(std::lround(seconds * 10.0))] / -20.0;
}

TEST(RingingDrive, WhatIsHeardCoversIt) {
  const auto all = gains(layer(true, false), flat(0), programme({{3, -60}, {3, 60}, {3, -60}}));
  EXPECT_EQ(all[20], 0.0f);
  EXPECT_EQ(all[45], -20.0f);
  EXPECT_EQ(all[75], 0.0f);
  // A centred window of 0.6 s: nothing beyond 0.3 s and a row, never a jump.
  EXPECT_EQ(all[26], 0.0f);
  EXPECT_EQ(all[32], -20.0f);
  for (std::size_t r = 1; r < all.size(); ++r) EXPECT_LE(std::abs(all[r] - all[r - 1]), 7.0f);
}

TEST(RingingDrive, WhatTheEarDoesNotHearCoversNothing) {
  const auto track = programme({{20, 60}});
  for (float g : gains(layer(true, true), flat(90), track)) EXPECT_EQ(g, 0.0f);
  // The ear loses its hearing at 10 s.
  const auto lost = gains(layer(true, false), arc(0, 90, 10.0), track);
  EXPECT_EQ(lost[90], -20.0f);
  EXPECT_EQ(lost[110], 0.0f);
  // One ear's programme, one ear's masking.
  const auto left = programme({{20, 60}}, true);
  EXPECT_EQ(gains(layer(true, false), flat(0), left, Side::left)[100], -20.0f);
  EXPECT_EQ(gains(layer(true, false), flat(0), left, Side::right)[100], 0.0f);
}

TEST(RingingDrive, MaskingStartsFiveDbAboveTheRinging) {
  // Broadband: find what M of this noise is by where the effect begins; it is full 10 dB higher.
  const auto gain_at = [&](double db_spl) {
    return gains(layer(true, false), flat(0), programme({{4, db_spl}}))[20];
  };
  double first = -10.0;
  while (gain_at(first) > -0.5f) first += 1.0;
  EXPECT_NEAR(gain_at(first + 5.0), -10.0, 2.5);
  EXPECT_NEAR(gain_at(first + 10.0), -20.0, 1.0);
}

// 20 dB above the minimal masking level for 10, 30, 60 s: 0.39, 0.78, 0.95, less what the 3 s that
// tell a steady sound take; then down with 30 s.
TEST(RingingDrive, ALongMaskerLeavesItSofterForAWhile) {
  for (auto [seconds, expected] : {std::pair{10.0, 0.39}, {30.0, 0.78}, {60.0, 0.95}}) {
    const auto all =
        gains(layer(false, true), flat(0), programme({{5, -60}, {seconds, 60}, {100, -60}}));
    const double peak = inhibition(all, 5.0 + seconds + 0.5);
    EXPECT_NEAR(peak, expected, 0.06) << seconds;
    EXPECT_NEAR(peak, 1.0 - std::exp(-(seconds - 1.8) / 20.0), 0.01) << seconds;
    EXPECT_NEAR(inhibition(all, 5.0 + seconds + 30.5), peak * std::exp(-1.0), 0.005) << seconds;
    EXPECT_NEAR(inhibition(all, 5.0 + seconds + 60.5), peak * std::exp(-2.0), 0.005) << seconds;
  }
}

TEST(RingingDrive, AMaskerThatPausesInhibitsNothing) {
  std::vector<Part> talk;
  for (int i = 0; i < 40; ++i) talk.insert(talk.end(), {{2.0, 60}, {1.0, -60}});
  const auto all = gains(layer(false, true), flat(0), programme(talk));
  EXPECT_GT(*std::ranges::min_element(all), -1.0f);  // below 0.05 of 20 dB
  const auto steady = gains(layer(false, true), flat(0), programme({{120, 60}}));
  EXPECT_LT(steady.back(), -19.9f);  // the control
}

TEST(RingingDrive, OnlyItsRegionInhibitsIt) {
  const auto track = programme({{60, 40}});
  TinnitusLayer low = layer(false, true);
  low.pitch = Hertz(180.0);  // the noise is soft there, and the threshold high
  EXPECT_GT(gains(low, flat(0), track).back(), -1.0f);
  EXPECT_LT(gains(layer(false, true), flat(0), track).back(), -15.0f);
}

}  // namespace
}  // namespace otoscape::render::inside
