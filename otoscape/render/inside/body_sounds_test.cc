// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/body_sounds.h"

#include <gtest/gtest.h>

#include "otoscape/render/inside/body_test_support.h"

// Minutes of each source of the body: that successive events differ as bodies do. The limits of
// likeness: below 0.3 events are not of one source, above 0.97 they are copies.

namespace otoscape::render::inside {
namespace {

using namespace test_support;

scene::BodySetting heart(bool film = false) {
  scene::BodySetting setting;
  setting.heart = Decibels(0);
  setting.film_heart = film;
  return setting;
}
scene::BodySetting breath(bool mouth) {
  scene::BodySetting setting;
  setting.breath = Decibels(0);
  setting.mouth = mouth;
  return setting;
}
scene::BodySetting steps(scene::Floor floor) {
  scene::BodySetting setting;
  setting.thuds = Decibels(0);
  setting.floor = floor;
  return setting;
}

double both_ears_db_spl(const std::array<Sound, 2>& ears) {
  const double square = 0.5 * (test::mean_square(ears[0]) + test::mean_square(ears[1]));
  return 10.0 * std::log10(square / (20e-6 * 20e-6));
}

TEST(BodySounds, HeartsBeatDifferentlyFromBeatToBeat) {
  for (const std::uint64_t seed : kSeeds) {
    const Alone all = alone(heart(), seed);
    std::vector<Curve> beats;
    Curve levels, apart;
    for (const body::Beat& beat : all.beats) {
      const Curve own = part_of(all.ears[0], beat.frame, 0.62);
      beats.push_back(slower(own));
      levels.push_back(level_db(own));
      apart.push_back(level_db(own) - level_db(part_of(all.ears[1], beat.frame, 0.62)));
    }
    const Likeness alike = likeness_of(beats, 48);
    EXPECT_GT(alike.low, 0.3) << seed;
    EXPECT_LT(alike.high, 0.97) << seed;
    EXPECT_LT(most_alike(beats), 0.985) << seed;
    EXPECT_GT(deviation(levels), 0.8);
    EXPECT_LT(deviation(levels), 3.0);
    double mean = 0.0;
    for (double db : apart) mean += db / static_cast<double>(apart.size());
    EXPECT_GT(mean, 0.5) << seed;
    EXPECT_LT(mean, 3.0) << seed;
    EXPECT_LT(strongest_third(all.ears[0]), 0.35);
  }
}

// Published for adults at rest: about 50 ms; half of it and less under stress.
TEST(BodySounds, HeartsFollowBreathLessUnderStress) {
  const auto spread_ms = [](double stress) {
    const scene::Arc arc = arc_of(heart(), stress);
    BodyPlan<ArcPace> plan(ArcPace(arc), body_keys(31), kRate.value());
    Curve between;
    std::int64_t last = plan.beat(0, 0.0).frame;
    for (std::int64_t n = 1; n < 200; ++n) {
      const std::int64_t at = plan.beat(n, static_cast<double>(last) / kRate.value()).frame;
      between.push_back(static_cast<double>(at - last) / 48.0);
      last = at;
    }
    return deviation(between);
  };
  EXPECT_NEAR(spread_ms(0.0), 35.0, 12.0);
  EXPECT_NEAR(spread_ms(0.8), 11.0, 5.0);
}

TEST(BodySounds, StepsDifferOnEveryFloor) {
  using scene::Floor;
  for (const Floor floor : {Floor::wood, Floor::stone, Floor::carpet, Floor::gravel}) {
    const bool hard = floor == Floor::wood || floor == Floor::stone;
    for (const std::uint64_t seed : kSeeds) {
      const Alone all = alone(steps(floor), seed);
      std::vector<Curve> each, waves;
      Curve levels, intervals;
      for (const body::Step& step : all.steps) {
        const Curve own = part_of(all.ears[0], step.frame - 480, 0.33);
        waves.push_back(slower(own));
        each.push_back(hard ? waves.back() : envelope(own, 0.005));
        levels.push_back(level_db(own));
        intervals.push_back(step.interval_s);
      }
      const Likeness alike = likeness_of(each, hard ? 48 : 2);
      EXPECT_GT(alike.low, 0.3) << static_cast<int>(floor) << " " << seed;
      EXPECT_LT(alike.high, 0.97) << static_cast<int>(floor) << " " << seed;
      EXPECT_LT(most_alike(waves), 0.985) << static_cast<int>(floor) << " " << seed;
      EXPECT_GT(deviation(levels), 0.8);
      EXPECT_LT(deviation(levels), 3.0);
      EXPECT_NEAR(deviation(intervals) / 0.6, 0.03, 0.01);
      EXPECT_GT(coherence(all.ears), 0.3);
      EXPECT_LT(coherence(all.ears), 0.98);
      EXPECT_LT(strongest_third(all.ears[0]), 0.35);
      EXPECT_GT(test::energy_of(spectrum_of(all.ears[0]), kRate.value()).width_oct(), 2.0);
    }
  }
}

// Heel and toe: the level falls between them.
TEST(BodySounds, StepsTouchTwice) {
  const Alone all = alone(steps(scene::Floor::stone), 31);
  double gap = 0.0, toe = 0.0;  // re the heel, in dB
  for (const body::Step& step : all.steps) {
    Curve levels(28);
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const auto at = step.frame + static_cast<std::int64_t>(i) * 240;
      levels[i] = level_db(part_of(all.ears[0], at, 0.005));
    }
    const double heel = *std::max_element(levels.begin(), levels.begin() + 6);
    const auto quietest = std::min_element(levels.begin() + 6, levels.begin() + 20);
    const auto count = static_cast<double>(all.steps.size());
    gap += (*quietest - heel) / count;
    toe += (*std::max_element(quietest, levels.end()) - heel) / count;
  }
  EXPECT_LT(gap, -12.0);
  EXPECT_LT(toe, -4.0);
  EXPECT_GT(toe, -14.0);
}

TEST(BodySounds, BreathsDifferAndFallWithFrequency) {
  for (const bool mouth : {false, true}) {
    for (const std::uint64_t seed : kSeeds) {
      const Alone all = alone(breath(mouth), seed);
      std::vector<Curve> each;
      Curve in, out;
      for (const body::BreathCycle& cycle : all.breaths) {
        const body::BreathShape shape(body_keys(seed).breath, cycle, kRate.value());
        const double length = static_cast<double>(cycle.frames) / kRate.value();
        if (cycle.end() > static_cast<std::int64_t>(all.ears[0].size())) continue;
        each.push_back(resized(envelope(part_of(all.ears[0], cycle.frame, length), 0.010), 300));
        if (shape.kind() == body::BreathKind::sigh) continue;
        in.push_back(level_db(part_of(all.ears[0], cycle.frame, shape.in() * length)));
        const auto from = cycle.frame + std::llround(shape.out_from() * length * kRate.value());
        const double lasts = (shape.out_to() - shape.out_from()) * length;
        out.push_back(level_db(part_of(all.ears[0], from, lasts)));
      }
      const Likeness alike = likeness_of(each, 10);
      EXPECT_GT(alike.low, 0.3) << mouth << " " << seed;
      EXPECT_LT(alike.high, 0.97) << mouth << " " << seed;
      EXPECT_LT(most_alike(each), 0.985) << mouth << " " << seed;
      for (const Curve& levels : {in, out}) {
        EXPECT_GT(deviation(levels), 0.8);
        EXPECT_LT(deviation(levels), 3.0);
      }
      EXPECT_GT(coherence(all.ears), 0.3);
      EXPECT_LT(coherence(all.ears), 0.98);
      const auto bands = third_octaves(all.ears[0], 500.0, 5100.0);
      const auto density = [](const std::pair<double, double>& band) {
        return 10.0 * std::log10(band.second / band.first);
      };
      const double octaves = static_cast<double>(bands.size() - 1) / 3.0;
      const double fall = (density(bands.front()) - density(bands.back())) / octaves;
      EXPECT_GT(fall, 6.0) << mouth;
      EXPECT_LT(fall, 12.0) << mouth;
      for (std::size_t i = 0; i + 1 < bands.size(); ++i) {
        EXPECT_LT(std::abs(density(bands[i]) - density(bands[i + 1])), 8.0) << bands[i].first;
      }
    }
  }
}

// What heart_db and its like are counted from: over three minutes, at rest.
TEST(BodySounds, HaveTheirLevels) {
  const auto level = [](const scene::BodySetting& setting) {
    double square = 0.0;
    for (const std::uint64_t seed : kSeeds) {
      square += std::pow(10.0, both_ears_db_spl(alone(setting, seed).ears) / 10.0) / 3.0;
    }
    return 10.0 * std::log10(square);
  };
  EXPECT_NEAR(level(heart()), body::kHeartLevel.value(), 0.6);
  EXPECT_NEAR(level(heart(true)), body::kHeartLevel.value(), 0.6);
  for (const bool mouth : {false, true}) {
    EXPECT_NEAR(level(breath(mouth)), body::kBreathLevel.value(), 0.6) << mouth;
  }
  for (int floor = 0; floor < 4; ++floor) {
    EXPECT_NEAR(level(steps(static_cast<scene::Floor>(floor))), body::kThudLevel.value(), 0.4)
        << floor;
  }
}

// Wherever a region begins.
TEST(BodySounds, AreAFunctionOfTheFrame) {
  scene::BodySetting setting = heart();
  setting.breath = setting.thuds = Decibels(0);
  setting.floor = scene::Floor::gravel;
  const scene::Arc arc = arc_of(setting, 0.4);
  constexpr std::int64_t kQuanta = 750 * 20;
  const auto whole = play(arc, 5, 0, kQuanta);
  for (const std::int64_t from : {1, 777, 4000, 12345}) {
    const auto part = play(arc, 5, from, 1500);
    for (std::size_t ear = 0; ear < 2; ++ear) {
      const auto first = whole[ear].begin() + from * 64;
      EXPECT_TRUE(std::equal(part[ear].begin(), part[ear].end(), first)) << from;
    }
  }
}

// The first step of a walk and the last are softer; before and after there is none.
TEST(BodySounds, WalksBeginAndEndWhereTheSceneSays) {
  std::vector<scene::Keyframe> keyframes(3);
  keyframes[1].time = Seconds(2.0);
  keyframes[1].body = steps(scene::Floor::wood);
  keyframes[2].time = Seconds(8.0);
  keyframes[2].body = scene::BodySetting{};
  const scene::Arc arc(keyframes);
  const auto ears = play(arc, 3, 0, 750 * 11);
  EXPECT_EQ(level_db(part_of(ears[0], 0, 1.9)), -300.0);
  EXPECT_GT(level_db(part_of(ears[0], 3 * 48000, 4.0)), -60.0);
  EXPECT_EQ(level_db(part_of(ears[0], 9 * 48000, 1.9)), -300.0);
  BodyPlan<ArcPace> plan(ArcPace(arc), body_keys(3), kRate.value());
  int ends = 0;
  for (std::int64_t n = 0; n < 20; ++n) ends += plan.step(n, 0.0).at_end ? 1 : 0;
  EXPECT_GE(ends, 2);
}

}  // namespace
}  // namespace otoscape::render::inside
