// SPDX-License-Identifier: Apache-2.0
#include "otoscape/bank/gammatone_design.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "otoscape/bank/erb_scale.h"

namespace otoscape::bank {
namespace {

using std::numbers::pi;

TEST(ErbScale, FollowsGlasbergAndMoore) {
  EXPECT_NEAR(erb_hz(1000), 132.64, 0.01);
  EXPECT_NEAR(erb_hz(8000), 888.2, 0.1);
}

TEST(ErbScale, WidthScaleRoundTrips) {
  const WidthScale scale{Hertz(20000)};
  for (double hz : {0.0, 63.5, 1000.25, 19999.0}) {
    EXPECT_NEAR(scale.to_hz(scale.to_scale(hz)), hz, 1e-6);
  }
}

class EveryRate : public testing::TestWithParam<int> {};

// Flatness decides what a listener with next to no loss hears: 0.3 dB is below the smallest audible
// change. The sum lies low, most where it ripples most, so that its crests amplify by 0.05 dB at
// most.
TEST_P(EveryRate, SumOfBandsIsADelay) {
  const auto design = GammatoneDesign::make(Hertz(GetParam()));
  const double top_hz = std::min(16000.0, 0.45 * GetParam());
  double lowest_db = 0.0, highest_db = -1.0, above_250_hz_db = 0.0, worst_degrees = 0.0;
  for (double hz = 50.0; hz <= top_hz; hz *= 1.005) {
    const double omega = 2.0 * pi * hz / GetParam();
    const auto ratio = design.response(hz) * std::polar(1.0, omega * design.delay_frames);
    const double gain_db = 20.0 * std::log10(std::abs(ratio));
    lowest_db = std::min(lowest_db, gain_db);
    if (hz > 250.0) above_250_hz_db = std::min(above_250_hz_db, gain_db);
    highest_db = std::max(highest_db, gain_db);
    worst_degrees = std::max(worst_degrees, std::abs(std::arg(ratio)) * 180.0 / pi);
  }
  EXPECT_GT(lowest_db, -0.3);
  EXPECT_GT(above_250_hz_db, -0.23);
  EXPECT_LT(highest_db, 0.05);
  EXPECT_LT(worst_degrees, 1.2);
}

// Weights that fight each other would sum flat and fall apart as soon as gains differ.
TEST_P(EveryRate, NoBandIsAGiant) {
  const auto design = GammatoneDesign::make(Hertz(GetParam()));
  ASSERT_EQ(design.bands.size() % 16, 0u);
  double sum_of_squares = 0.0;
  for (const auto& b : design.bands) sum_of_squares += b.tone_power;
  const double mean = sum_of_squares / static_cast<double>(design.bands.size());
  for (const auto& b : design.bands) EXPECT_LT(b.tone_power, 4.0 * mean) << b.centre_hz;
}

INSTANTIATE_TEST_SUITE_P(Rates, EveryRate,
                         testing::Values(8000, 16000, 22050, 32000, 44100, 48000, 88200, 96000,
                                         192000));

TEST(GammatoneDesign, TonePowerIsThatOfTheCentre) {
  const auto design = GammatoneDesign::make(Hertz(48000));
  const auto& band = design.bands[20];
  EXPECT_NEAR(band.centre_hz, 2161.2, 1.0);
  EXPECT_NEAR(20 * std::log10(std::abs(design.band_response(20, band.centre_hz))),
              10 * std::log10(band.tone_power), 0.01);
}

}  // namespace
}  // namespace otoscape::bank
