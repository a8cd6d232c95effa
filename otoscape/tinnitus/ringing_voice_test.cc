// SPDX-License-Identifier: Apache-2.0
#include "otoscape/tinnitus/ringing_voice.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "tests/support/modulation.h"

namespace otoscape::tinnitus {
namespace {

using Sound = std::vector<float>;
constexpr double kRateHz = 48000.0;
constexpr int kTick = 64;
constexpr double kTicksPerSecond = kRateHz / kTick;

RingingSpan held(std::int64_t first_tick, double seconds, double hz, double oct, double db_spl) {
  const auto ticks = static_cast<std::int64_t>(seconds * kTicksPerSecond);
  return {first_tick, ticks, hz, hz, oct, oct, db_spl, db_spl, false, false};
}

RingingScore score_of(Family family, std::vector<RingingSpan> spans, std::uint64_t key = 1) {
  return {family, dsp::hash(key, 3), false, false, std::move(spans)};
}

TickDrive drive_at(std::int64_t tick) {
  const auto gain = [](std::int64_t t) {
    return static_cast<float>(0.7 + 0.2 * std::sin(static_cast<double>(t) * 0.01));
  };
  const auto cycles = static_cast<double>(tick) * 0.0016;
  return {gain(tick), gain(tick + 1), cycles, cycles + 0.0016};
}

Sound ring(const RingingVoice& voice, std::int64_t ticks, int tick_frames = kTick) {
  const auto step = static_cast<std::size_t>(tick_frames);
  Sound sound(static_cast<std::size_t>(ticks) * step);
  for (std::int64_t t = 0; t < ticks; ++t) {
    voice.add(t, {}, std::span(sound).subspan(static_cast<std::size_t>(t) * step, step));
  }
  return sound;
}

Sound ring(const RingingScore& score, double seconds) {
  return ring(RingingVoice(Hertz(kRateHz), kTick, score),
              static_cast<std::int64_t>(seconds * kTicksPerSecond));
}

// Mean frequency of a tone near `hz` in each stretch of so many seconds.
std::vector<double> pitches(const Sound& x, double hz, double seconds) {
  constexpr std::size_t kPiece = 480;  // short enough that no drift turns it by half a turn
  std::vector<double> turns;           // of the tone against hz, at each piece
  std::complex<double> before = 1.0;
  for (std::size_t n = 0; n + kPiece <= x.size(); n += kPiece) {
    std::complex<double> sum = 0.0;
    for (std::size_t i = n; i < n + kPiece; ++i) {
      const double phase = -2.0 * std::numbers::pi * hz * static_cast<double>(i) / kRateHz;
      sum += std::polar(static_cast<double>(x[i]), phase);
    }
    const double moved = std::arg(sum / before) / (2.0 * std::numbers::pi);
    turns.push_back(turns.empty() ? 0.0 : turns.back() + moved);
    before = sum;
  }
  const auto step = static_cast<std::size_t>(seconds * kRateHz / kPiece);
  std::vector<double> result;
  for (std::size_t k = 0; k + step < turns.size(); ++k) {
    result.push_back(hz + (turns[k + step] - turns[k]) / seconds);
  }
  return result;
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

// Levels of each tenth of a second.
std::vector<double> levels(const Sound& x) {
  std::vector<double> all;
  constexpr std::size_t kPiece = 4800;
  for (std::size_t n = 0; n + kPiece <= x.size(); n += kPiece)
    all.push_back(test::level_db_spl(std::span(x).subspan(n, kPiece)));
  return all;
}

double mean_of(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

// Mean product of what two rows deviate from their means.
double product(const std::vector<double>& a, const std::vector<double>& b) {
  const double mean_a = mean_of(a), mean_b = mean_of(b);
  double sum = 0.0;
  for (std::size_t n = 0; n < a.size(); ++n) sum += (a[n] - mean_a) * (b[n] - mean_b);
  return sum / static_cast<double>(a.size());
}

double deviation(const std::vector<double>& x) { return std::sqrt(product(x, x)); }

// Pitch and level move and return: the pitch by less than 0.7 % in any second, the level by 1 to
// 1.6 dB, at most 5.2 (3.47 times 1.5).
TEST(RingingVoice, DriftStaysNearThePitch) {
  auto score = score_of(Family::tone, {held(0, 600.0, 6000.0, 0.0, 40.0)});
  score.drift = true;
  const Sound x = ring(score, 600.0);
  double most = 0.0;
  const auto seconds = pitches(x, 6000.0, 1.0);
  for (double hz : seconds) most = std::max(most, std::abs(hz / 6000.0 - 1.0));
  EXPECT_LT(most, 0.007);
  EXPECT_GT(most, 0.002);  // it does drift
  EXPECT_NEAR(mean_of(seconds), 6000.0, 1.0);
  const auto level = levels(x);
  EXPECT_LT(std::max(std::ranges::max(level) - 40.0, 40.0 - std::ranges::min(level)), 5.5);
  EXPECT_NEAR(deviation(level), 1.3, 0.3);
  EXPECT_NEAR(test::level_db_spl(x), 40.0, 0.3);
}

// Over a minute, in any layer and ear; two ears move each by itself.
TEST(RingingVoice, DriftMovesTheLevelWithinAMinute) {
  std::vector<std::vector<double>> ears;
  for (const std::uint64_t key : {1, 2, 3, 4, 5, 6}) {
    auto score = score_of(Family::tone, {held(0, 60.0, 6000.0, 0.0, 40.0)}, key);
    EXPECT_LT(deviation(levels(ring(score, 60.0))), 0.01) << key;
    score.drift = true;
    ears.push_back(levels(ring(score, 60.0)));
    EXPECT_GT(deviation(ears.back()), 0.7) << key;
    EXPECT_LT(deviation(ears.back()), 2.0) << key;
  }
  double sum = 0.0;
  for (std::size_t k = 1; k < ears.size(); ++k) {
    const double together = product(ears[0], ears[k]) / (deviation(ears[0]) * deviation(ears[k]));
    sum += std::abs(together);
  }
  EXPECT_LT(sum / 5.0, 0.5);
}

// The strongest line within 0.5 Hz of `hz`, dB SPL, by a Hann window.
double line_db_spl(const Sound& x, double hz) {
  std::complex<double> sum = 0.0;
  for (std::size_t n = 0; n < x.size(); ++n) {
    const auto part = static_cast<double>(n) / static_cast<double>(x.size());
    sum += (1.0 - std::cos(2.0 * std::numbers::pi * part)) *
           std::polar(static_cast<double>(x[n]),
                      -2.0 * std::numbers::pi * hz * static_cast<double>(n) / kRateHz);
  }
  const double rms = std::numbers::sqrt2 * std::abs(sum) / static_cast<double>(x.size());
  return 20.0 * std::log10(rms / 20e-6);
}

TEST(RingingVoice, RoughnessIsASecondLineThatBeats) {
  for (const double roughness : {0.35, 0.6, 1.0}) {
    auto score = score_of(Family::tone, {held(0, 30.0, 6000.0, 0.0, 40.0)});
    score.spans[0].roughness_from = score.spans[0].roughness_to = roughness;
    const Sound x = ring(score, 30.0);
    EXPECT_NEAR(test::level_db_spl(x), 40.0, 0.05) << roughness;
    const double share = roughness * roughness / (1.0 + roughness * roughness);
    EXPECT_NEAR(line_db_spl(x, 6000.0), 40.0 + 10.0 * std::log10(1.0 - share), 0.1) << roughness;
    // The intensity beats 4 to 9 times a second, a little before or after time.
    const auto beats =
        test::fluctuation(test::spectrum(std::span(x).first(std::size_t{1} << 20)), kRateHz);
    EXPECT_NEAR(std::sqrt(beats.in(2.5, 10.5)), std::sqrt(2.0 * share * (1.0 - share)), 0.03);
    EXPECT_GT(beats.line(1.0, 40.0).hz, 3.5) << roughness;
    EXPECT_LT(beats.line(1.0, 40.0).hz, 9.5) << roughness;
    EXPECT_LT(beats.line(1.0, 40.0).share, 0.8) << roughness;
    // In soft ringing nothing is rough.
    score.soft = true;
    score.spans[0].pitch_from_hz = score.spans[0].pitch_to_hz = 1000.0;
    EXPECT_LT(deviation(levels(ring(score, 30.0))), 0.01);
  }
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
