// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/maxima.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "otoscape/implant/coding/band_edges.h"

namespace otoscape::implant::coding {
namespace {

std::vector<int> bands_of(const Chosen& chosen) {
  std::vector<int> bands;
  for (int b = 0; b < kMaxElectrodes; ++b) {
    if (chosen[static_cast<std::size_t>(b)]) bands.push_back(b);
  }
  return bands;
}

std::vector<int> largest(const std::vector<double>& u, int wanted) {
  Chosen chosen{};
  choose_maxima(std::span<const double>(u), wanted, chosen);
  return bands_of(chosen);
}

std::vector<double> edges() {
  CodingParams params;
  params.bands.resize(22);
  return band_edges_hz(params);
}

std::vector<int> least_masked(const std::vector<double>& u, int wanted, double low, double high) {
  Chosen chosen{};
  PsychoacousticMaxima(edges(), low, high, 0.01).choose(std::span<const double>(u), wanted, chosen);
  return bands_of(chosen);
}

TEST(Maxima, TheLargestWin) {
  EXPECT_EQ(largest({.1, .5, .2, .4, .3}, 2), (std::vector{1, 3}));
  EXPECT_EQ(largest({.1, .5, .2, .4, .3}, 9), (std::vector{0, 1, 2, 3, 4}));
}

TEST(Maxima, AmongEqualsTheHigherBandWins) {
  EXPECT_EQ(largest({.1, .1, .1, .1}, 2), (std::vector{2, 3}));
  EXPECT_EQ(largest({.2, .1, .2, .2}, 2), (std::vector{2, 3}));
  EXPECT_EQ(largest(std::vector<double>(22, 0.0), 3), (std::vector{19, 20, 21}));
}

// The rule as published: drop the smallest, the lowest among equals, until n are left.
TEST(Maxima, DroppingTheSmallestAgainAndAgainIsTheSame) {
  unsigned seed = 7;
  for (int round = 0; round < 500; ++round) {
    std::vector<double> u(22);
    for (double& v : u) v = ((seed = seed * 1664525u + 1013904223u) >> 28) / 16.0;  // many equals
    std::vector<int> left(22);
    for (int b = 0; b < 22; ++b) left[static_cast<std::size_t>(b)] = b;
    while (left.size() > 8) {
      left.erase(std::ranges::min_element(left, {},
                                          [&](int b) { return u[static_cast<std::size_t>(b)]; }));
    }
    ASSERT_EQ(largest(u, 8), left);
  }
}

TEST(Maxima, BarkIsZwickers) {
  EXPECT_NEAR(bark(100), 1.0, 0.02);
  EXPECT_NEAR(bark(1000), 8.5, 0.1);
  EXPECT_NEAR(bark(7700), 21.0, 0.3);
}

// A loud band with two neighbours 18 dB softer, and a far one 26 dB softer. ACE takes the
// neighbours; where masking spreads far they are masked, and the far band is taken.
TEST(PsychoacousticMaxima, WhatIsMaskedIsNotChosen) {
  std::vector<double> u(22, 0.0);
  u[10] = 1.0;
  u[9] = u[11] = std::pow(10.0, -18.0 / 20.0);
  u[19] = std::pow(10.0, -26.0 / 20.0);
  EXPECT_EQ(largest(u, 3), (std::vector{9, 10, 11}));
  EXPECT_EQ(least_masked(u, 2, 20.0, 15.0), (std::vector{10, 19}));
  EXPECT_EQ(largest(u, 2), (std::vector{10, 11}));
  // With slopes so steep that nothing is masked it is ACE.
  EXPECT_EQ(least_masked(u, 3, 500.0, 500.0), largest(u, 3));
}

// Masking is wider toward high frequencies where its slope is shallower.
TEST(PsychoacousticMaxima, MaskingGoesFurtherTowardTheShallowerSlope) {
  std::vector<double> u(22, 0.0);
  u[10] = 1.0;
  u[8] = u[12] = 0.1;  // about equally far in Bark
  EXPECT_EQ(least_masked(u, 2, 40.0, 5.0), (std::vector{8, 10}));
  EXPECT_EQ(least_masked(u, 2, 5.0, 40.0), (std::vector{10, 12}));
}

TEST(PsychoacousticMaxima, AlwaysChoosesAsManyAsAreWanted) {
  for (const int wanted : {1, 4, 8, 22, 30}) {
    EXPECT_EQ(static_cast<int>(least_masked(std::vector<double>(22, 0.0), wanted, 50, 37).size()),
              std::min(22, wanted));
  }
}

}  // namespace
}  // namespace otoscape::implant::coding
