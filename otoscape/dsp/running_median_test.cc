// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/running_median.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace otoscape::dsp {
namespace {

using Values = std::vector<float>;

float middle(Values values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// Some values twice and more, as silence has them.
Values random_values(int count, std::mt19937& random) {
  std::uniform_int_distribution<int> level(0, 40);
  Values values(static_cast<std::size_t>(count));
  for (float& v : values) v = static_cast<float>(level(random)) * 0.37f;
  return values;
}

TEST(RunningMedian, OverTimeItIsTheMiddleOfTheLastValues) {
  std::mt19937 random(1);
  for (const auto& [bins, depth] : {std::pair{33, 5}, {257, 39}, {2049, 13}, {1, 1}}) {
    Arena arena;
    MedianOverTime median;
    median.prepare(bins, depth, arena);
    const auto room = static_cast<std::size_t>(bins + 16);
    std::vector<Values> past(static_cast<std::size_t>(depth), Values(room));
    Values out(room);
    for (int slice = 0; slice < 100; ++slice) {
      past.erase(past.begin());
      past.push_back(random_values(bins + 16, random));
      median.next(past.back(), out);
      for (std::size_t b = 0; b < static_cast<std::size_t>(bins); b += 7) {
        Values last;
        for (const auto& values : past) last.push_back(values[b]);
        ASSERT_EQ(out[b], middle(last));
      }
    }
  }
}

TEST(RunningMedian, OverTimeItCanBeginWithAPast) {
  Arena arena;
  MedianOverTime median;
  median.prepare(33, 5, arena);
  std::mt19937 random(2);
  const Values first = random_values(49, random);
  median.fill(first);
  Values out(49), silence(49);
  for (int slice = 1; slice <= 4; ++slice) {
    median.next(silence, out);
    for (std::size_t b = 0; b < 33; ++b) ASSERT_EQ(out[b], slice < 3 ? first[b] : 0.0f);
  }
}

// A centred one would rise two slices before the step's middle and hear the future.
TEST(RunningMedian, OverTimeItIsCausal) {
  Arena arena;
  MedianOverTime median;
  median.prepare(1, 5, arena);
  Values in(17), out(17);
  for (int slice = 0; slice < 20; ++slice) {
    in[0] = slice >= 10 ? 1.0f : 0.0f;
    median.next(in, out);
    EXPECT_EQ(out[0], slice >= 12 ? 1.0f : 0.0f) << slice;
  }
}

TEST(RunningMedian, OverBinsItIsTheMiddleOfThoseAround) {
  std::mt19937 random(2);
  for (const auto& [bins, width] : {std::pair{33, 5}, {257, 11}, {2049, 43}, {17, 3}, {65, 1}}) {
    Arena arena;
    MedianOverBins median;
    median.prepare(bins, width, arena);
    const Values in = random_values(bins, random);
    Values out(static_cast<std::size_t>(bins + 16));
    median.of(in, out);
    for (int b = 0; b < bins; ++b) {
      Values around;
      for (int i = b - width / 2; i <= b + width / 2; ++i) {
        const int mirrored = i < 0 ? -1 - i : i >= bins ? 2 * bins - 1 - i : i;
        around.push_back(in[static_cast<std::size_t>(mirrored)]);
      }
      ASSERT_EQ(out[static_cast<std::size_t>(b)], middle(around)) << b;
    }
  }
}

}  // namespace
}  // namespace otoscape::dsp
