// SPDX-License-Identifier: Apache-2.0
// Arcs into, through and out of implants.

#include <gtest/gtest.h>

#include "otoscape/render/implant_test_support.h"

namespace otoscape::render {
namespace {

using namespace scene_test;
using scene::Ramp;
using scene::Shape;

constexpr double kSpeechRms = 0.07;

std::vector<scene::Keyframe> story() {
  return {key(0, flat(0)), key(2, silence()), key(3, implanted(0.0)),
          key(6, implanted(1.0), 1.0, Ramp{Seconds(2.0), Shape::linear}), key(7, silence())};
}

TEST(ImplantArc, FromHearingToImplantToOff) {
  const Stereo x = babble(8.0, kSpeechRms), y = render(x, story(), params()).sound;
  for (int c = 0; c < 2; ++c) {
    const auto ear = static_cast<std::size_t>(c);
    EXPECT_EQ(Signal(y[ear].begin(), y[ear].begin() + at(1.9)),
              Signal(x[ear].begin(), x[ear].begin() + at(1.9)));
    EXPECT_LT(level_db(y[ear], 2.1, 2.95), -120.0);
    EXPECT_NEAR(level_db(y[ear], 3.1, 4.0), level_db(x[ear], 3.1, 4.0), 5.0);
    EXPECT_NEAR(level_db(y[ear], 6.1, 7.0), level_db(x[ear], 6.1, 7.0), 5.0);
    EXPECT_LT(level_db(y[ear], 7.1, 7.9), -120.0);
  }
}

// The switch is complete within a cut's length, and its end is no step: a cut of a tone spreads
// less than 12 dB below the tone's own noise bands above 10 kHz, where an implant sends nothing.
TEST(ImplantArc, SwitchingOnAndOffDoesNotClick) {
  const Stereo x = tone(5.0, 1000, 0.1);
  const Signal y =
      render(x, {key(0, silence()), key(2, implanted()), key(3.5, silence())}, params()).sound[0];
  Signal high(y.size());  // a steep high-pass by differences: what is left is steps
  for (std::size_t n = 4; n < y.size(); ++n) {
    high[n] = (y[n] - 4 * y[n - 1] + 6 * y[n - 2] - 4 * y[n - 3] + y[n - 4]) / 16.0f;
  }
  const double steady = level_db(high, 2.5, 3.0);
  for (const double change : {2.0, 3.5}) {
    EXPECT_LT(level_db(high, change - 0.02, change + 0.03), steady + 3.0) << change;
  }
}

TEST(ImplantArc, AnyPartitionIsTheSame) {
  const Stereo x = babble(8.0, kSpeechRms);
  EXPECT_EQ(render(x, story(), params()).sound,
            render(x, story(), params(), {1, 64, 1000, 333}).sound);
}

hearing::EarProfile with_percept(hearing::ImplantPercept percept) {
  auto ear = implanted();
  ear.implant->percept = percept;
  return ear;
}

// Several within the time that a chain runs ahead, one of them again, and one off and on.
TEST(ImplantArc, ImplantsCloseTogetherSoundAtOnce) {
  using hearing::ImplantPercept;
  const auto film = with_percept(ImplantPercept::film),
             matched = with_percept(ImplantPercept::matched);
  const Stereo x = tone(8.0, 1000, 0.1);
  auto at_once = params();
  at_once.return_cap_lu = kHighestReturnCap;  // the return would be eased in
  const Signal y = render(x,
                          {key(0, film), key(3.0, implanted()), key(3.4, matched), key(3.9, film),
                           key(5.0, silence()), key(5.5, film)},
                          at_once)
                       .sound[0];
  for (double t = 2.5; t < 7.0; t += 0.025) {
    if (t > 4.97 && t < 5.52) continue;  // off
    EXPECT_GT(level_db(y, t, t + 0.025), level_db(x[0], t, t + 0.025) - 12.0) << t;
  }
  EXPECT_LT(level_db(y, 5.05, 5.45), -120.0);
}

// What comes later does not change what is heard earlier.
TEST(ImplantArc, ALaterImplantLeavesTheEarlierAlone) {
  const auto film = with_percept(hearing::ImplantPercept::film);
  const Stereo x = babble(6.0, kSpeechRms);
  const auto near = render(x, {key(0, silence()), key(2, implanted()), key(3.495, film)}, params());
  const auto far = render(x, {key(0, silence()), key(2, implanted()), key(5.495, film)}, params());
  EXPECT_LT(difference_db(far.sound[0], near.sound[0], 2.1, 3.4), -140.0);
}

TEST(ImplantArc, ALongRampStepsToTheImplantHalfWay) {
  const Stereo x = babble(8.0, kSpeechRms);
  const Signal y =
      render(x, {key(0, flat(0)), key(7, implanted(), 1.0, Ramp{Seconds(6.0), Shape::linear})},
             params())
          .sound[0];
  EXPECT_NEAR(level_db(y, 4.05, 4.55), level_db(x[0], 4.05, 4.55), 5.0);
}

// After the run-in a region is the whole: cycles and carriers are counted from the programme's
// start.
TEST(ImplantArc, ARegionSoundsLikeTheWhole) {
  const Stereo x = babble(8.0, kSpeechRms);
  auto arc = story();
  for (auto& k : arc) {  // noise carriers: those of sines turn by all that was before
    for (auto* ear : {&k.left, &k.right}) {
      if ((*ear)->implant) (*ear)->implant->carrier = hearing::ImplantCarrier::noise;
    }
  }
  const Stereo whole = render(x, arc, params()).sound;
  constexpr std::size_t kGrid = 4096;
  for (const double from_s : {3.5, 5.2, 6.4}) {
    const std::size_t first = at(from_s - 2.0) / kGrid * kGrid;
    const Stereo region = render(x, arc, params(), {4096}, first, at(from_s + 1.0)).sound;
    Signal part(whole[0].begin() + static_cast<std::ptrdiff_t>(first), whole[0].end());
    const double start = from_s - static_cast<double>(first) / kRate;
    EXPECT_LT(difference_db(part, region[0], start, start + 0.9), -90.0) << from_s;
  }
}

// A tone's place moves from the electrode's to the allocated one, steadily.
TEST(ImplantArc, PlacesMoveAsTheListenerAdapts) {
  const Stereo x = tone(10.0, 1000, 0.05);
  const Signal y = render(x,
                          {key(0, implanted(0.0)),
                           key(9, implanted(1.0), 1.0, Ramp{Seconds(8.0), Shape::linear})},
                          params())
                       .sound[0];
  double last = 1e9;
  for (double t = 0.2; t < 9.8; t += 1.0) {
    // Zero crossings a second follow the middle of a band of noise or a tone.
    int crossings = 0;
    for (std::size_t n = at(t); n < at(t + 0.6); ++n) crossings += y[n] < 0.0f && y[n + 1] >= 0.0f;
    const double hz = crossings / 0.6;
    EXPECT_LT(hz, last * 1.06) << t;
    last = std::min(last, hz);
  }
  EXPECT_NEAR(std::log2(last / 1000.0), 0.0, 0.12);
}

}  // namespace
}  // namespace otoscape::render
