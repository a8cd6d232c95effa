// SPDX-License-Identifier: Apache-2.0
// How loud the percept is, and whether its colour is the speech's.

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/electric_ear/percept.h"
#include "tests/support/spectrum.h"
#include "tests/support/talkers.h"

namespace otoscape::test {
namespace {

std::vector<float> at_level(const Talker& talker, double db_spl) {
  std::vector<float> sound = talker.sound;
  const auto gain = static_cast<float>(std::pow(10.0, (db_spl - kTalkerDbSpl) / 20.0));
  for (float& x : sound) x *= gain;
  return sound;
}

double mean_level_out(double db_spl, double each_within_db, double expected_db) {
  double mean = 0.0;
  for (const Talker& talker : talkers()) {
    const double level = level_db_spl(percept(at_level(talker, db_spl), {}));
    std::printf("  %s at %.0f dB SPL: %.1f\n", talker.name.c_str(), db_spl, level);
    EXPECT_NEAR(level, expected_db, each_within_db) << talker.name;
    mean += level / static_cast<double>(talkers().size());
  }
  return mean;
}

TEST(ElectricLoudness, SpeechKeepsItsLevelAt65) {
  EXPECT_NEAR(mean_level_out(65.0, 2.0, 65.0), 65.0, 1.0);
}

// The limiter before the filter bank: 20 dB more sound, about 5 dB more percept.
TEST(ElectricLoudness, SpeechAt85IsHeldNear70) {
  EXPECT_NEAR(mean_level_out(85.0, 4.0, 70.0), 70.0, 2.5);
}

// Base level −40 dB re a tone of 59 dB SPL: what lies below excites nothing.
TEST(ElectricLoudness, NothingIsLeftOfAVerySoftVoice) {
  EXPECT_LT(level_db_spl(percept(at_level(talkers()[0], 0.0), {})), -40.0);
}

// Power by third octave, 250…6300 Hz.
std::vector<double> third_octaves(std::span<const float> sound) {
  const Spectrum s = spectrum(sound);
  const double bin_hz = kTalkerRate / static_cast<double>(s.size());
  std::vector<double> power;
  for (int band = -6; band <= 8; ++band) {
    const double centre = 1000.0 * std::pow(10.0, band / 10.0);
    const double low = centre * std::pow(10.0, -0.05), high = centre * std::pow(10.0, 0.05);
    double sum = 0.0;
    for (auto k = static_cast<std::size_t>(std::ceil(low / bin_hz)); k * bin_hz < high; ++k)
      sum += std::norm(s[k]) / static_cast<double>(s.size());
    power.push_back(sum);
  }
  return power;
}

// The means of all levels made equal.
double rms_difference_db(const std::vector<double>& a, const std::vector<double>& b) {
  double mean = 0.0, square = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double db = 10.0 * std::log10(b[i] / a[i]);
    mean += db / static_cast<double>(a.size());
    square += db * db / static_cast<double>(a.size());
  }
  return std::sqrt(square - mean * mean);
}

void add(std::vector<double>& sum, const std::vector<double>& part) {
  sum.resize(part.size());
  for (std::size_t i = 0; i < part.size(); ++i) sum[i] += part[i];
}

double colouring_db(const ElectricEar& ear) {
  std::vector<double> in, out;
  for (const Talker& talker : talkers()) {
    add(in, third_octaves(talker.sound));
    add(out, third_octaves(percept(talker.sound, ear)));
  }
  return rms_difference_db(in, out);
}

TEST(ElectricLoudness, TheLongTermSpectrumOfSpeechIsKept) {
  const double rms_db = colouring_db({});
  std::printf("  third octaves: %.2f dB rms\n", rms_db);
  EXPECT_LT(rms_db, 2.0);
  // The measure can tell: at the contacts' own places the colour is another.
  EXPECT_GT(colouring_db({.adaptation = 0.0}), 3.0);
}

}  // namespace
}  // namespace otoscape::test
