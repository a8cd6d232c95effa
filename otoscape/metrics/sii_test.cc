// SPDX-License-Identifier: Apache-2.0
// The values that the committee's program prints, and those of the standard's annex C.

#include "otoscape/metrics/sii.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace otoscape::metrics {
namespace {

using enum SiiProcedure;
using Values = std::vector<double>;

constexpr double kPrinted = 6e-11;  // ten digits

// `count` times each value.
struct Run {
  int count;
  double value;
};
Values values(std::initializer_list<Run> runs) {
  Values made;
  for (const Run& run : runs)
    made.insert(made.end(), static_cast<std::size_t>(run.count), run.value);
  return made;
}

double index(SiiProcedure procedure, const Values& speech, const Values& noise,
             const Values& threshold, const Values& importance = {}) {
  return Sii(procedure, importance).index({speech, noise, threshold});
}

double flat(SiiProcedure procedure, double speech_db, double noise_db) {
  const std::size_t bands = sii_table(procedure).bands();
  return index(procedure, Values(bands, speech_db), Values(bands, noise_db), Values(bands, 0.0));
}

Values spoken(VocalEffort effort, double metres = 1.0) {
  const auto speech = direct_speech(third_octaves, effort, metres);
  return {speech.begin(), speech.begin() + kThirdOctaves};
}

TEST(Sii, IsThatOfTheCommitteeInThirdOctaves) {
  const Values normal = spoken(VocalEffort::normal), nothing(18, 0.0);
  EXPECT_NEAR(index(third_octaves, normal, Values(18, -80.0), nothing), 0.9958251667, kPrinted);
  EXPECT_NEAR(index(third_octaves, normal, Values(18, 30.0), Values(18, 40.0)), 0.2184539329,
              kPrinted);
  const Values speech = values({{1, 90}, {1, 5}, {12, 40}, {4, -10}});
  const Values noise = values({{1, 10}, {2, -10}, {1, 75}, {10, -10}, {4, 10}});
  const Values threshold = values({{1, 90}, {17, 0}});
  EXPECT_NEAR(index(third_octaves, speech, noise, threshold), 0.4453910059, kPrinted);
  EXPECT_NEAR(
      index(third_octaves, speech, noise, threshold, values({{9, 0}, {7, 0.1}, {1, 0.3}, {1, 0}})),
      0.4382176540, kPrinted);
}

TEST(Sii, IsThatOfTheCommitteeInCriticalBands) {
  const Values speech = values({{3, -10}, {1, 90}, {1, 5}, {12, 40}, {4, -10}});
  const Values noise = values({{4, 10}, {2, -10}, {1, 70}, {10, -10}, {4, 10}});
  const Values threshold = values({{3, 0}, {1, 90}, {17, 0}});
  EXPECT_NEAR(index(critical_bands, speech, noise, threshold), 0.2729353808, kPrinted);
  EXPECT_NEAR(index(critical_bands, speech, noise, threshold,
                    values({{10, 0}, {7, 0.1}, {1, 0.3}, {3, 0}})),
              0.4104741231, kPrinted);
}

TEST(Sii, IsThatOfTheCommitteeInBandsOfEqualImportance) {
  const Values speech = values({{1, -10}, {1, 90}, {1, 5}, {12, 40}, {2, -10}});
  const Values noise = values({{2, 10}, {2, -10}, {1, 70}, {10, -10}, {2, 10}});
  const Values threshold = values({{1, 0}, {1, 90}, {15, 0}});
  EXPECT_NEAR(index(equal_critical_bands, speech, noise, threshold), 0.2781386550, kPrinted);
  EXPECT_NEAR(index(equal_critical_bands, speech, noise, threshold,
                    values({{8, 0}, {7, 0.1}, {1, 0.3}, {1, 0}})),
              0.4104741231, kPrinted);
}

TEST(Sii, IsThatOfTheCommitteeInOctaves) {
  const Values speech = {50, 40, 40, 30, 20, 0}, noise = {70, 65, 45, 25, 1, -15};
  const Values threshold = {0, 0, 0, 0, 0, 7.1};
  EXPECT_NEAR(index(octaves, speech, noise, threshold), 0.4909625062, kPrinted);
  EXPECT_NEAR(index(octaves, speech, noise, threshold, {0, 0, 1, 0, 0, 0}), 0.3229375, 6e-8);
}

TEST(Sii, IsThatOfAnnexC) {
  const Values speech = {50, 40, 40, 30, 20, 0}, noise = {70, 65, 45, 25, 1, -15};
  EXPECT_NEAR(index(octaves, speech, noise, Values(6, 0.0)), 0.5039555062, kPrinted);
  const Values even(18, 54.0), nothing(18, 0.0);
  const Values low = values({{1, 40}, {1, 30}, {1, 20}, {15, 0}});
  EXPECT_NEAR(index(third_octaves, even, low, nothing), 0.8513748619, kPrinted);
  const auto masking = Sii(third_octaves).masking({even, low, nothing});
  EXPECT_NEAR(masking[0], 40.0, 1e-9);
  EXPECT_NEAR(masking[1], 34.6576, 5e-5);
  EXPECT_NEAR(masking[2], 25.0468, 5e-5);
}

TEST(Sii, IsThatOfTheCommitteeForFlatSpectra) {
  EXPECT_NEAR(flat(critical_bands, 0, -80), 0.9243383333, kPrinted);
  EXPECT_NEAR(flat(equal_critical_bands, 0, -80), 0.93982, kPrinted);
  EXPECT_NEAR(flat(third_octaves, 0, -80), 0.9247666667, kPrinted);
  EXPECT_NEAR(flat(octaves, 0, -80), 0.913418, kPrinted);
  EXPECT_NEAR(flat(critical_bands, 80, 20), 0.6892747063, kPrinted);
  EXPECT_NEAR(flat(equal_critical_bands, 80, 20), 0.6877689, kPrinted);
  EXPECT_NEAR(flat(third_octaves, 80, 20), 0.6891314875, kPrinted);
  EXPECT_NEAR(flat(octaves, 80, 20), 0.690327025, kPrinted);
  EXPECT_NEAR(flat(critical_bands, 40, -50), 0.9342973562, kPrinted);
  EXPECT_NEAR(flat(equal_critical_bands, 40, -50), 0.933064125, kPrinted);
  EXPECT_NEAR(flat(third_octaves, 40, -50), 0.9339307437, kPrinted);
  EXPECT_NEAR(flat(octaves, 40, -50), 0.934035825, kPrinted);
}

// Heard with both ears, which lowers thresholds by 1.7 dB; four printed digits.
TEST(Sii, FallsAsTheVoiceIsRaised) {
  const Values quiet(18, -50.0), none(18, 0.0), both(18, -1.7);
  EXPECT_NEAR(index(third_octaves, spoken(VocalEffort::raised), quiet, none), 0.9983, 5e-5);
  EXPECT_NEAR(index(third_octaves, spoken(VocalEffort::loud), quiet, none), 0.9681, 5e-5);
  EXPECT_NEAR(index(third_octaves, spoken(VocalEffort::shout), quiet, none), 0.9177, 5e-5);
  const auto from = [&](VocalEffort effort, double metres) {
    return index(third_octaves, spoken(effort, metres), quiet, both);
  };
  EXPECT_NEAR(from(VocalEffort::shout, 0.5), 0.8809, 5e-5);
  EXPECT_NEAR(from(VocalEffort::shout, 1.0), 0.9177, 5e-5);
  EXPECT_NEAR(from(VocalEffort::shout, 1.5), 0.9386, 5e-5);
  EXPECT_NEAR(from(VocalEffort::shout, 2.0), 0.9522, 5e-5);
  EXPECT_NEAR(from(VocalEffort::normal, 0.5), 1.0000, 5e-5);
  EXPECT_NEAR(from(VocalEffort::normal, 1.0), 0.9969, 5e-5);
  EXPECT_NEAR(from(VocalEffort::normal, 1.5), 0.9947, 5e-5);
  EXPECT_NEAR(from(VocalEffort::normal, 2.0), 0.9920, 5e-5);
  const auto in_noise = [&](double db) {
    return index(third_octaves, spoken(VocalEffort::shout), Values(18, db), both);
  };
  EXPECT_NEAR(in_noise(0.0), 0.9177, 5e-5);
  EXPECT_NEAR(in_noise(20.0), 0.8795, 5e-5);
  EXPECT_NEAR(in_noise(40.0), 0.5372, 5e-5);
  EXPECT_NEAR(in_noise(60.0), 0.0534, 5e-5);
}

TEST(Sii, TakesSpeechAndNoiseFromTheirModulation) {
  std::array<double, kModulationHz.size()> whole{}, half{};
  whole.fill(1.0);
  half.fill(0.5);
  const auto clear = from_modulation(whole, 50.0), even = from_modulation(half, 50.0);
  EXPECT_NEAR(clear.speech_db, 49.8648, 5e-5);
  EXPECT_NEAR(clear.noise_db, 34.8648, 5e-5);
  EXPECT_NEAR(even.speech_db, even.noise_db, 1e-12);
}

// The printed levels carry rounding of up to 0.07 dB.
TEST(SiiTables, HaveTheirOwnOverallLevels) {
  const SiiTable& table = sii_table(third_octaves);
  const auto overall = [&](VocalEffort effort) {
    double sum = 0.0;
    for (std::size_t i = 0; i < table.bands(); ++i)
      sum += std::pow(10.0, 0.1 * (table.speech(effort)[i] + table.width_db[i]));
    return 10.0 * std::log10(sum);
  };
  EXPECT_NEAR(overall(VocalEffort::normal), 62.36, 5e-3);
  EXPECT_NEAR(overall(VocalEffort::raised), 68.28, 5e-3);
  EXPECT_NEAR(overall(VocalEffort::loud), 74.86, 5e-3);
  EXPECT_NEAR(overall(VocalEffort::shout), 82.36, 5e-3);
}

// Each is printed to four digits. What connected speech has outside these bands is not in them.
TEST(SiiTables, ShareOneWholeAmongTheirBands) {
  using enum SpeechMaterial;
  for (const auto material : {average, nonsense, cid_22, nu_6, rhyme, passages, spin}) {
    const auto importance = sii_importance(material);
    EXPECT_NEAR(std::accumulate(importance.begin(), importance.end(), 0.0), 1.0, 1.1e-3)
        << static_cast<int>(material);
  }
  const auto connected_speech = sii_importance(connected);
  EXPECT_NEAR(std::accumulate(connected_speech.begin(), connected_speech.end(), 0.0), 0.975, 1e-9);
  for (const auto procedure : {critical_bands, equal_critical_bands, octaves}) {
    const auto importance = sii_table(procedure).importance;
    EXPECT_NEAR(std::accumulate(importance.begin(), importance.end(), 0.0), 1.0, 5e-4);
  }
}

}  // namespace
}  // namespace otoscape::metrics
