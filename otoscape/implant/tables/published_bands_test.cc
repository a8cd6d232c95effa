// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/tables/published_bands.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "otoscape/implant/tables/hires_bands.h"

namespace otoscape::implant::tables {
namespace {

TEST(PublishedBands, RiseAndHoldTheirCentres) {
  std::set<std::string> names;
  for (const BandSet& set : published_bands()) {
    EXPECT_TRUE(names.insert(set.name).second) << set.name;
    EXPECT_FALSE(set.title.empty() || set.source.empty()) << set.name;
    EXPECT_TRUE(std::ranges::is_sorted(set.centres_hz, std::less_equal<>())) << set.name;
    if (set.edges_hz.empty()) continue;
    ASSERT_EQ(set.edges_hz.size(), set.centres_hz.size() + 1) << set.name;
    for (std::size_t i = 0; i < set.centres_hz.size(); ++i) {
      EXPECT_LT(set.edges_hz[i], set.centres_hz[i]) << set.name;
      EXPECT_LT(set.centres_hz[i], set.edges_hz[i + 1]) << set.name;
    }
  }
}

TEST(PublishedBands, AreAsManyAsTheirNamesSay) {
  EXPECT_EQ(published_bands().size(), 41u);
  for (const BandSet& set : published_bands()) {
    std::string count = set.name;
    if (count.ends_with("-extended")) count.resize(count.size() - 9);
    if (count.ends_with("-approximate")) count.resize(count.size() - 12);
    count.erase(0, count.find_last_of('-') + 1);
    EXPECT_EQ(set.bands(), std::stoi(count)) << set.name;
  }
  EXPECT_EQ(find_bands("no such"), nullptr);
}

// The middles that Advanced Bionics' and ours must agree on: arithmetic, rounded.
TEST(PublishedBands, HiResCentresAreTheMiddlesOfTheirEdges) {
  const BandSet& set = *find_bands("ab-hires-16");
  for (std::size_t i = 0; i < 16; ++i) {
    EXPECT_NEAR(set.centres_hz[i], 0.5 * (set.edges_hz[i] + set.edges_hz[i + 1]), 1.0);
  }
}

// The list is that of the slices' edges, half a bin below the first.
TEST(PublishedBands, HiRes120EdgesAreThoseOfItsSlices) {
  const BandSet& set = *find_bands("ab-hires120-15");
  for (std::size_t i = 0; i < kHiresEdges.size(); ++i) {
    EXPECT_NEAR(set.edges_hz[i], (kHiresEdges[i] - 0.5) * kHiresBinHz, 1.0);
  }
  EXPECT_EQ(find_bands("ab-hires120-15-extended")->edges_hz.front(), 238.0);
}

TEST(PublishedBands, SpiralIsEvenInErbs) {
  const BandSet& set = *find_bands("spiral-20");
  const double centres[] = {149.7,  215.5,  291.1,  378.1,  478.2,  593.8, 727.4,
                            882.3,  1062.2, 1272.1, 1517.8, 1806.6, 2148,  2553.9,
                            3040.1, 3627.7, 4345.3, 5233.3, 6349.9, 7782.7};
  for (std::size_t i = 0; i < 20; ++i) EXPECT_NEAR(set.centres_hz[i], centres[i], 0.06);
  EXPECT_NEAR(set.edges_hz[7], 801.9, 0.06);
  EXPECT_NEAR(set.edges_hz[20], 8658.0, 0.06);
}

TEST(PublishedBands, DormansTouchToWithinRounding) {
  const double ends[] = {300.0, 5500.0};
  for (int n = 2; n <= 9; ++n) {
    const BandSet& set = *find_bands("dorman-" + std::to_string(n));
    EXPECT_NEAR(set.edges_hz.front(), ends[0], 1.0) << n;
    EXPECT_NEAR(set.edges_hz.back(), ends[1], 1.0) << n;
    // Even steps in octaves, as the paper describes them.
    for (std::size_t i = 1; i < set.edges_hz.size(); ++i) {
      EXPECT_NEAR(std::log2(set.edges_hz[i] / set.edges_hz[i - 1]), std::log2(5500.0 / 300.0) / n,
                  0.01);
    }
  }
}

TEST(PublishedBands, ElectrodesOfTheToolboxAreEvenInOctaves) {
  const auto& hz = find_bands("ab-electrodes-16")->centres_hz;
  EXPECT_NEAR(hz[1], 453.2, 0.1);
  EXPECT_NEAR(hz.back(), 5046.4, 1e-6);
}

}  // namespace
}  // namespace otoscape::implant::tables
