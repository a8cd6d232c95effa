// SPDX-License-Identifier: Apache-2.0
// What is below threshold, and what is loud: a loss takes HL from the one and adds nothing to the
// other.

#include <gtest/gtest.h>

#include "otoscape/ear/noise_test_support.h"
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
