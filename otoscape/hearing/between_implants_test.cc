// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/between_implants.h"

#include <gtest/gtest.h>

#include <cmath>

#include "otoscape/hearing/between.h"

namespace otoscape::hearing {
namespace {

Implant day_one() {
  Implant implant;
  implant.map.electrodes = {{22, 100.0, 200.0}, {21, 100.0, 200.0}};
  implant.adaptation = 0.0;
  implant.spread_db_per_mm = 0.6;
  implant.eas_crossover = Hertz(250);
  implant.volume = 0.5;
  return implant;
}

Implant later() {
  Implant implant = day_one();
  implant.adaptation = 1.0;
  implant.spread_db_per_mm = 2.4;
  implant.envelope = Hertz(200);
  implant.eas_crossover = Hertz(1000);
  implant.delay = Seconds(0.010);
  implant.volume = 1.0;
  implant.carrier = ImplantCarrier::noise;
  return implant;
}

std::optional<Implant> at(const std::optional<Implant>& a, const std::optional<Implant>& b,
                          double part) {
  return between(a, b, part);
}

TEST(BetweenImplants, NumbersGoInProportionAndFrequenciesInOctaves) {
  const auto half = at(day_one(), later(), 0.5);
  ASSERT_TRUE(half);
  EXPECT_DOUBLE_EQ(half->adaptation, 0.5);
  EXPECT_DOUBLE_EQ(*half->spread_db_per_mm, 1.5);
  auto low = day_one(), high = later();
  low.percept = high.percept = ImplantPercept::matched;
  low.band_low = Hertz(250), high.band_low = Hertz(1000);
  EXPECT_DOUBLE_EQ(at(low, high, 0.5)->band_low->value(), 500.0) << "625 would be the middle in Hz";
  low.percept = high.percept = ImplantPercept::film;
  low.variety = 0.8, high.variety = 0.2, low.clarity = 0.1, high.clarity = 0.5;
  EXPECT_DOUBLE_EQ(*at(low, high, 0.25)->variety, 0.65);
  EXPECT_DOUBLE_EQ(at(low, high, 0.25)->clarity, 0.2);
}

// Each of these is another map or another delay: it steps once instead of many times.
TEST(BetweenImplants, WhatASoundChainIsMadeOfSteps) {
  for (const double part : {0.1, 0.49, 0.5, 0.9}) {
    const auto now = at(day_one(), later(), part);
    const Implant near = part < 0.5 ? day_one() : later();
    EXPECT_EQ(now->eas_crossover, near.eas_crossover) << part;
    EXPECT_EQ(now->delay, near.delay) << part;
    EXPECT_EQ(now->volume, near.volume) << part;
    EXPECT_EQ(now->memory_s, near.memory_s) << part;
  }
}

TEST(BetweenImplants, WhatOneSetsAndWhatIsNoNumberStepsHalfWay) {
  EXPECT_FALSE(at(day_one(), later(), 0.49)->envelope);
  EXPECT_EQ(at(day_one(), later(), 0.5)->envelope, Hertz(200));
  EXPECT_EQ(at(day_one(), later(), 0.49)->carrier, ImplantCarrier::by_adaptation);
  EXPECT_EQ(at(day_one(), later(), 0.5)->carrier, ImplantCarrier::noise);
}

TEST(BetweenImplants, MapsAndPerceptsNeverInterpolate) {
  Implant other = later();
  other.map.electrodes[0].c_level = 201.0;
  EXPECT_EQ(at(day_one(), other, 0.49), day_one());
  EXPECT_EQ(at(day_one(), other, 0.5), other);
  other = later();
  other.percept = ImplantPercept::film;
  EXPECT_EQ(at(day_one(), other, 0.49), day_one());
  EXPECT_EQ(at(day_one(), other, 0.5), other);
}

TEST(BetweenImplants, AnImplantInOneEarAloneComesHalfWay) {
  EarProfile without, with;
  with.implant = later();
  EXPECT_FALSE(between(without, with, 0.49).implant);
  EXPECT_EQ(between(without, with, 0.5).implant, later());
  EXPECT_FALSE(between(with, without, 0.5).implant);
  EXPECT_EQ(between(with, with, 0.3).implant, later()) << "alike all the way, to the bit";
}

TEST(BetweenImplants, EqualOnesStayEqualToTheBit) {
  Implant odd = later();
  odd.eas_crossover = Hertz(333.3), odd.formant_shift = 1.1, odd.matched_pitch = Hertz(117.7);
  for (double part : {0.1, 0.37, 0.5, 0.9}) EXPECT_EQ(at(odd, odd, part), odd) << part;
}

}  // namespace
}  // namespace otoscape::hearing
