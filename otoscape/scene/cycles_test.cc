// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/cycles.h"

#include <gtest/gtest.h>

namespace otoscape::scene {
namespace {

Cycles beats() {
  Automation rate(Quantity::number, 1.0), stress(Quantity::number, 0.0);
  rate.arrive(Seconds(20), {Seconds(10)}, 2.0);
  rate.arrive(Seconds(40), {}, 1.5);
  stress.arrive(Seconds(18), {Seconds(6), Shape::ease}, 1.0);
  stress.arrive(Seconds(60), {Seconds(30)}, 0.2);
  return {rate, stress, 0.5};
}

TEST(Cycles, CountFromTimeZeroEvenBackwards) {
  EXPECT_EQ(beats().at(Seconds(0)), 0.0);
  EXPECT_NEAR(beats().at(Seconds(7.25)), 7.25, 1e-12);
  EXPECT_NEAR(beats().at(Seconds(-3)), -3.0, 1e-12);
}

TEST(Cycles, AreTheIntegralOfTheRate) {
  const Cycles counted = beats();
  Automation rate(Quantity::number, 1.0), stress(Quantity::number, 0.0);
  rate.arrive(Seconds(20), {Seconds(10)}, 2.0);
  rate.arrive(Seconds(40), {}, 1.5);
  stress.arrive(Seconds(18), {Seconds(6), Shape::ease}, 1.0);
  stress.arrive(Seconds(60), {Seconds(30)}, 0.2);
  double sum = 0.0;
  constexpr double kStep = 1e-3;
  for (int i = 0; i < 80'000; ++i) {
    const Seconds middle((i + 0.5) * kStep);
    sum += kStep * rate.at(middle) * (1.0 + 0.5 * stress.at(middle));
    if (i % 9'973 == 0) {
      EXPECT_NEAR(counted.at(Seconds((i + 1) * kStep)), sum, 1e-5) << i;
    }
  }
}

TEST(Cycles, StressRaisesThem) {
  Automation rate(Quantity::number, 1.0);
  EXPECT_NEAR(Cycles(rate, Automation(Quantity::number, 1.0), 0.5).at(Seconds(60)), 90.0, 1e-9);
  EXPECT_NEAR(Cycles(rate, Automation(Quantity::number, 1.0), 0.0).at(Seconds(60)), 60.0, 1e-9);
}

}  // namespace
}  // namespace otoscape::scene
