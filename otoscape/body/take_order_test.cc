// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/take_order.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace otoscape::body {
namespace {

std::vector<std::size_t> order(std::size_t takes, std::uint64_t key, std::int64_t from,
                               std::int64_t to) {
  TakeOrder of(takes, key);
  std::vector<std::size_t> all;
  for (std::int64_t n = from; n < to; ++n) all.push_back(of.at(n));
  return all;
}

TEST(TakeOrder, NeverGivesATakeTwiceRunning) {
  for (const std::size_t takes : {2, 3, 4, 7, 200}) {
    for (std::uint64_t key = 0; key < 40; ++key) {
      const auto all = order(takes, key, -300, 300);
      for (std::size_t i = 1; i < all.size(); ++i) {
        ASSERT_NE(all[i], all[i - 1]) << takes << " takes, key " << key;
      }
    }
  }
}

TEST(TakeOrder, UsesAllTakesBeforeAnyComesAgain) {
  for (const std::size_t takes : {1, 2, 3, 12, 200}) {
    const auto count = static_cast<std::int64_t>(takes);
    for (std::int64_t round = -3; round < 3; ++round) {
      const auto all = order(takes, 5, round * count, (round + 1) * count);
      EXPECT_EQ(std::set<std::size_t>(all.begin(), all.end()).size(), takes) << round;
    }
  }
}

TEST(TakeOrder, DiffersFromRoundToRoundAndFromSeedToSeed) {
  EXPECT_NE(order(12, 5, 0, 12), order(12, 5, 12, 24));
  EXPECT_NE(order(12, 5, 0, 12), order(12, 6, 0, 12));
  EXPECT_NE(order(2, 4, 0, 2), order(2, 5, 0, 2));
}

TEST(TakeOrder, DependsOnTheNumberAloneAndNotOnWhatWasAskedBefore) {
  const auto forward = order(5, 9, -60, 60);
  TakeOrder jumps(5, 9);
  for (std::int64_t n = 59; n >= -60; --n) {
    EXPECT_EQ(jumps.at(n), forward[static_cast<std::size_t>(n + 60)]) << n;
    jumps.at(7 * n);
  }
}

// Over many rounds each take is as often the first as any other.
TEST(TakeOrder, IsEven) {
  TakeOrder of(5, 1);
  std::vector<int> first(5);
  for (std::int64_t round = 0; round < 5000; ++round) ++first[of.at(5 * round)];
  for (const int count : first) EXPECT_NEAR(count, 1000, 130) << "four s.d.";
}

}  // namespace
}  // namespace otoscape::body
