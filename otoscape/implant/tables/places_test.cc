// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/tables/places.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace otoscape::implant::tables {
namespace {

TEST(Places, TipFrequenciesAreGreenwoods) {
  const std::array<std::array<double, 2>, 11> table = {{{15, 2476},
                                                        {16, 2138},
                                                        {18, 1586},
                                                        {18.5, 1471},
                                                        {20, 1168},
                                                        {22, 851},
                                                        {24, 610},
                                                        {25, 513},
                                                        {26, 428},
                                                        {28, 290},
                                                        {31.5, 123}}};
  for (const auto& [depth_mm, hz] : table) {
    EXPECT_NEAR(greenwood_hz(kCochleaMm - depth_mm), hz, 0.6) << depth_mm;
  }
  EXPECT_NEAR(greenwood_hz(0.0), 19.8, 0.05);
}

TEST(Places, GreenwoodsWayBackUndoesTheWayThere) {
  for (double mm = 0.0; mm <= kCochleaMm; mm += 0.7) {
    EXPECT_NEAR(greenwood_mm(greenwood_hz(mm)), mm, 1e-9);
  }
}

TEST(Places, TheContoursContactsStandAtTheirListedGanglionFrequencies) {
  const std::array<double, 22> listed = {713,  794,  913,  1056,  1233,  1428, 1663, 1941,
                                         2298, 2678, 3152, 3625,  4152,  4749, 5363, 6042,
                                         6926, 8242, 9643, 11190, 12668, 14221};
  const ElectrodeArray* contour = find_array("contour-advance");
  ASSERT_NE(contour, nullptr);
  const auto places = contact_places(*contour, contour->insertion_mm);
  ASSERT_EQ(places.spiral_ganglion_hz.size(), listed.size());
  for (std::size_t i = 0; i < listed.size(); ++i) {
    EXPECT_NEAR(places.spiral_ganglion_hz[i], listed[i], 1.5) << i;
  }
}

TEST(Places, AnglesAndMillimetresAgreeWithTheLateralWallArraysTable) {
  EXPECT_NEAR(angle_deg(31.5), 544.03, 1e-6);
  EXPECT_NEAR(angle_deg(19.5), 274.82 - 50.55, 1e-6);
  EXPECT_NEAR(angle_deg(5.1), 9.62, 1e-6);
  for (double mm = 0.5; mm < kCochleaMm; mm += 0.37) {
    EXPECT_NEAR(mm_from_base(angle_deg(mm)), mm, 1e-6);
    EXPECT_GT(angle_deg(mm + 0.05), angle_deg(mm));
  }
}

TEST(Places, EveryArrayRisesInFrequencyFromItsTip) {
  for (const auto& array : electrode_arrays()) {
    EXPECT_FALSE(array.source.empty());
    EXPECT_EQ(find_array(array.name), &array);
    for (const double deeper_mm : {-0.9, 0.0, 2.0}) {
      const auto places = contact_places(array, array.insertion_mm + deeper_mm);
      ASSERT_EQ(places.mm.size(), static_cast<std::size_t>(array.contacts)) << array.name;
      EXPECT_NEAR(places.mm[0], kCochleaMm - array.insertion_mm - deeper_mm, 1e-9);
      for (std::size_t i = 1; i < places.mm.size(); ++i) {
        EXPECT_GT(places.greenwood_hz[i], places.greenwood_hz[i - 1]) << array.name;
        EXPECT_GT(places.spiral_ganglion_hz[i], places.spiral_ganglion_hz[i - 1]) << array.name;
      }
    }
  }
  EXPECT_EQ(find_array("no-such-array"), nullptr);
}

TEST(Places, ADeeperInsertionLowersEveryPlace) {
  const ElectrodeArray* contour = find_array("contour-advance");
  const auto typical = contact_places(*contour, 18.0), deep = contact_places(*contour, 19.0);
  for (std::size_t i = 0; i < typical.mm.size(); ++i) {
    EXPECT_LT(deep.spiral_ganglion_hz[i], typical.spiral_ganglion_hz[i]);
    EXPECT_LT(deep.greenwood_hz[i], typical.greenwood_hz[i]);
  }
}

}  // namespace
}  // namespace otoscape::implant::tables
