// SPDX-License-Identifier: Apache-2.0
// Are the five families five? Each is told from the others by a decision tree over what is measured
// of a minute of its sound, and ceases to be itself without what makes it so.

#include <gtest/gtest.h>

#include "otoscape/tinnitus/ringing_voice.h"
#include "tests/support/modulation.h"

namespace otoscape::tinnitus {
namespace {

constexpr double kRateHz = 32768.0;  // so that a minute is a power of two of frames
constexpr int kTick = 64;
constexpr std::int64_t kTicks = (1 << 21) / kTick;  // 64 s
constexpr double kLevel = 50.0;

RingingScore typical(Family family, std::uint64_t key) {
  RingingSpan span{0, kTicks};
  const auto make = [&](double hz, double oct) {
    span.pitch_from_hz = span.pitch_to_hz = hz;
    span.width_from_oct = span.width_to_oct = oct;
  };
  if (family == Family::noise) make(6000.0, 1.0 / 3.0);
  if (family == Family::pulsatile) make(180.0, 1.0);
  if (family == Family::low_fluctuating) make(250.0, 1.0);
  if (family == Family::crickets) make(5000.0, 1.0 / 12.0);
  span.level_from_db_spl = span.level_to_db_spl = kLevel;
  return {family, dsp::hash(key, 7), false, false, {span}};
}

std::vector<float> ring(const RingingScore& score, double beats_per_s = 70.0 / 60.0) {
  const RingingVoice voice(Hertz(kRateHz), kTick, score);
  std::vector<float> sound(static_cast<std::size_t>(kTicks) * kTick);
  for (std::int64_t tick = 0; tick < kTicks; ++tick) {
    const double cycles = beats_per_s * static_cast<double>(tick) * kTick / kRateHz;
    const TickDrive drive{1.0, 1.0, cycles, cycles + beats_per_s * kTick / kRateHz};
    voice.add(tick, drive, std::span(sound).subspan(static_cast<std::size_t>(tick) * kTick, kTick));
  }
  return sound;
}

// Limits far from what the families measure: noise has a `slow` of 0.08, those that move 0.8 and
// more, crickets asked to be soft 0.25.
Family sort(const test::Features& f) {
  if (f.energy.width_oct() < 0.01) return Family::tone;
  if (f.slow < 0.18) return Family::noise;
  if (f.fast_line.share > 0.2) return Family::crickets;
  if (f.slow_line.share > 0.25) return Family::pulsatile;
  return Family::low_fluctuating;
}

class Families : public testing::TestWithParam<std::uint64_t> {
 protected:
  test::Features measure(Family family, double level_tolerance_db) {
    const auto sound = ring(typical(family, GetParam()));
    EXPECT_NEAR(test::level_db_spl(sound), kLevel, level_tolerance_db);
    const auto f = test::features_of(sound, kRateHz);
    EXPECT_EQ(sort(f), family);
    return f;
  }
};

TEST_P(Families, AToneIsALine) {
  const auto f = measure(Family::tone, 0.01);
  EXPECT_NEAR(f.energy.centroid_hz, 6000.0, 1.0);
  EXPECT_LT(f.slow, 0.001);
}

TEST_P(Families, NoiseIsSteady) {
  const auto f = measure(Family::noise, 0.1);
  EXPECT_NEAR(f.energy.centroid_hz, 6000.0, 12.0);
  EXPECT_NEAR(f.energy.width_oct(), 0.458, 0.01);
  EXPECT_LT(f.slow, 0.09);
}

TEST_P(Families, PulsatileBeatsWithTheHeart) {
  const auto f = measure(Family::pulsatile, 0.2);
  EXPECT_NEAR(f.energy.centroid_hz, 180.0, 5.0);
  EXPECT_NEAR(f.slow_line.hz, 70.0 / 60.0, 0.02);
  EXPECT_NEAR(f.slow_line.share, 0.36, 0.04);
}

TEST_P(Families, LowFluctuatingWandersWithoutARhythm) {
  const auto f = measure(Family::low_fluctuating, 0.7);
  EXPECT_NEAR(f.energy.centroid_hz, 251.0, 5.0);
  EXPECT_GT(f.slow, 0.7);
  EXPECT_LT(f.slow_line.share, 0.18);
}

TEST_P(Families, CricketsChirpInTrains) {
  const auto f = measure(Family::crickets, 0.2);
  EXPECT_NEAR(f.energy.centroid_hz, 5000.0, 3.0);
  EXPECT_NEAR(f.slow_line.hz, 3.0, 0.02);
  EXPECT_NEAR(f.slow_line.share, 0.88, 0.04);
  EXPECT_NEAR(f.fast_line.hz, 22.0, 0.05);
  EXPECT_NEAR(f.fast_line.share, 0.43, 0.03);
}

// They move, and still each is itself; only the metre of crickets is gone.
TEST_P(Families, EachIsItselfWhileItDrifts) {
  for (const Family family : {Family::tone, Family::noise, Family::pulsatile,
                              Family::low_fluctuating, Family::crickets}) {
    RingingScore score = typical(family, GetParam());
    score.drift = true;
    const auto sound = ring(score);
    EXPECT_NEAR(test::level_db_spl(sound), kLevel, 1.0) << static_cast<int>(family);
    const auto f = test::features_of(sound, kRateHz);
    if (family != Family::crickets) {
      EXPECT_EQ(f.energy.width_oct() < 0.01 ? Family::tone : sort(f), family);
      continue;
    }
    EXPECT_GT(f.fast, 0.9);
    EXPECT_GT(f.slow, 0.5);
    EXPECT_LT(f.fast_line.share, 0.1);  // 0.43 with a metronome
    EXPECT_LT(f.slow_line.share, 0.6);  // 0.88
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Families, testing::Values(1, 2, 3));

// The tree must see the beat, not the carrier.
TEST(FamiliesControl, PulsatileWithoutAPulseIsAnother) {
  const auto f = test::features_of(ring(typical(Family::pulsatile, 1), 0.0), kRateHz);
  EXPECT_NE(sort(f), Family::pulsatile);
}

TEST(FamiliesControl, CricketsWithoutPulsesAreAnother) {
  RingingScore score = typical(Family::noise, 1);
  score.spans[0].width_from_oct = score.spans[0].width_to_oct = 1.0 / 12.0;
  auto sound = ring(score);
  const Gate trains{0.05f, 0.95f, 0.0f, 0.0f, 0.49f, 0.06f};
  const dsp::PhaseRamp psi{0, dsp::to_phase(3.0 / kRateHz), 0};
  for (std::size_t n = 0; n < sound.size(); n += kTick) {
    dsp::Row gate;
    draw_gate(trains, {}, psi.from(n), kTick, gate);
    for (std::size_t i = 0; i < kTick; ++i) sound[n + i] *= gate.x[i];
  }
  const auto f = test::features_of(sound, kRateHz);
  EXPECT_NEAR(f.slow_line.hz, 3.0, 0.02);  // the trains are there
  EXPECT_NE(sort(f), Family::crickets);
}

// Softly: still crickets, less deep.
TEST(SoftFamilies, CricketsBeatLessDeeply) {
  RingingScore score = typical(Family::crickets, 1);
  score.soft = true;
  const auto sound = ring(score);
  const auto f = test::features_of(sound, kRateHz);
  EXPECT_EQ(sort(f), Family::crickets);
  EXPECT_NEAR(f.fast, 0.40, 0.05);
  EXPECT_NEAR(test::level_db_spl(sound), kLevel, 0.2);
}

TEST(SoftFamilies, HighTonesBecomeNoiseAsLoudAndLowOnesStay) {
  RingingScore score = typical(Family::tone, 1);
  score.soft = true;
  const auto high = ring(score);
  EXPECT_EQ(sort(test::features_of(high, kRateHz)), Family::noise);
  EXPECT_NEAR(test::level_db_spl(high), kLevel, 0.1);
  score.spans[0].pitch_from_hz = score.spans[0].pitch_to_hz = 1500.0;
  EXPECT_EQ(sort(test::features_of(ring(score), kRateHz)), Family::tone);
}

TEST(WideTones, AreNoise) {
  RingingScore score = typical(Family::tone, 1);
  score.spans[0].width_from_oct = score.spans[0].width_to_oct = 1.0 / 3.0;
  EXPECT_EQ(ring(score), ring(typical(Family::noise, 1)));
}

}  // namespace
}  // namespace otoscape::tinnitus
