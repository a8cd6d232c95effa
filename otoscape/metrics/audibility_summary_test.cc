// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/audibility_summary.h"

#include <gtest/gtest.h>

namespace otoscape::metrics {
namespace {

void add(AudibilityTrack& track, int values, bool speech, float left, float right) {
  for (int n = 0; n < values; ++n) track.values.push_back({speech, left, right, 1.0f});
}

TEST(AudibilitySummary, LeavesOutWhereNobodySpeaks) {
  AudibilityTrack track;
  add(track, 100, true, 0.25f, 0.5f);
  add(track, 500, false, 0.0f, 0.0f);
  add(track, 100, true, 0.75f, 0.5f);
  const auto summary = summary_of(track);
  ASSERT_TRUE(summary);
  EXPECT_NEAR(summary->speech.value(), 20.0, 1e-9);
  EXPECT_NEAR(summary->left.mean, 0.5, 1e-6);
  EXPECT_NEAR(summary->left.low, 0.25, 1e-6);
  EXPECT_NEAR(summary->left.high, 0.75, 1e-6);
  EXPECT_NEAR(summary->right.low, 0.5, 1e-6);
  EXPECT_NEAR(summary->typical.mean, 1.0, 1e-6);
}

// A value of a tenth of a second is no range: windows are 3 s long.
TEST(AudibilitySummary, TakesItsRangeOverThreeSeconds) {
  AudibilityTrack track;
  for (int n = 0; n < 300; ++n)
    track.values.push_back({true, n % 2 == 0 ? 0.0f : 1.0f, 0.5f, 1.0f});
  const auto summary = summary_of(track);
  ASSERT_TRUE(summary);
  EXPECT_NEAR(summary->left.low, 0.5, 1e-6);
  EXPECT_NEAR(summary->left.high, 0.5, 1e-6);
}

TEST(AudibilitySummary, IsNothingWhereNobodySpeaks) {
  EXPECT_FALSE(summary_of({}));
  AudibilityTrack track;
  add(track, 50, false, 0.0f, 0.0f);
  EXPECT_FALSE(summary_of(track));
  add(track, 1, true, 0.4f, 0.2f);  // a single syllable
  ASSERT_TRUE(summary_of(track));
  EXPECT_NEAR(summary_of(track)->left.low, 0.4, 1e-6);
}

TEST(AudibilitySummary, HasAWordForEveryShare) {
  EXPECT_EQ(share_words(0.0), "none");
  EXPECT_EQ(share_words(0.03), "almost nothing");
  EXPECT_EQ(share_words(0.1), "about a tenth");
  EXPECT_EQ(share_words(0.25), "about a quarter");
  EXPECT_EQ(share_words(0.33), "about a third");
  EXPECT_EQ(share_words(0.5), "about half");
  EXPECT_EQ(share_words(0.67), "about two thirds");
  EXPECT_EQ(share_words(0.75), "about three quarters");
  EXPECT_EQ(share_words(0.9), "almost all");
  EXPECT_EQ(share_words(1.0), "all");
}

}  // namespace
}  // namespace otoscape::metrics
