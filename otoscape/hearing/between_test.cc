// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/between.h"

#include <gtest/gtest.h>

#include <cmath>

namespace otoscape::hearing {
namespace {

Audiogram audiogram(std::vector<Threshold> points) { return *Audiogram::make(std::move(points)); }

EarProfile first() {
  EarProfile ear;
  ear.air = audiogram({{Hertz(250), DbHl(10)}, {Hertz(1000), DbHl(30)}, {Hertz(6000), DbHl(40)}});
  ear.tinnitus.push_back({});
  return ear;
}

EarProfile second() {
  EarProfile ear;
  ear.air = audiogram({{Hertz(500), DbHl(50)},
                       {Hertz(2000), DbHl(90)},
                       {Hertz(4000), kNoResponse, /*response=*/false}});
  ear.bone = audiogram({{Hertz(1000), DbHl(20)}});
  ear.worn.points = {{Hertz(1000), Decibels(20)}};
  return ear;
}

TEST(Between, TheEndsAreTheEarsWithoutTheirRinging) {
  EarProfile a = first();
  EXPECT_NE(between(a, second(), 0.0), a) << "ringing is left out";
  a.tinnitus.clear();
  EXPECT_EQ(between(a, second(), 0.0), a);
  EXPECT_EQ(between(a, second(), 1.0), second());
}

// Both curves are linear in dB over log frequency, so nothing but rounding may differ.
TEST(Between, ThresholdsAreExactAtEveryFrequency) {
  const EarProfile a = first(), b = second();
  for (double part : {0.1, 0.5, 0.9}) {
    const EarProfile ear = between(a, b, part);
    for (double hz = 100.0; hz < 12000.0; hz *= 1.07) {
      const Hertz f(hz);
      EXPECT_NEAR(ear.air.at(f).value(),
                  (1.0 - part) * a.air.at(f).value() + part * b.air.at(f).value(), 1e-9);
      EXPECT_NEAR(ear.bone->at(f).value(),
                  (1.0 - part) * a.air.at(f).value() + part * b.bone->at(f).value(), 1e-9);
      EXPECT_NEAR(ear.worn.at(f).value(), part * 20.0, 1e-9);
    }
  }
}

TEST(Between, WhatRestsOnNoResponseIsSilentFrom110On) {
  const EarProfile a = first(), b = second();
  const Hertz f(4000);  // from 37.7 to 120 dB HL
  EXPECT_FALSE(between(a, b, 0.85).air.silent_at(f));
  EXPECT_TRUE(between(a, b, 0.9).air.silent_at(f));
  EXPECT_FALSE(between(a, b, 0.99).air.silent_at(Hertz(2000))) << "heard in both";
  EarProfile heard = b;  // the control: as high, with a response
  heard.air = audiogram({{Hertz(500), DbHl(50)}, {Hertz(4000), DbHl(120)}});
  EXPECT_FALSE(between(a, heard, 0.9).air.silent_at(f));
}

TEST(Between, FactorsGlideAndOtherKindsOfSmearingChangeHalfWay) {
  EarProfile a, b;
  a.smearing = SmearingFactors{1.0, 2.0};
  b.smearing = SmearingFactors{3.0, 1.0};
  EXPECT_EQ(between(a, b, 0.25).smearing, Smearing(SmearingFactors{1.5, 1.75}));
  b.smearing = SmearingOff{};
  EXPECT_EQ(between(a, b, 0.49).smearing, a.smearing);
  EXPECT_EQ(between(a, b, 0.5).smearing, b.smearing);
}

TEST(Between, TwoThingsWornAddUpToTheLimit) {
  Attenuation plug{{{Hertz(1000), Decibels(30)}}}, pressure{{{Hertz(500), Decibels(10)}}};
  Attenuation limit{{{Hertz(1000), Decibels(35)}}};
  EXPECT_EQ(together(plug, pressure, limit).at(Hertz(1000)), Decibels(35));
  EXPECT_EQ(together(plug, {}, limit).at(Hertz(1000)), Decibels(30));
  EXPECT_TRUE(together({}, {}, limit).points.empty());
}

TEST(Shifted, AddsAtEveryFrequencyAndStopsAt120) {
  const Audiogram a = first().air;
  const Audiogram shifted = a.shifted({{Hertz(500), Decibels(20)}, {Hertz(4000), Decibels(60)}});
  EXPECT_NEAR(shifted.at(Hertz(250)).value(), 30.0, 1e-9);
  EXPECT_NEAR(shifted.at(Hertz(1000)).value(), 30.0 + 20.0 + 40.0 / 3.0, 1e-9);
  EXPECT_NEAR(shifted.at(Hertz(6000)).value(), 100.0, 1e-9);
  for (double hz = 200; hz < 9000; hz *= 1.05) {  // between points too
    EXPECT_NEAR(shifted.shifted({{Hertz(1000), Decibels(45)}}).at(Hertz(hz)).value(),
                std::min(120.0, shifted.at(Hertz(hz)).value() + 45.0), 1e-9);
  }
  const Audiogram high = shifted.shifted({{Hertz(1000), Decibels(50)}});
  EXPECT_EQ(high.at(Hertz(6000)), kNoResponse);
  EXPECT_FALSE(high.silent_at(Hertz(6000))) << "a shift alone leaves a response";
  EXPECT_TRUE(second().air.shifted({{Hertz(1000), Decibels(50)}}).silent_at(Hertz(4000)));
}

}  // namespace
}  // namespace otoscape::hearing
