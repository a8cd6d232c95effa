// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/biquad.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace otoscape::dsp {
namespace {

constexpr Hertz kRate{48000.0};

double db(const Biquad& filter, double hz, Hertz rate = kRate) {
  return from_amplitude(std::abs(filter.response(rate, Hertz(hz)))).value();
}

TEST(Biquad, PassesFallByTwelveDecibelsPerOctave) {
  const auto low = Biquad::low_pass(kRate, Hertz(300.0), std::numbers::sqrt2 / 2.0);
  EXPECT_NEAR(db(low, 10.0), 0.0, 0.01);
  EXPECT_NEAR(db(low, 300.0), -3.01, 0.01);
  EXPECT_NEAR(db(low, 2400.0) - db(low, 1200.0), -12.1, 0.2);
  const auto high = Biquad::high_pass(kRate, Hertz(300.0), std::numbers::sqrt2 / 2.0);
  EXPECT_NEAR(db(high, 20000.0), 0.0, 0.01);
  EXPECT_NEAR(db(high, 300.0), -3.01, 0.01);
  EXPECT_NEAR(db(high, 20.0) - db(high, 40.0), -12.04, 0.1);
}

// The −3 dB points lie q⁻¹ of the centre apart, the centre their geometric mean: 781 and 1281 Hz
// for q = 2, but for the bilinear transform's warping.
TEST(Biquad, BandPassIsAsWideAsItsQSays) {
  const auto band = Biquad::band_pass(kRate, Hertz(1000.0), 2.0);
  EXPECT_NEAR(db(band, 1000.0), 0.0, 1e-9);
  EXPECT_NEAR(db(band, 780.8), -3.01, 0.02);
  EXPECT_NEAR(db(band, 1280.8), -3.01, 0.02);
  EXPECT_NEAR(db(band, 20.0) - db(band, 10.0), 6.02, 0.01);
  EXPECT_LT(db(band, 23999.0), -60.0);
}

TEST(Biquad, PeaksAndShelvesReachTheirGain) {
  const auto peak = Biquad::peak(kRate, Hertz(1000.0), Decibels(7.5), 0.7);
  EXPECT_NEAR(db(peak, 1000.0), 7.5, 0.01);
  EXPECT_NEAR(db(peak, 5.0), 0.0, 0.01);
  const auto low = Biquad::low_shelf(kRate, Hertz(400.0), Decibels(24.0), 0.6);
  EXPECT_NEAR(db(low, 1.0), 24.0, 0.01);
  EXPECT_NEAR(db(low, 400.0), 12.0, 0.01);
  EXPECT_NEAR(db(low, 20000.0), 0.0, 0.01);
  const auto high = Biquad::high_shelf(kRate, Hertz(4000.0), Decibels(-12.0), 0.7);
  EXPECT_NEAR(db(high, 10.0), 0.0, 0.01);
  EXPECT_NEAR(db(high, 4000.0), -6.0, 0.01);
  EXPECT_NEAR(db(high, 23999.0), -12.0, 0.01);
}

// A corner that a low rate does not hold must not make a filter that blows up.
TEST(Biquad, StaysStableWhereTheRateIsTooLow) {
  Biquads filters({Biquad::high_shelf(Hertz(8000.0), Hertz(4768.0), Decibels(-12.4), 0.7),
                   Biquad::low_pass(Hertz(8000.0), Hertz(9000.0), 0.7)});
  std::vector<float> x(4000);
  x[0] = 1.0f;
  filters.process(0, x);
  EXPECT_LT(std::abs(x.back()), 1e-9f);
}

TEST(Biquads, RunWhatTheyPromiseInAnyPieces) {
  const std::vector<Biquad> sections = {
      Biquad::peak(kRate, Hertz(1384.0), Decibels(7.5), 0.7),
      Biquad::low_shelf(kRate, Hertz(400.0), Decibels(24.0), 0.6)};
  Biquads whole(sections, 0.5), pieces(sections, 0.5);
  std::vector<float> h(24000), parts;
  h[0] = 1.0f;
  parts = h;
  whole.process(1, h);
  std::mt19937 random(2);
  for (std::size_t n = 0; n < parts.size();) {
    const std::size_t count = std::min<std::size_t>(random() % 200, parts.size() - n);
    pieces.process(1, std::span(parts).subspan(n, count));
    n += count;
  }
  EXPECT_EQ(h, parts);
  for (double hz : {60.0, 1000.0, 9000.0}) {
    std::complex<double> sum = 0.0;
    for (std::size_t n = 0; n < h.size(); ++n) {
      sum += std::polar(static_cast<double>(h[n]),
                        -2.0 * std::numbers::pi * hz * static_cast<double>(n) / kRate.value());
    }
    const double wanted = db(sections[0], hz) + db(sections[1], hz) - 6.0206;
    EXPECT_NEAR(from_amplitude(std::abs(sum)).value(), wanted, 0.01) << hz;
  }
  std::vector<float> other(10);
  whole.process(0, other);  // the other ear remembers nothing of this one
  EXPECT_EQ(other, std::vector<float>(10));
}

}  // namespace
}  // namespace otoscape::dsp
