// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/scene_renderer.h"

#include <gtest/gtest.h>

#include "otoscape/render/scene_test_support.h"

namespace otoscape::render {
namespace {

using namespace scene_test;
using scene::Ramp;
using scene::Shape;

// A reference: the whole programme through one listener that never changes.
Signal constant(const Stereo& x, const hearing::EarProfile& both, const SceneParams& p) {
  return render(x, {key(0, both)}, p).sound[0];
}

TEST(SceneRenderer, BeforeTheFirstChangeTheOutputIsTheInput) {
  const Stereo x = babble(2.0, 0.03);
  const auto y = render(x, {key(0, flat(0)), key(1.0, flat(60))}, params(true)).sound;
  ASSERT_EQ(y[0].size(), x[0].size());
  for (std::size_t n = 0; n < at(1.0) - 1; ++n) ASSERT_EQ(y[0][n], x[0][n]) << n;
  EXPECT_LT(level_db(y[0], 1.1, 2.0), level_db(x[0], 1.1, 2.0) - 20.0);
}

// A cut is complete 10 ms after its time and the piece of 1.3 ms it falls into; with smearing, 16.
TEST(SceneRenderer, ACutIsCompleteInTime) {
  const Stereo x = tone(2.0, 1000, 0.3);
  for (const bool smearing : {false, true}) {
    for (const double from : {0.0, 40.0}) {
      const auto p = params(smearing);
      const auto y = render(x, {key(0, flat(from)), key(1.0, flat(60))}, p).sound[0];
      const auto end = constant(x, flat(60), p);
      const double whole = 1.0 + (smearing ? 0.016 : 0.0107);
      EXPECT_LT(difference_db(end, y, whole, 1.5), -40.0) << smearing << " " << from;
      const auto start = constant(x, flat(from), p);
      EXPECT_LT(difference_db(start, y, 0.5, 0.9985), -40.0) << smearing << " " << from;
    }
  }
}

// Half-way along a ramp the level is the law at the interpolated threshold, not the mean of two
// outputs.
TEST(SceneRenderer, HalfWayTheLawHoldsAtTheThresholdBetween) {
  for (const double hz : {500.0, 1000.0, 4000.0}) {
    const Stereo x = tone(4.0, hz, 0.2);
    const auto start = ear({{500, 10}, {1000, 20}, {4000, 40}}),
               end = ear({{500, 40}, {1000, 60}, {4000, 80}});
    const auto y =
        render(x, {key(0, start), key(3.0, end, 1.0, {Seconds(2.0), Shape::linear})}, params())
            .sound[0];
    const auto law = constant(x, ear({{500, 25}, {1000, 40}, {4000, 60}}), params());
    EXPECT_NEAR(level_db(y, 1.98, 2.02), level_db(law, 1.98, 2.02), 1.0) << hz;
  }
}

TEST(SceneRenderer, PerspectiveIsTwoPathsInAmplitude) {
  const Stereo x = babble(2.0, 0.03);
  const auto p = params(true);
  const auto half = render(x, {key(0, flat(40), 0.5)}, p).sound[0];
  const auto character = render(x, {key(0, flat(40), 1.0)}, p).sound[0];
  Signal sum;
  for (std::size_t n = 0; n < half.size(); ++n) sum.push_back(0.5f * x[0][n] + 0.5f * character[n]);
  EXPECT_LT(difference_db(sum, half), -110.0);
  const auto room = render(x, {key(0, flat(40), 0.0)}, p).sound[0];
  EXPECT_LT(difference_db(x[0], room), -130.0);
}

TEST(SceneRenderer, ALeakIsTheRoomAtItsLevel) {
  const Stereo x = babble(2.0, 0.03);
  auto k = key(0, silence());
  k.leak = scene::Leak{true, Decibels(-36)};
  const auto y = render(x, {k}, params()).sound[0];
  EXPECT_NEAR(level_db(y, 0.1, 2.0) - level_db(x[0], 0.1, 2.0), -36.0, 0.01);
}

// Matched, a cut to the room is about hearing and not about loudness.
TEST(SceneRenderer, AMatchedRoomIsAsLoudAsTheCharactersSide) {
  const Stereo x = babble(8.0, 0.05);
  auto room = key(4.0, flat(25), 0.0);
  room.room_level = scene::RoomLevel::match;
  const auto y = render(x, {key(0, flat(25)), room}, params()).sound[0];
  EXPECT_NEAR(level_db(y, 4.5, 7.0), level_db(y, 1.0, 3.5), 2.0);
  EXPECT_LT(level_db(y, 4.5, 7.0), level_db(x[0], 4.5, 7.0) - 3.0);
}

TEST(SceneRenderer, APopHushesAndComesBack) {
  const Stereo x = babble(5.0, 0.03);
  auto pop = key(2.0, flat(0));
  pop.event = scene::Event{scene::Pop{}};
  const auto y = render(x, {key(0, flat(0)), pop}, params()).sound[0];
  EXPECT_NEAR(level_db(y, 2.25, 2.55) - level_db(x[0], 2.25, 2.55), -30.0, 4.0);
  EXPECT_NEAR(level_db(y, 4.3, 5.0) - level_db(x[0], 4.3, 5.0), 0.0, 0.5);
  float peak = 0.0f;
  for (std::size_t n = at(2.0); n < at(2.1); ++n) peak = std::max(peak, std::abs(y[n]));
  EXPECT_GT(peak, 0.3f);           // it is there
  EXPECT_LT(peak, 0.502f + 0.1f);  // −6 dBTP, and a little programme
}

// Ringing and body never exceed the programme's own loudness.
TEST(SceneRenderer, InnerSoundStaysBelowTheProgramme) {
  const Stereo x = babble(6.0, 0.003);
  auto loud = silence();
  loud.tinnitus.push_back(
      {"whistle", hearing::TinnitusLayer::Kind::noise, Hertz(4000), 1.0 / 3.0, DbSpl(75)});
  const auto rendered = render(x, {key(0, loud)}, params());
  EXPECT_LT(rendered.scene.internal_limit.value(), -3.0);
  const double programme = *track_of(x).integrated_lufs();
  const auto heard = track_of(rendered.sound);
  for (double t = 0.0; t < 3.0; t += 0.5) {
    EXPECT_LT(heard.loudness_lufs(Seconds(t), Seconds(t + 3.0)), programme + 0.3);
  }
}

}  // namespace
}  // namespace otoscape::render
