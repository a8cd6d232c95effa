// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "otoscape/scene/arc.h"
#include "otoscape/scene/automation.h"

// What must hold for any story: seeded ones with all kinds of keyframes, some very close together.

namespace otoscape::scene {
namespace {

class Stories {
 public:
  explicit Stories(unsigned seed) : random_(seed) {}

  std::vector<Keyframe> make(int count) {
    std::vector<Keyframe> story;
    double time = 0.0;
    for (int i = 0; i < count; ++i) {
      const double gap = between(0, 3) < 1.0 ? between(0.001, 0.03) : between(0.1, 8.0);
      time += i == 0 ? 0.0 : gap;
      story.push_back(keyframe(time, gap));
    }
    return story;
  }

 private:
  double between(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random_);
  }
  bool chance(double of) { return between(0, 1) < of; }

  hearing::EarProfile ear() {
    hearing::EarProfile ear;
    ear.air = *hearing::Audiogram::make(
        {{Hertz(500), DbHl(between(0, 100))}, {Hertz(between(1000, 3000)), DbHl(between(0, 100))}});
    if (chance(0.5)) ear.tinnitus.push_back({});
    return ear;
  }

  Event event() {
    Event e;
    if (chance(0.3)) e.what = Blast{1.0, Seconds(between(2, 60))};
    if (chance(0.3)) e.what = PlugIn{Protector::muff};
    if (chance(0.2)) e.what = PlugOut{};
    e.ears = chance(0.5) ? EventEars::both : EventEars::right;
    return e;
  }

  Keyframe keyframe(double time, double gap) {
    Keyframe k;
    k.time = Seconds(time);
    if (chance(0.5)) k.left = ear();
    if (chance(0.5)) k.right = ear();
    if (chance(0.5))
      k.ramp = {Seconds(gap * between(0, 1)), chance(0.5) ? Shape::ease : Shape::linear};
    if (chance(0.4)) k.perspective = between(0, 1);
    if (chance(0.4)) k.leak = Leak{chance(0.5), Decibels(between(-60, 0))};
    if (chance(0.4)) k.body.emplace().heart = Decibels(between(-40, 0));
    if (chance(0.3)) k.stress = between(0, 1);
    if (chance(0.3)) k.event = event();
    return k;
  }

  std::mt19937 random_;
};

double sum_of_thresholds(const Arc& arc, double time) {
  double sum = 0.0;
  for (Side side : {Side::left, Side::right}) {
    const auto ear = arc.ear(side, Seconds(time));
    for (double hz : {250.0, 500.0, 1500.0, 4000.0}) {
      sum += ear.air.at(Hertz(hz)).value() + ear.worn.at(Hertz(hz)).value();
    }
  }
  return sum;
}

class AnyStory : public testing::TestWithParam<unsigned> {};

TEST_P(AnyStory, MovementsFollowEachOther) {
  const Arc arc(Stories(GetParam()).make(60));
  const auto moves = arc.ear_movements();
  for (std::size_t i = 0; i < moves.size(); ++i) {
    EXPECT_LT(moves[i].start, moves[i].end);
    if (i > 0) {
      EXPECT_LE(moves[i - 1].end.value(), moves[i].start.value());
    }
  }
  const auto steps = arc.ringing();
  for (std::size_t i = 1; i < steps.size(); ++i) {
    EXPECT_LE(steps[i].start.value(), steps[i].end.value());
    EXPECT_LE(steps[i - 1].end.value(), steps[i].start.value());
  }
}

TEST_P(AnyStory, OutsideMovementsAndWithinBlendsTheEarStandsStill) {
  const Arc arc(Stories(GetParam()).make(60));
  const auto still = [&](double from, double to) {
    const double value = sum_of_thresholds(arc, from + 1e-9);
    EXPECT_NEAR(sum_of_thresholds(arc, 0.5 * (from + to)), value, 1e-6) << from << " to " << to;
    EXPECT_NEAR(sum_of_thresholds(arc, to - 1e-9), value, 1e-6) << from << " to " << to;
  };
  double last = -10.0;
  for (const EarMovement& m : arc.ear_movements()) {
    if (m.start.value() - last > 1e-6) still(last, m.start.value());
    if (m.blends) still(m.start.value(), m.end.value());
    last = m.end.value();
  }
  still(last, last + 100.0);
}

TEST_P(AnyStory, TheEarJumpsOnlyWhereABlendBegins) {
  const Arc arc(Stories(GetParam()).make(60));
  for (const EarMovement& m : arc.ear_movements()) {
    const double end = m.end.value(), start = m.start.value();
    const bool blend_follows = std::ranges::any_of(
        arc.ear_movements(), [&](const EarMovement& n) { return n.blends && n.start == m.end; });
    if (!blend_follows) {
      EXPECT_NEAR(sum_of_thresholds(arc, end - 1e-7), sum_of_thresholds(arc, end + 1e-7), 1e-2)
          << m.start.value() << " to " << end << (m.blends ? " blends" : " glides");
    }
    if (m.blends) continue;
    EXPECT_NEAR(sum_of_thresholds(arc, start - 1e-7), sum_of_thresholds(arc, start + 1e-7), 1e-2);
  }
}

// No amplitude moves faster than a full raised cosine of 10 ms.
TEST_P(AnyStory, TheMixNeverSteps) {
  const Arc arc(Stories(GetParam()).make(30));
  constexpr double kStep = 2e-4, kMost = 0.5 * 3.15 * kStep / kCutSeconds;
  MixState last = arc.mix(Seconds(-1));
  for (double t = -0.01; t < 60.0; t += kStep) {
    const MixState now = arc.mix(Seconds(t));
    ASSERT_LE(std::abs(now.perspective - last.perspective), kMost) << t;
    ASSERT_LE(std::abs(now.leak_lin - last.leak_lin), kMost) << t;
    ASSERT_LE(std::abs(now.stillness_lin - last.stillness_lin), kMost) << t;
    ASSERT_LE(std::abs(now.body.heart_lin - last.body.heart_lin), kMost) << t;
    ASSERT_LE(std::abs(now.occlusion[1] - last.occlusion[1]), kMost) << t;
    last = now;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeded, AnyStory, testing::Range(1u, 17u));

}  // namespace
}  // namespace otoscape::scene
