// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/onset_level.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

namespace otoscape::loss {
namespace {

constexpr double kRate = 48000.0;
constexpr int kQuantum = 64;
constexpr std::size_t kFrames = 48000;

// The bank's early levels into the stage, and in which quanta which bands had an onset.
struct Onsets {
  explicit Onsets(const std::vector<float>& sound)
      : design(bank::GammatoneDesign::make(Hertz(kRate))) {
    Arena arena;
    const StreamSpec spec{Hertz(kRate), 1};
    bank::GammatoneBank filters;
    filters.prepare(design, spec, kQuantum, false, arena);
    OnsetLevel stage;
    stage.prepare(design, spec, kQuantum, arena);
    auto x = sound;
    for (std::size_t n = 0; n + kQuantum <= x.size(); n += kQuantum) {
      filters.analyse(PascalBlock({x.data() + n, nullptr}, 1, kQuantum), true);
      stage.process(filters.early());
      const auto power = stage.levels().power;
      powers.emplace_back(power.begin(), power.end());
      powers.back().resize(design.bands.size());
    }
  }
  // The number of quanta from `from_s` on in which any band has an onset.
  int count(double from_s) const {
    int quanta = 0;
    for (auto at = static_cast<std::size_t>(from_s * kRate / kQuantum); at < powers.size(); ++at) {
      quanta += std::ranges::any_of(powers[at], [](float p) { return p > 0.0f; }) ? 1 : 0;
    }
    return quanta;
  }

  bank::GammatoneDesign design;
  std::vector<std::vector<float>> powers;
};

std::vector<float> tone(double hz, std::size_t from, std::size_t to) {
  std::vector<float> x(kFrames);
  for (std::size_t n = from; n < to; ++n) {
    x[n] =
        static_cast<float>(std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(n) / kRate));
  }
  return x;
}

// Three milliseconds after a tone has begun, its own band knows its level within 1 dB; the band's
// fourth section is then 3 dB below it at 2 kHz, and its smoothed envelope 8 dB.
TEST(OnsetLevel, KnowsATonesLevelWithinThreeMilliseconds) {
  constexpr std::size_t kStart = 24000, kBand = 20;
  const double centre = bank::GammatoneDesign::make(Hertz(kRate)).bands[kBand].centre_hz;
  const Onsets onsets(tone(centre, kStart, kFrames));
  const double steady = onsets.design.bands[kBand].tone_power;
  const auto& after = onsets.powers[(kStart + 144) / kQuantum];
  EXPECT_NEAR(10.0 * std::log10(after[kBand] / steady), 0.0, 1.0);
}

// It lasts as long as the bank holds the sound back, and not longer.
TEST(OnsetLevel, EndsAfterMilliseconds) {
  const Onsets onsets(tone(2000.0, 24000, kFrames));
  EXPECT_GT(onsets.count(0.5), 4);
  EXPECT_LT(onsets.count(0.5), 20);
  EXPECT_EQ(onsets.count(0.53), 0);
}

TEST(OnsetLevel, TellsNothingOfSteadyNoise) {
  std::mt19937 random(1);
  std::normal_distribution<float> normal(0.0f, 0.1f);
  std::vector<float> x(kFrames);
  for (float& v : x) v = normal(random);
  EXPECT_EQ(Onsets(x).count(0.3), 0);
}

// Glottal pulses, 10 and 4 ms apart: the reference must not fall by 12 dB between them.
TEST(OnsetLevel, TellsNothingOfAVoice) {
  for (const std::size_t period : {480u, 192u}) {
    std::vector<float> x(kFrames);
    for (std::size_t n = 0; n < kFrames; n += period) x[n] = 1.0f;
    EXPECT_EQ(Onsets(x).count(0.3), 0) << period;
  }
}

// Pulses 50 ms apart are heard one by one.
TEST(OnsetLevel, TellsOfEachOfSlowClicks) {
  std::vector<float> x(kFrames);
  for (std::size_t n = 0; n < kFrames; n += 2400) x[n] = 1.0f;
  EXPECT_GT(Onsets(x).count(0.3), 14 * 3);
}

}  // namespace
}  // namespace otoscape::loss
