// SPDX-License-Identifier: Apache-2.0
#include "otoscape/tinnitus/ringing_voice.h"

#include <gtest/gtest.h>

#include <random>

#include "otoscape/tinnitus/ringing_test_support.h"

namespace otoscape::tinnitus {
namespace {

using namespace ringing_test;

TickDrive drive_at(std::int64_t tick) {
  const auto gain = [](std::int64_t t) {
    return static_cast<float>(0.7 + 0.2 * std::sin(static_cast<double>(t) * 0.01));
  };
  const auto cycles = static_cast<double>(tick) * 0.0016;
  return {gain(tick), gain(tick + 1), cycles, cycles + 0.0016};
}

double correlation(const Sound& a, const Sound& b) {
  double sum = 0.0;
  for (std::size_t n = 0; n < a.size(); ++n) {
    sum += static_cast<double>(a[n]) * static_cast<double>(b[n]);
  }
  return sum / static_cast<double>(a.size()) /
         std::sqrt(test::mean_square(a) * test::mean_square(b));
}

// Everything that moves, in every family: holds, glides of pitch, width and level, gaps, edges.
RingingScore eventful(Family family) {
  RingingScore score = score_of(family, {held(3, 1.0, 4000.0, 0.2, 40.0)});
  const std::int64_t end = 3 + score.spans[0].ticks;
  score.spans.push_back({end, 1001, 4000.0, 7000.0, 0.2, 1.0, 40.0, 55.0, false, true});
  score.spans.push_back({end + 1200, 777, 300.0, 120.0, 1.0, 0.5, 50.0, 20.0, true, false});
  score.spans.push_back({end + 1977, 900, 120.0, 120.0, 0.5, 0.5, 20.0, 20.0, false, true});
  score.spans[0].roughness_to = 0.6;
  score.spans[1].roughness_from = 0.6;
  score.drift = true;
  return score;
}

class AnyFamily : public testing::TestWithParam<Family> {};

// A region may start anywhere, in another voice, on another thread.
TEST_P(AnyFamily, EveryTickHasTheSameBitsInAnyOrder) {
  constexpr std::int64_t kTicks = 3700;
  const RingingVoice voice(Hertz(kRateHz), kTick, eventful(GetParam()));
  std::vector<Sound> ticks(kTicks, Sound(kTick));
  Movement::Stretch last;  // which the ticks in any order have none of
  for (std::int64_t t = 0; t < kTicks; ++t) voice.add(t, drive_at(t), ticks[t], last);
  const RingingVoice other(Hertz(kRateHz), kTick, eventful(GetParam()));
  std::mt19937 random(5);
  for (int i = 0; i < 6000; ++i) {
    const std::int64_t tick = random() % kTicks;
    Sound again(kTick);
    other.add(tick, drive_at(tick), again);
    ASSERT_EQ(again, ticks[static_cast<std::size_t>(tick)]) << tick;
    const bool silent = std::all_of(again.begin(), again.end(), [](float x) { return x == 0.0f; });
    ASSERT_EQ(silent, voice.silent_at(tick)) << tick;
  }
}

INSTANTIATE_TEST_SUITE_P(All, AnyFamily,
                         testing::Values(Family::tone, Family::noise, Family::pulsatile,
                                         Family::low_fluctuating, Family::crickets));

// Rates whose ticks are no whole vectors, and longer than a row.
TEST(RingingVoice, TicksOfAnyLengthRingAlike) {
  constexpr std::int64_t kFrames = 96 * 37 * 20;
  auto score = score_of(Family::crickets, {{0, kFrames / 96, 5000.0, 5000.0, 0.1, 0.1, 40, 40}});
  const Sound longer = ring(RingingVoice(Hertz(kRateHz), 96, score), kFrames / 96, 96);
  score.spans[0].ticks = kFrames / 37;
  const Sound shorter = ring(RingingVoice(Hertz(kRateHz), 37, score), kFrames / 37, 37);
  EXPECT_EQ(longer, shorter);
}

TEST(RingingVoice, AToneHasItsPitch) {
  const Sound x = ring(score_of(Family::tone, {held(0, 5.0, 6000.0, 0.0, 40.0)}), 5.0);
  for (double hz : pitches(x, 6000.0, 1.0)) ASSERT_NEAR(hz, 6000.0, 0.001);
}

TEST(RingingVoice, EarsHaveNoiseOfTheirOwnUnlessTheyShareAKey) {
  const std::vector<RingingSpan> spans = {held(0, 20.0, 6000.0, 1.0 / 3.0, 40.0)};
  const Sound left = ring(score_of(Family::noise, spans, 1), 20.0);
  const Sound right = ring(score_of(Family::noise, spans, 2), 20.0);
  EXPECT_LT(std::abs(correlation(left, right)), 0.02);
  EXPECT_EQ(left, ring(score_of(Family::noise, spans, 1), 20.0));
}

// Frequency that moves within a tick leaks less than frequency in steps, which is the control. What
// is left at 50 ms, −104 dB, is the corners where the glide starts and ends.
TEST(RingingVoice, AGlideStaysInItsOctave) {
  const auto leak = [](double seconds, bool stepped) {
    RingingSpan glide = held(300, seconds, 3000.0, 0.0, 60.0);
    const RingingSpan after = held(300 + glide.ticks, 0.6, 6000.0, 0.0, 60.0);
    std::vector<RingingSpan> spans = {held(0, 0.4, 3000.0, 0.0, 60.0)};
    glide.pitch_to_hz = 6000.0;
    if (!stepped) spans.push_back(glide);
    for (std::int64_t t = 0; stepped && t < glide.ticks; ++t) {
      RingingSpan step = held(300 + t, 1.0, 3000.0 * std::exp2((t + 0.5) / glide.ticks), 0.0, 60.0);
      step.ticks = 1;
      spans.push_back(step);
    }
    spans.push_back(after);
    return test::outside_db(ring(score_of(Family::tone, spans), 1.0 + seconds), kRateHz, 1500.0,
                            12000.0);
  };
  EXPECT_LT(leak(0.05, false), -100.0);
  EXPECT_GT(leak(0.05, true), -95.0);
  EXPECT_LT(leak(1.0, false), -120.0);
}

TEST(RingingVoice, LevelsGlideInDecibels) {
  RingingSpan span = held(0, 4.0, 3000.0, 0.0, 20.0);
  span.level_to_db_spl = 60.0;
  const Sound x = ring(score_of(Family::tone, {span}), 4.0);
  for (double s : {0.5, 1.0, 2.0, 3.5}) {
    const auto middle = std::span(x).subspan(static_cast<std::size_t>(s * kRateHz) - 480, 960);
    EXPECT_NEAR(test::level_db_spl(middle), 20.0 + 10.0 * s, 0.05) << s;
  }
}

// 10 ms inside each edge, to zero; without fades the same tone clicks.
TEST(RingingVoice, EdgesFadeWhereAsked) {
  RingingSpan span = held(300, 0.6, 1000.0, 0.0, 60.0);
  const auto spill = [&] {
    return test::outside_db(ring(score_of(Family::tone, {span}), 1.4), kRateHz, 500.0, 2000.0);
  };
  EXPECT_GT(spill(), -60.0);
  span.fades_in = span.fades_out = true;
  EXPECT_LT(spill(), -75.0);
  const Sound x = ring(score_of(Family::tone, {span}), 1.4);
  const std::size_t first = 300 * kTick,
                    last = first + static_cast<std::size_t>(span.ticks) * kTick;
  EXPECT_EQ(x[first], 0.0f);
  EXPECT_EQ(x[last - 1], 0.0f);
  const double inside = test::mean_square(std::span(x).subspan(first + 480, 4800));
  EXPECT_NEAR(10.0 * std::log10(inside / 4e-10), 60.0, 0.05);
}

TEST(RingingVoice, ReachesWhatItIsDrivenWith) {
  const RingingVoice voice(Hertz(kRateHz), kTick,
                           score_of(Family::tone, {held(0, 1.0, 6000.0, 0.0, 40.0)}));
  Sound twice(kTick), once(kTick), none(kTick);
  voice.add(9, {2.0, 2.0}, twice);
  voice.add(9, {1.0, 1.0}, once);
  voice.add(9, {0.0, 0.0}, none);
  for (int n = 0; n < kTick; ++n) {
    EXPECT_EQ(twice[static_cast<std::size_t>(n)], 2.0f * once[static_cast<std::size_t>(n)]);
  }
  EXPECT_EQ(none, Sound(kTick));
}

// What a file's rate cannot hold is silent; it must not come back at another pitch.
TEST(RingingVoice, APitchAboveTheRateIsSilent) {
  const auto score = score_of(Family::tone, {held(0, 1.0, 6000.0, 0.0, 60.0)});
  const Sound x = ring(RingingVoice(Hertz(8000.0), kTick, score), 100);
  EXPECT_EQ(x, Sound(x.size()));
}

// Cells cannot be narrower than a frame: noise ends up white, its level as asked.
TEST(RingingVoice, AbsurdWidthsKeepTheirLevel) {
  const Sound x = ring(score_of(Family::noise, {held(0, 10.0, 8000.0, 9.0, 60.0)}), 10.0);
  EXPECT_NEAR(test::level_db_spl(x), 60.0, 0.1);
  const Sound thin = ring(score_of(Family::low_fluctuating, {held(0, 2.0, 200.0, 0.0, 60.0)}), 2.0);
  EXPECT_TRUE(std::isfinite(test::level_db_spl(thin)));
}

}  // namespace
}  // namespace otoscape::tinnitus
