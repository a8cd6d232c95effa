// SPDX-License-Identifier: Apache-2.0
#include "otoscape/base/slices.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace otoscape::base {
namespace {

using namespace std::chrono_literals;

Slices<int> sum(Pace& pace, int from, int to, std::vector<int>& seen) {
  int total = 0;
  for (int n = from; n < to; ++n) {
    total += n;
    seen.push_back(n);
    co_await pace.pause();
  }
  co_return total;
}

// A result that cannot be copied, from work within work.
Slices<std::unique_ptr<int>> twice(Pace& pace, std::vector<int>& seen) {
  const int first = co_await sum(pace, 0, 4, seen);
  const int second = co_await sum(pace, 4, 6, seen);
  co_return std::make_unique<int>(first + second);
}

TEST(Slices, AllAtOnceNeverStops) {
  std::vector<int> seen;
  EXPECT_EQ(*all_at_once([&](Pace& pace) { return twice(pace, seen); }), 15);
  EXPECT_EQ(seen, (std::vector{0, 1, 2, 3, 4, 5}));
}

TEST(Slices, WithoutTimeEachSliceGoesToTheNextPause) {
  std::vector<int> seen;
  Pace pace;
  auto work = twice(pace, seen);
  EXPECT_TRUE(seen.empty());  // not before it is asked to
  for (std::size_t slice = 1; slice <= 6; ++slice) {
    EXPECT_FALSE(work.go_on(pace, 0s));
    EXPECT_EQ(seen.size(), slice);
  }
  EXPECT_TRUE(work.go_on(pace, 0s));
  EXPECT_EQ(*work.take(), 15);
}

TEST(Slices, WithTimeOneSliceIsEnough) {
  std::vector<int> seen;
  Pace pace;
  auto work = twice(pace, seen);
  EXPECT_TRUE(work.go_on(pace, 1h));
  EXPECT_TRUE(work.go_on(pace, 1h));  // nothing is left to do
  EXPECT_EQ(*work.take(), 15);
}

TEST(Slices, WhatWasBegunInSlicesMayEndAtOnce) {
  std::vector<int> seen;
  Pace pace;
  auto work = twice(pace, seen);
  ASSERT_FALSE(work.go_on(pace, 0s));
  EXPECT_EQ(*work.all(pace), 15);
  EXPECT_EQ(seen.size(), 6u);
}

TEST(Slices, WorkThatIsGivenUpFreesWhatItHeld) {
  const auto held = std::make_shared<int>(1);
  const auto hold = [](Pace& pace, std::shared_ptr<int> mine) -> Slices<int> {
    co_await pace.pause();
    co_await pace.pause();
    co_return *mine;
  };
  {
    Pace pace;
    auto work = hold(pace, held);
    ASSERT_FALSE(work.go_on(pace, 0s));
    EXPECT_EQ(held.use_count(), 2);
  }
  EXPECT_EQ(held.use_count(), 1);
}

struct alignas(64) Vector {
  float lanes[16] = {};
};

TEST(Slices, VariablesOfTheWorkAreAligned) {
  const auto aligned = [](Pace& pace) -> Slices<bool> {
    Vector vector;
    co_await pace.pause();
    vector.lanes[0] = 1.0f;
    co_return reinterpret_cast<std::uintptr_t>(&vector) % alignof(Vector) == 0;
  };
  std::vector<std::unique_ptr<char[]>> between;  // so that frames lie at different places
  for (std::size_t n = 0; n < 50; ++n) {
    EXPECT_TRUE(all_at_once(aligned));
    between.push_back(std::make_unique<char[]>(16 + 16 * (n % 5)));
  }
}

TEST(Slices, AnExceptionOfInnerWorkReachesTheCaller) {
  const auto inner = [](Pace& pace) -> Slices<int> {
    co_await pace.pause();
    throw std::runtime_error("no memory");
    co_return 1;
  };
  const auto outer = [&](Pace& pace) -> Slices<int> { co_return 1 + co_await inner(pace); };
  Pace pace;
  auto work = outer(pace);
  ASSERT_FALSE(work.go_on(pace, 0s));
  EXPECT_THROW((void)work.go_on(pace, 0s), std::runtime_error);
}

}  // namespace
}  // namespace otoscape::base
