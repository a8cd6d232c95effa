// SPDX-License-Identifier: Apache-2.0
// What is below threshold, and what is loud: a loss takes HL from the one and adds nothing to the
// other.

#include <gtest/gtest.h>

#include <random>

#include "otoscape/dsp/biquad.h"
#include "otoscape/ear/path_test_support.h"
#include "otoscape/units/reference_threshold.h"

namespace otoscape::ear {
namespace {

double gain_db(const std::vector<float>& x, const std::vector<float>& y) {
  return 10.0 * std::log10(power(y, 7200, x.size() - 960) / power(x, 7200, x.size() - 960) + 1e-30);
}

TEST(BelowThreshold, ATonesGainIsMinusTheLoss) {
  for (const auto& [preset, hz, loss] : {std::tuple{"N4", 500.0, 55.0},
                                         {"N4", 1000.0, 55.0},
                                         {"N5", 4000.0, 80.0},
                                         {"N3", 3000.0, 55.0}}) {
    const PresetPath path(preset, true, false);
    for (const double below : {5.0, 20.0, 40.0}) {
      const auto x = tone(hz, loss - below + reference_threshold(Hertz(hz)).value(), 14400);
      EXPECT_NEAR(gain_db(x, path.hear(x)), -loss, 1.0) << preset << " " << hz << " " << below;
    }
  }
}

const char* const kAcoustic[] = {
    "N1",         "N2", "N3", "N4", "N5", "N6", "N7", "S1", "S2", "S3", "early-noise-damage",
    "age:60:male"};

TEST(NothingIsAmplified, TonesUpTo110DbSpl) {
  for (const char* preset : kAcoustic) {
    const PresetPath path(preset);
    for (const double db_spl : {60.0, 100.0, 105.0, 110.0}) {
      for (double hz = 62.5; hz < 15000.0; hz *= std::exp2(1.0 / 5.0)) {
        const auto x = tone(hz, db_spl, 14400);
        EXPECT_LE(gain_db(x, path.hear(x)), 0.05) << preset << " " << hz << " Hz " << db_spl;
      }
    }
  }
}

// Of the third octaves from 63 Hz to 12.5 kHz, each through two band-passes.
std::vector<double> third_octaves(const std::vector<float>& x) {
  std::vector<double> powers;
  for (int k = -12; k <= 11; ++k) {
    const Hertz centre(1000.0 * std::exp2(k / 3.0));
    const auto band_pass = dsp::Biquad::band_pass(Hertz(kPathRate), centre, 4.3);
    dsp::Biquads filters({band_pass, band_pass});
    auto band = x;
    filters.process(0, band);
    powers.push_back(power(band, 9600, band.size()));
  }
  return powers;
}

// White noise through one-poles (P. Kellet's filter, −3 dB an octave within 0.05 dB).
std::vector<float> pink_noise(double db_spl, std::size_t frames) {
  std::mt19937 random(5);
  std::normal_distribution<double> normal;
  std::vector<float> x(frames);
  double b0 = 0, b1 = 0, b2 = 0;
  for (float& v : x) {
    const double white = normal(random);
    b0 = 0.99765 * b0 + white * 0.0990460;
    b1 = 0.96300 * b1 + white * 0.2965164;
    b2 = 0.57000 * b2 + white * 1.0526913;
    v = static_cast<float>(b0 + b1 + b2 + white * 0.1848);
  }
  const double scale = 2e-5 * std::pow(10.0, db_spl / 20.0) / std::sqrt(power(x, 0, frames));
  for (float& v : x) v = static_cast<float>(v * scale);
  return x;
}

TEST(NothingIsAmplified, PinkNoiseInAnyThirdOctave) {
  for (const double db_spl : {80.0, 110.0}) {
    const auto x = pink_noise(db_spl, 96000);
    const auto in = third_octaves(x);
    for (const char* preset : kAcoustic) {
      const auto out = third_octaves(PresetPath(preset).hear(x));
      for (std::size_t k = 0; k < in.size(); ++k) {
        EXPECT_LE(10.0 * std::log10(out[k] / in[k]), 0.05)
            << preset << " third octave " << k << " at " << db_spl;
      }
    }
  }
}

}  // namespace
}  // namespace otoscape::ear
