// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/nucleus_bank.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>
#include <utility>

#include "otoscape/dsp/window.h"
#include "otoscape/implant/coding/band_edges.h"

namespace otoscape::implant::coding {
namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;

std::vector<double> edges_of(int bands) {
  CodingParams params;
  params.bands.resize(static_cast<std::size_t>(bands));
  return band_edges_hz(params);
}

std::array<double, kWindow> tone(double hz, double phase) {
  std::array<double, kWindow> x{};
  for (int n = 0; n < kWindow; ++n) {
    x[static_cast<std::size_t>(n)] = std::cos(kTurn * hz / 16000.0 * n + phase);
  }
  return x;
}

TEST(BandEdges, EveryRowHas62Bins) {
  for (int m = 1; m <= 22; ++m) {
    const auto row = nucleus_bins(m);
    ASSERT_EQ(static_cast<int>(row.size()), m);
    EXPECT_EQ(std::accumulate(row.begin(), row.end(), 0), 62) << m;
    for (int b = 1; b < m; ++b) EXPECT_LE(row[b - 1], row[b]) << m;
  }
}

TEST(BandEdges, TwentyTwoBandsLieWhereCochlearPublishesThem) {
  const double centres[] = {250,    375,    500,    625,    750,    875,   1000, 1125,
                            1250,   1437.5, 1687.5, 1937.5, 2187.5, 2500,  2875, 3312.5,
                            3812.5, 4375,   5000,   5687.5, 6500,   7437.5};
  const std::vector<double> edges = edges_of(22);
  EXPECT_EQ(edges.front(), 187.5);
  EXPECT_EQ(edges.back(), 7937.5);
  for (std::size_t b = 0; b < 22; ++b) EXPECT_EQ(0.5 * (edges[b] + edges[b + 1]), centres[b]);
}

TEST(BandEdges, OwnEdgesComeFirst) {
  CodingParams params;
  params.bands.resize(2);
  params.edges_hz = {300.0, 1000.0, 4000.0};
  EXPECT_EQ(band_edges_hz(params), params.edges_hz);
}

TEST(BandEdges, FineStructureHasMedElsTwelve) {
  CodingParams params;
  params.strategy = Strategy::fs4;
  params.bands.resize(12);
  const auto twelve = band_edges_hz(params);
  EXPECT_NEAR(twelve[4], 710.0, 1e-9);
  EXPECT_NEAR(twelve.back(), 8500.0, 1e-9);
  params.bands.resize(6);
  const auto six = band_edges_hz(params);
  for (std::size_t j = 0; j <= 6; ++j) EXPECT_NEAR(six[j], twelve[2 * j], 1e-9);
}

// As the public Nucleus toolbox computes them, by width in bins.
TEST(NucleusBank, GainsAreTheTabledOnes) {
  const std::pair<int, double> g[] = {{1, 32},         {2, 54.324887}, {3, 64},
                                      {4, 65.189864},  {5, 64.534313}, {6, 64.729603},
                                      {7, 64.630480},  {8, 64.684416}, {9, 64.651300},
                                      {11, 64.658032}, {14, 64.666818}};
  for (const auto& [width, expected] : g) {
    const double low = 2437.5;  // between two bins
    const auto weights = bin_weights(low, low + width * 125.0);
    EXPECT_NEAR(vector_peak(weights), expected, 1e-6) << width;
    const double p = width == 1 ? 1024.0 : width == 2 ? 1475.5967 : 1536.0;
    EXPECT_NEAR(power_peak(weights), p, 1e-4) << width;
  }
}

TEST(NucleusBank, ATonesPartInABinIsWhatTheBandCovers) {
  const auto weights = bin_weights(300.0, 600.0);  // bins 2.4 … 4.8
  EXPECT_NEAR(weights[2], 0.1, 1e-12);
  EXPECT_NEAR(weights[3], 1.0, 1e-12);
  EXPECT_NEAR(weights[4], 1.0, 1e-12);
  EXPECT_NEAR(weights[5], 0.3, 1e-12);
  EXPECT_EQ(weights[1] + weights[6], 0.0);
}

// The kernels against the transform they stand for.
TEST(NucleusBank, KernelsEqualTheTransform) {
  std::array<double, kWindow> x{};
  unsigned seed = 1;
  for (double& v : x)
    v = static_cast<double>((seed = seed * 1664525u + 1013904223u) >> 8) / (1 << 24);
  const auto edges = edges_of(22);
  std::array<double, 22> vector{}, power{};
  NucleusBank<double>(EnvelopeSum::vector, edges).analyse(x.data(), vector);
  NucleusBank<double>(EnvelopeSum::power, edges).analyse(x.data(), power);
  int bin = 2;
  for (std::size_t b = 0; b < 22; ++b) {
    const int width = nucleus_bins(22)[b];
    std::complex<double> sum;
    double squares = 0.0;
    for (int k = bin; k < bin + width; ++k) {
      std::complex<double> line;
      for (int n = 0; n < kWindow; ++n) {
        const double window = dsp::hann(n, kWindow);
        line += window * x[static_cast<std::size_t>(n)] * std::polar(1.0, -kTurn * k * n / kWindow);
      }
      sum += k % 2 == 0 ? line : -line;
      squares += std::norm(line);
    }
    const auto weights = bin_weights(edges[b], edges[b + 1]);
    const double gain = std::pow(10.0, 36.0 / 20.0);
    EXPECT_NEAR(vector[b], gain * std::abs(sum) / vector_peak(weights), 1e-11);
    EXPECT_NEAR(power[b], gain * std::sqrt(squares / power_peak(weights)), 1e-11);
    bin += width;
  }
}

// 59 dB SPL is 36 dB below amplitude 1; the gain is taken at the band's loudest frequency, which of
// 3 bins and more lies up to 0.6 dB above its middle, and there the power sum is flat.
TEST(NucleusBank, AToneAt59DbSaturatesItsBand) {
  for (const EnvelopeSum sum : {EnvelopeSum::vector, EnvelopeSum::power}) {
    const auto edges = edges_of(22);
    NucleusBank<double> bank(sum, edges);
    std::array<double, 22> u{};
    for (std::size_t b = 0; b < 22; ++b) {
      auto x = tone(0.5 * (edges[b] + edges[b + 1]), 0.3);
      for (double& v : x) v *= std::pow(10.0, -36.0 / 20.0);
      bank.analyse(x.data(), u);
      EXPECT_NEAR(20.0 * std::log10(u[b]), 0.0, 0.6) << b;
    }
  }
}

// Two tones within a band: its wide vector sum is quick enough for their beats, single bins are
// not.
TEST(NucleusBank, TheVectorSumBeatsAndThePowerSumLess) {
  const auto edges = edges_of(8);  // the top band has 22 bins
  const auto depth = [&](EnvelopeSum sum) {
    NucleusBank<double> bank(sum, edges);
    std::array<double, 8> u{};
    double least = 1e9, most = 0.0;
    for (int i = 0; i < 64; ++i) {
      const double t = i / 16.0 / 400.0 * 4;  // beats of 400 Hz
      auto x = tone(6000.0, kTurn * 6000.0 * t);
      const auto y = tone(6400.0, kTurn * 6400.0 * t);
      for (std::size_t n = 0; n < x.size(); ++n) x[n] += y[n];
      bank.analyse(x.data(), u);
      least = std::min(least, u[7]);
      most = std::max(most, u[7]);
    }
    return 20.0 * std::log10(most / least);
  };
  EXPECT_GT(depth(EnvelopeSum::vector), 9.0);
  EXPECT_LT(depth(EnvelopeSum::power), 3.0);
}

}  // namespace
}  // namespace otoscape::implant::coding
