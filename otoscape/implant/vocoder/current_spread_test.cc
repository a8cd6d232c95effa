// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/vocoder/current_spread.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace otoscape::implant::vocoder {
namespace {

constexpr double kPitchMm = 0.714;

CodingParams coding_of(int bands, Chip chip = Chip::cic4) {
  CodingParams coding;
  coding.chip = chip;
  const bool ua = chip == Chip::micro_amperes;
  for (int b = 0; b < bands; ++b) {
    coding.bands.push_back({b, ua ? 50.0 : 120.0, ua ? 500.0 : 180.0, false});
  }
  return coding;
}

SpreadDesign design_of(const CodingParams& coding, double spread_db_per_mm,
                       SpreadDomain domain = SpreadDomain::current) {
  SpreadDesign design = make_spread(coding, domain);
  carriers::Lanes position_mm;
  for (std::size_t b = 0; b < coding.bands.size(); ++b) {
    position_mm[b] = static_cast<float>(17.0 + kPitchMm * static_cast<double>(b));
    design.gain[b] = 1.0f, design.survival[b] = 1.0f;
  }
  set_weights(design, position_mm, spread_db_per_mm);
  return design;
}

Pulse pulse_of(const CodingParams& coding, int band, double level, bool with_previous = false) {
  return {coding.bands[static_cast<std::size_t>(band)].electrode, band,
          static_cast<int>(std::lround(level)),
          static_cast<float>(current_ua(coding.chip, std::round(level))), with_previous};
}

double db(double ratio) { return 20.0 * std::log10(ratio); }

TEST(CurrentSpread, FallsByTheRequestedDecibelsPerMillimetre) {
  const auto coding = coding_of(22);
  for (const double spread : {0.4, 0.8, 2.4, 8.5}) {
    const auto design = design_of(coding, spread);
    Frame cycle;
    cycle.add(pulse_of(coding, 9, 180));
    carriers::Lanes current;
    field(design, cycle, current);
    EXPECT_FLOAT_EQ(current[9], cycle.pulses[0].current_ua);
    for (const std::size_t p : {8u, 10u, 12u, 15u}) {
      const double mm = kPitchMm * std::abs(static_cast<double>(p) - 9.0);
      EXPECT_NEAR(db(static_cast<double>(current[9] / current[p])) / mm, spread, 1e-3 * spread);
    }
  }
}

TEST(CurrentSpread, TheStrongestPulseCountsAndOnlySimultaneousOnesAdd) {
  const auto coding = coding_of(22);
  const auto design = design_of(coding, 2.4);
  Frame alone_low, alone_high, both, together;
  for (Frame* f : {&alone_low, &both, &together}) f->add(pulse_of(coding, 8, 170));
  for (Frame* f : {&alone_high, &both}) f->add(pulse_of(coding, 10, 175));
  together.add(pulse_of(coding, 10, 175, true));
  carriers::Lanes low, high, strongest, sum;
  field(design, alone_low, low), field(design, alone_high, high);
  field(design, both, strongest), field(design, together, sum);
  for (std::size_t p = 0; p < 22; ++p) {
    EXPECT_FLOAT_EQ(strongest[p], std::max(low[p], high[p]));
    EXPECT_FLOAT_EQ(sum[p], low[p] + high[p]);
  }
}

TEST(CurrentSpread, GivesBackTheEnvelopeThatACurrentStandsFor) {
  for (const Chip chip : {Chip::cic3, Chip::cic4, Chip::micro_amperes}) {
    for (const Growth growth : {Growth::logarithmic, Growth::decibels}) {
      auto coding = coding_of(5, chip);
      coding.growth.growth = growth;
      if (growth == Growth::decibels) coding.growth.base = 1e-3;  // 60 dB below saturation
      const auto design = design_of(coding, kNoSpread);
      const double t = coding.bands[0].t_level, c = coding.bands[0].c_level;
      for (const double v : {0.1, 0.35, 0.7, 1.0}) {
        Frame cycle;
        cycle.add(pulse_of(coding, 2, t + v * (c - t)));
        carriers::Lanes amplitude;
        heard(design, cycle, amplitude);
        const double wanted = ungrown(coding.growth, (std::round(t + v * (c - t)) - t) / (c - t));
        EXPECT_NEAR(db(static_cast<double>(amplitude[2]) / wanted), 0.0, 0.01) << v;
        EXPECT_EQ(amplitude[1], 0.0f);
        EXPECT_EQ(amplitude[3], 0.0f);
      }
    }
  }
}

TEST(CurrentSpread, IdleSlotsAndCurrentsBelowThresholdAreSilent) {
  const auto coding = coding_of(22);
  const auto design = design_of(coding, 2.4);
  Frame cycle;
  cycle.add({5, 5, 0, 0.0f, false});
  cycle.add(pulse_of(coding, 12, 119));
  carriers::Lanes amplitude;
  heard(design, cycle, amplitude);
  for (const float a : amplitude.x) EXPECT_EQ(a, 0.0f);
  // 60 levels are 9.4 dB of current: 4 mm of 2.4 dB/mm are more.
  cycle.clear();
  cycle.add(pulse_of(coding, 12, 180));
  heard(design, cycle, amplitude);
  EXPECT_GT(amplitude[16], 0.0f);
  EXPECT_EQ(amplitude[18], 0.0f);
}

TEST(CurrentSpread, TheMicrophonesColourIsUndoneForTheElectrodeThatWonThePlace) {
  const auto coding = coding_of(22);
  auto design = design_of(coding, 2.4);
  Frame cycle;
  cycle.add(pulse_of(coding, 12, 180));
  carriers::Lanes plain, coloured;
  heard(design, cycle, plain);
  design.gain[12] = 2.0f;
  heard(design, cycle, coloured);
  for (std::size_t p = 0; p < 22; ++p) EXPECT_FLOAT_EQ(coloured[p], 2.0f * plain[p]);
}

TEST(CurrentSpread, WhatDoesNotSurviveIsSilentAndItsNeighboursStillHear) {
  const auto coding = coding_of(22);
  auto design = design_of(coding, 1.0);
  design.survival[12] = 0.0f, design.survival[13] = 0.5f;
  const auto whole = design_of(coding, 1.0);
  Frame cycle;
  cycle.add(pulse_of(coding, 12, 180));
  carriers::Lanes left, all;
  heard(design, cycle, left), heard(whole, cycle, all);
  EXPECT_EQ(left[12], 0.0f);
  EXPECT_GT(left[11], 0.0f);
  EXPECT_FLOAT_EQ(left[13], 0.5f * all[13]);
}

TEST(CurrentSpread, EnvelopesSpreadInPower) {
  const auto coding = coding_of(22);
  const auto design = design_of(coding, 1.6, SpreadDomain::envelope);
  const auto narrow = design_of(coding, kNoSpread, SpreadDomain::envelope);
  Frame cycle;
  cycle.add(pulse_of(coding, 8, 180));
  cycle.add(pulse_of(coding, 11, 160));
  carriers::Lanes spread, own;
  heard(design, cycle, spread), heard(narrow, cycle, own);
  EXPECT_NEAR(own[8], 1.0f, 1e-4f);
  EXPECT_EQ(own[9], 0.0f);
  for (std::size_t p = 0; p < 22; ++p) {
    double power = 0.0;
    for (std::size_t j : {8u, 11u}) {
      const double mm = kPitchMm * std::abs(static_cast<double>(p) - static_cast<double>(j));
      power += std::pow(static_cast<double>(own[j]), 2) * std::pow(10.0, -1.6 * mm / 10.0);
    }
    EXPECT_NEAR(db(static_cast<double>(spread[p]) / std::sqrt(power)), 0.0, 0.01);
  }
}

}  // namespace
}  // namespace otoscape::implant::vocoder
