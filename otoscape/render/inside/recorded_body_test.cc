// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>

#include "otoscape/body/levels.h"
#include "otoscape/render/inside/body_test_support.h"
#include "otoscape/render/inside/recorded_shots.h"

// Takes in place of the models of heart, breath and steps.

namespace otoscape::render::inside {
namespace {

using namespace test_support;
using scene::Recorded;

// A short noise of its own colour and level for each take; in two channels, or one.
body::RawTake take(unsigned seed, double seconds, int channels) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0.0f, 0.05f + 0.01f * static_cast<float>(seed % 5));
  body::RawTake made;
  const auto frames = static_cast<std::size_t>(seconds * kRate.value());
  for (int c = 0; c < channels; ++c) {
    float last = 0.0f;
    for (std::size_t n = 0; n < frames; ++n) {
      const float way = static_cast<float>(n) / static_cast<float>(frames);
      last += 0.2f * (normal(random) - last);
      made.sound[static_cast<std::size_t>(c)].push_back(last * std::exp(-4.0f * way));
    }
  }
  return made;
}

programme::Recordings recordings(int channels = 1) {
  programme::Recordings made;
  const auto add = [&](Recorded what, double seconds, unsigned first) {
    std::vector<body::RawTake> takes;
    for (unsigned i = 0; i < 6; ++i) takes.push_back(take(first + i, seconds, channels));
    made.add(what, programme::recorded_takes(what, takes, kRate));
  };
  add(Recorded::heart, 0.5, 10);
  add(Recorded::breath, 3.2, 20);
  add(Recorded::steps, 0.3, 30);
  add(Recorded::jaw, 0.3, 40);
  return made;
}

scene::BodySetting only(Recorded what) {
  scene::BodySetting setting;
  if (what == Recorded::heart) setting.heart = Decibels(0);
  if (what == Recorded::breath) setting.breath = Decibels(0);
  if (what == Recorded::steps) setting.thuds = Decibels(0);
  return setting;
}

std::array<Sound, 2> played(const scene::Arc& arc, const programme::Recordings* recorded,
                            std::int64_t from, std::int64_t quanta) {
  return play(arc, 31, from, quanta, recorded);
}

TEST(RecordedBody, IsAFunctionOfTheFrame) {
  const programme::Recordings recorded = recordings();
  scene::BodySetting setting = only(Recorded::heart);
  setting.breath = setting.thuds = Decibels(0);
  setting.heart_per_min = 220.0;
  setting.thuds_per_min = 300.0;
  const scene::Arc arc = arc_of(setting, 1.0);
  const auto whole = played(arc, &recorded, 0, 750 * 20);
  for (const std::int64_t from : {1, 777, 4000, 12345}) {
    const auto part = played(arc, &recorded, from, 1500);
    for (std::size_t ear = 0; ear < 2; ++ear) {
      const auto first = whole[ear].begin() + from * 64;
      EXPECT_TRUE(std::equal(part[ear].begin(), part[ear].end(), first)) << from;
    }
  }
}

// At the level of the model, over a minute and a half at rest.
TEST(RecordedBody, HasItsLevel) {
  const programme::Recordings recorded = recordings();
  const auto level = [&](Recorded what) {
    const auto ears = played(arc_of(only(what)), &recorded, 0, 750 * 90);
    const double square = 0.5 * (test::mean_square(ears[0]) + test::mean_square(ears[1]));
    return 10.0 * std::log10(square / (20e-6 * 20e-6));
  };
  EXPECT_NEAR(level(Recorded::heart), body::kHeartLevel.value(), 0.5);
  EXPECT_NEAR(level(Recorded::breath), body::kBreathLevel.value(), 0.5);
  EXPECT_NEAR(level(Recorded::steps), body::kThudLevel.value(), 0.5);
}

TEST(RecordedBody, PlaysAtTheModelsMomentsWithoutRepeats) {
  const programme::Recordings recorded = recordings();
  const scene::Arc arc = arc_of(only(Recorded::steps));
  const auto ears = played(arc, &recorded, 0, 750 * 60);
  const Alone model = alone(only(Recorded::steps), 31, 60.0);
  const auto& takes = *recorded.of(Recorded::steps);
  std::vector<std::size_t> order;
  for (const body::Step& step : model.steps) {
    const Curve own = part_of(ears[0], step.frame, 0.3);
    std::size_t best = 0;
    double most = -1.0;
    for (std::size_t i = 0; i < takes.size(); ++i) {
      const Curve whole(takes[i][0].begin(), takes[i][0].end());
      const double alike = likeness(own, whole, 0);
      if (alike > most) best = i;
      most = std::max(most, alike);
    }
    EXPECT_GT(most, 0.99) << "a take, whole, where a step falls";
    order.push_back(best);
  }
  ASSERT_GT(order.size(), 80u);
  for (std::size_t i = 1; i < order.size(); ++i) EXPECT_NE(order[i], order[i - 1]);
}

TEST(RecordedBody, ParsTheEarsOfMonoTakesAndKeepsThoseOfStereo) {
  const programme::Recordings mono = recordings(1), stereo = recordings(2);
  for (const Recorded what : {Recorded::heart, Recorded::breath, Recorded::steps}) {
    const scene::Arc arc = arc_of(only(what));
    const double parted = coherence(played(arc, &mono, 0, 750 * 60));
    EXPECT_GT(parted, 0.3) << name_of(what);
    EXPECT_LT(parted, 0.95) << name_of(what);
    EXPECT_LT(coherence(played(arc, &stereo, 0, 750 * 60)), 0.3) << "two unlike channels";
  }
}

// A breath that is longer than its cycle ends where the next begins.
TEST(RecordedBody, BreathesOneBreathAtATime) {
  body::RawTake even = take(1, 3.2, 1);
  std::mt19937 random(1);
  std::normal_distribution<float> normal(0.0f, 0.1f);
  for (float& x : even.sound[0]) x = normal(random);
  programme::Recordings recorded;
  recorded.add(Recorded::breath, programme::recorded_takes(Recorded::breath, {even}, kRate));
  scene::BodySetting fast = only(Recorded::breath);
  fast.breath_per_min = 60.0;
  const auto ears = played(arc_of(fast), &recorded, 0, 750 * 30);
  const auto slow = played(arc_of(only(Recorded::breath)), &recorded, 0, 750 * 30);
  const double more_db = 10.0 * std::log10(test::mean_square(ears[0]) / test::mean_square(slow[0]));
  EXPECT_LT(more_db, 2.5) << "3.2 s of 4 are now 1 s of 1; 6 dB if they overlapped";
}

TEST(RecordedBody, LeavesSourcesWithoutTakesToTheirModels) {
  programme::Recordings recorded;
  recorded.add(Recorded::heart,
               programme::recorded_takes(Recorded::heart, {take(1, 0.5, 1)}, kRate));
  const scene::Arc arc = arc_of(only(Recorded::breath));
  EXPECT_EQ(played(arc, &recorded, 0, 1500), played(arc, nullptr, 0, 1500));
  const scene::Arc heart = arc_of(only(Recorded::heart));
  EXPECT_NE(played(heart, &recorded, 0, 1500), played(heart, nullptr, 0, 1500));
}

TEST(RecordedShots, GiveEachEventATakeOfItsOwn) {
  const programme::Recordings recorded = recordings();
  RecordedShots shots(&recorded, 31);
  using Kind = scene::OwnSound::Kind;
  EXPECT_FALSE(shots.place(Kind::cloth, {0, 1.0f}, {true, true})) << "no takes of it";
  for (std::int64_t n = 0; n < 6; ++n) {
    EXPECT_TRUE(shots.place(Kind::jaw, {n * 48000, 1.0f}, {true, n != 0}));
  }
  std::array<std::vector<body::Shots>, 2> events;
  shots.add_to(events, 2);
  EXPECT_EQ(events[0].size(), 6u) << "all takes, each once";
  EXPECT_EQ(events[1].size(), 5u) << "the first came in the left ear alone";
}

}  // namespace
}  // namespace otoscape::render::inside
