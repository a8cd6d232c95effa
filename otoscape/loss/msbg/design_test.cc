// SPDX-License-Identifier: Apache-2.0
// Designs against the figures that the published program arrives at.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <numeric>

#include "otoscape/loss/msbg/envelope.h"
#include "otoscape/loss/msbg/gammatone_bank.h"
#include "otoscape/loss/msbg/low_pass.h"
#include "otoscape/loss/msbg/recruitment.h"
#include "otoscape/loss/msbg/sampling.h"
#include "otoscape/loss/msbg/smearing_matrix.h"
#include "otoscape/loss/msbg/source_filter.h"

namespace otoscape::loss::msbg {
namespace {

double db(double gain) { return 20.0 * std::log10(gain); }

double response_db(const std::vector<double>& taps, double frequency_hz) {
  std::complex<double> sum;
  for (std::size_t n = 0; n < taps.size(); ++n) {
    sum += taps[n] * std::polar(1.0, -2.0 * std::numbers::pi * frequency_hz / kRateHz *
                                         static_cast<double>(n));
  }
  return db(std::abs(sum));
}

TEST(SourceFilter, HasThePublishedGainInEachBin) {
  const auto gains = source_filter_gains(SourcePosition::free_field, Direction::to_cochlea);
  const std::pair<std::size_t, double> expected[] = {
      {0, -21.4},    {1, -14.1},      {2, -10.9},      {3, -9.3},       {4, -7.8},
      {5, -6.5},     {6, -4.8},       {7, -4.8},       {8, -3.2},       {9, -3.2},
      {23, 0.0},     {24, -0.2449},   {46, 3.5},       {70, 8.0672},    {100, 6.5379},
      {128, 1.0173}, {200, -11.2045}, {256, -10.8955}, {300, -11.4953}, {371, -29.8},
      {372, -29.8},  {400, -32.4705}, {464, -47.5},    {512, -47.5}};
  for (const auto& [bin, gain_db] : expected) EXPECT_NEAR(db(gains[bin]), gain_db, 6e-5) << bin;
}

TEST(SourceFilter, HasThePublishedTaps) {
  const auto there = source_filter(SourcePosition::free_field, Direction::to_cochlea);
  const auto back = source_filter(SourcePosition::free_field, Direction::to_source);
  ASSERT_EQ(there.size(), 1015u);
  EXPECT_NEAR(std::accumulate(there.begin(), there.end(), 0.0), 0.1278135933223613, 1e-13);
  EXPECT_NEAR(std::accumulate(back.begin(), back.end(), 0.0), 9.099632902976095, 1e-11);
  EXPECT_NEAR(there[507], 0.5590249621674579, 1e-13);
  EXPECT_NEAR(back[507], 49.61070614634569, 1e-11);
}

TEST(SourceFilter, TheWayBackDoesNotUndoTheWayThereAboveTheTable) {
  const auto there = source_filter(SourcePosition::free_field, Direction::to_cochlea);
  const auto back = source_filter(SourcePosition::free_field, Direction::to_source);
  EXPECT_NEAR(response_db(there, 4000.0), 7.58, 0.01);
  EXPECT_NEAR(response_db(back, 4000.0), -7.57, 0.01);
  EXPECT_NEAR(response_db(there, 18000.0), -34.74, 0.01);
  EXPECT_NEAR(response_db(back, 18000.0), 42.54, 0.01);
}

TEST(LowPass, HasThePublishedCentreAndEdge) {
  const auto taps = low_pass();
  ASSERT_EQ(taps.size(), 133u);
  EXPECT_NEAR(taps[66], 0.8163314970363528, 1e-14);
  EXPECT_NEAR(response_db(taps, 18000.0), -6.02, 0.01);
  EXPECT_LT(response_db(taps, 19000.0), -100.0);
}

Audiogram flat(double threshold_db_hl) { return {{500, 3000}, {threshold_db_hl, threshold_db_hl}}; }

TEST(SeverityClass, TheLimitsBelongToTheMilderClass) {
  EXPECT_EQ(severity_of(flat(15.0)), Severity::nothing);
  EXPECT_EQ(severity_of(flat(15.01)), Severity::mild);
  EXPECT_EQ(severity_of(flat(35.0)), Severity::mild);
  EXPECT_EQ(severity_of(flat(35.01)), Severity::moderate);
  EXPECT_EQ(severity_of(flat(56.0)), Severity::moderate);
  EXPECT_EQ(severity_of(flat(56.01)), Severity::severe);
}

TEST(SeverityClass, CountsWhatWasMeasuredFromTwoToEightKilohertz) {
  EXPECT_EQ(severity_of({{1000, 2000, 8000, 9000}, {90, 20, 40, 90}}), Severity::mild);
  EXPECT_EQ(severity_of({{250, 1000}, {90, 90}}), Severity::nothing);
}

TEST(AudiogramLaw, InterpolatesInHertzAndIsFlatBeyondItsEnds) {
  const Audiogram a{{1000, 3000}, {10, 50}};
  EXPECT_DOUBLE_EQ(a.at(1500), 20.0);
  EXPECT_DOUBLE_EQ(a.at(100), 10.0);
  EXPECT_DOUBLE_EQ(a.at(9000), 50.0);
}

TEST(AudiogramLaw, ExpansionBringsTheThresholdToZeroAndLeavesTheCeiling) {
  // Level 60 dB at a threshold of 60 dB HL: 60 + (ρ − 1)(60 − 105) = 0.
  EXPECT_NEAR(60.0 + expansion_exponent(60.0) * (60.0 - 105.0), 0.0, 1e-12);
  EXPECT_NEAR(expansion_exponent(95.0) + 1.0, 10.5, 1e-12);
  EXPECT_NEAR(ceiling_lin(120.0), 0.177827941, 1e-9);
}

struct MatrixFigures {
  Severity severity;
  double s00, s10, s11, s12, s10_9, s10_10, s10_11, s128, sum, squares, least;
};

TEST(SmearingMatrix, HasThePublishedEntries) {
  const MatrixFigures all[] = {
      {Severity::mild, 0.740740741, 9.31618178e-3, 0.740728238, 4.27250515e-4, 0.178696110,
       0.693661551, 0.0421854944, 0.42399411, 252.697619, 93.5498666, -0.40671872},
      {Severity::moderate, 0.5, 0.03806102, 0.49996608, 0.00628869, 0.21211413, 0.42735991,
       0.13210929, 0.12618318, 248.492098, 19.8588094, -0.12613029},
      {Severity::severe, 0.333333333, 0.09333398, 0.33327362, 0.01259548, 0.18880221, 0.26628881,
       0.12605309, 0.05307372, 246.913105, 9.58851991, -0.07211571}};
  for (const auto& f : all) {
    const dsp::Matrix& s = smearing_matrix(f.severity);
    double sum = 0.0, squares = 0.0, least = 0.0;
    for (int r = 0; r < kSmearingBins; ++r) {
      for (const double v : s.row(r)) {
        sum += v;
        squares += v * v;
        least = std::min(least, v);
      }
    }
    EXPECT_NEAR(s(0, 0), f.s00, 1e-8);
    EXPECT_NEAR(s(1, 0), f.s10, 1e-8);
    EXPECT_NEAR(s(1, 1), f.s11, 1e-8);
    EXPECT_NEAR(s(1, 2), f.s12, 1e-8);
    EXPECT_NEAR(s(10, 9), f.s10_9, 1e-8);
    EXPECT_NEAR(s(10, 10), f.s10_10, 1e-8);
    EXPECT_NEAR(s(10, 11), f.s10_11, 1e-8);
    EXPECT_NEAR(s(128, 128), f.s128, 1e-8);
    EXPECT_NEAR(sum, f.sum, 1e-6);
    EXPECT_NEAR(squares, f.squares, 1e-6);
    EXPECT_NEAR(least, f.least, 1e-8);
  }
}

// The first value of a section's impulse response is b₀; its poles give a₁ and a₂.
void expect_section(const PoleSection& section, double b0, double a1, double a2, double tolerance) {
  EXPECT_NEAR(section.direct + section.weight.real(), b0, tolerance);
  EXPECT_NEAR(-2.0 * section.pole.real(), a1, tolerance);
  EXPECT_NEAR(std::norm(section.pole), a2, tolerance);
}

TEST(GammatoneBank, HasThePublishedCoefficients) {
  const Bank mild = make_bank(Severity::mild), moderate = make_bank(Severity::moderate);
  ASSERT_EQ(mild.channels.size(), 36u);
  ASSERT_EQ(moderate.channels.size(), 28u);
  ASSERT_EQ(make_bank(Severity::severe).channels.size(), 19u);
  const Channel& lowest = mild.channels[0];
  EXPECT_NEAR(lowest.section_gain, 0.012103694520719806, 1e-14);
  EXPECT_NEAR(-lowest.section_gain * lowest.pole.real(), -0.012019186055705835, 1e-14);
  EXPECT_NEAR(-2.0 * lowest.pole.real(), -1.9860359223591928, 1e-14);
  EXPECT_NEAR(std::norm(lowest.pole), 0.986190130748368, 1e-14);
  const Channel& first_high = mild.channels[14];
  EXPECT_NEAR(first_high.section_gain, 0.06722627, 1e-8);
  expect_section(first_high.high_pass, 0.988032708771445, -1.9611379279411252, 0.9616381291965973,
                 1e-13);
  const Channel& top = moderate.channels[27];
  EXPECT_NEAR(top.section_gain, 0.58187427, 1e-8);
  EXPECT_NEAR(-2.0 * top.pole.real(), 1.01030172, 1e-8);
  expect_section(top.high_pass, 0.52494693, -0.85846919, 0.23323623, 1e-8);
}

TEST(GammatoneBank, TheMildestClassHasTheBankOfTheNext) {
  EXPECT_EQ(make_bank(Severity::nothing).channels.size(), 36u);
  EXPECT_EQ(make_bank(Severity::nothing).sum_gain, make_bank(Severity::mild).sum_gain);
}

TEST(Envelope, HasThePublishedLowPass) {
  const PoleSection low_pass = envelope_low_pass(75.0);
  expect_section(low_pass, 0.01767253, -1.98091971, 0.98115981, 1e-8);
  EXPECT_NEAR(db(std::abs(low_pass.response(0.0))), -0.25, 1e-9);
  EXPECT_DOUBLE_EQ(envelope_edge_hz(5000.0), 75.0);
  EXPECT_NEAR(std::abs(envelope_low_pass(envelope_edge_hz(72.58201774496074)).pole), 0.99691, 1e-5);
}

}  // namespace
}  // namespace otoscape::loss::msbg
