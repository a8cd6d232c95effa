// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/fit_implant.h"
#include "otoscape/hearing/electrode_numbers.h"

#include <gtest/gtest.h>

namespace otoscape::ear {
namespace {

using namespace hearing;

ImplantMap nucleus() {
  ImplantMap map;
  map.electrodes = {{22, 100.0, 180.0}, {20, 101.0, 181.0}, {1, 102.0, 182.0}};
  map.maxima = 3;
  return map;
}

TEST(FitImplant, MakersNumbersBecomePlacesFromTheApex) {
  const auto params = coding_params(nucleus());
  ASSERT_EQ(params.bands.size(), 3u);
  EXPECT_EQ(params.bands[0], (implant::BandParams{0, 100.0, 180.0, false}));
  EXPECT_EQ(params.bands[1].electrode, 2);
  EXPECT_EQ(params.bands[2].electrode, 21);
  ImplantMap from_apex = nucleus();
  from_apex.numbered_from_base = false;
  from_apex.contacts = 12;
  from_apex.electrodes = {{1, 0.0, 1.0}, {12, 0.0, 1.0}};
  EXPECT_EQ(coding_params(from_apex).bands[0].electrode, 0);
  EXPECT_EQ(coding_params(from_apex).bands[1].electrode, 11);
  for (int number = 1; number <= 12; ++number) {
    EXPECT_EQ(number_of(from_apex, electrode_of(from_apex, number)), number);
  }
}

TEST(FitImplant, ElectrodesSwitchedOffForGoodLeaveAHole) {
  const std::vector<int> off = {20};
  const auto params = coding_params(nucleus(), off);
  ASSERT_EQ(params.bands.size(), 3u) << "no new bands";
  EXPECT_FALSE(params.bands[0].silent);
  EXPECT_TRUE(params.bands[1].silent);
}

// 340.834: Q 20 over 40 dB, as published.
TEST(FitImplant, LoudnessGrowsByQOrByMaplaw) {
  EXPECT_NEAR(coding_params(nucleus()).growth.alpha, 340.834, 0.01);
  ImplantMap med_el = nucleus();
  med_el.maplaw = 500.0;
  EXPECT_EQ(coding_params(med_el).growth.alpha, 500.0);
  ImplantMap hires = nucleus();
  hires.strategy = CodingStrategy::hires120;
  EXPECT_EQ(coding_params(hires).growth.growth, implant::Growth::decibels);
  EXPECT_EQ(coding_params(hires).growth.range_db, 60.0);
}

TEST(FitImplant, WhatTheMapSaysGoesThrough) {
  ImplantMap map = nucleus();
  map.strategy = CodingStrategy::cis;
  map.chip = ImplantChip::cic3;
  map.microphone = ImplantMicrophone::omni;
  map.agc = ImplantAgc::slow;
  map.envelope = ImplantEnvelope::power_sum;
  map.order = StimulationOrder::apex_to_base;
  map.sensitivity = Decibels(-3);
  map.edges = {Hertz(200), Hertz(500), Hertz(1000), Hertz(4000)};
  map.rate_pps = 1200.0;
  map.volume = 0.7;
  map.idle_at_t = true;
  const auto params = coding_params(map);
  EXPECT_EQ(params.strategy, implant::Strategy::cis);
  EXPECT_EQ(params.chip, implant::Chip::cic3);
  EXPECT_EQ(params.microphone, implant::Microphone::omni);
  EXPECT_EQ(params.agc, implant::Agc::slow);
  EXPECT_EQ(params.envelope, implant::EnvelopeSum::power);
  EXPECT_EQ(params.order, implant::PulseOrder::apex_to_base);
  EXPECT_EQ(params.sensitivity_db, -3.0);
  EXPECT_EQ(params.edges_hz, (std::vector{200.0, 500.0, 1000.0, 4000.0}));
  EXPECT_EQ(params.rate_pps, 1200.0);
  EXPECT_EQ(params.analysis_rate_hz, 1200.0) << "0 stands for the stimulation rate";
  map.analysis_rate_hz = 2400.0;
  EXPECT_EQ(coding_params(map).analysis_rate_hz, 2400.0);
  EXPECT_EQ(params.volume, 0.7);
  EXPECT_TRUE(params.idle_at_t);
}

}  // namespace
}  // namespace otoscape::ear
