// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/recovery.h"

#include <gtest/gtest.h>

namespace otoscape::scene {
namespace {

TEST(Recovery, Gives95PercentBackInTheTimeAskedForInTwoStages) {
  Blast blast;
  blast.recover = Seconds(90);
  blast.residual = 0.0;
  const double slow = 90.0 / 2.08, fast = slow / 14.0;
  EXPECT_EQ(still_shifted(blast, 0.0), 1.0);
  EXPECT_NEAR(still_shifted(blast, fast), 0.6 * 0.3679 + 0.4 * 0.9311, 2e-3);
  EXPECT_NEAR(still_shifted(blast, 90.0), 0.05, 2e-3);
  EXPECT_EQ(still_shifted(blast, 270.0), 0.0);
}

TEST(Recovery, LeavesTheResidual) {
  EXPECT_DOUBLE_EQ(still_shifted(Blast{}, 1e6), 0.2);
  const auto left = shift(Blast{}, still_shifted(Blast{}, 1e6));
  EXPECT_EQ(left[4].first, Hertz(4000));
  EXPECT_DOUBLE_EQ(left[4].second.value(), 11.0);
}

TEST(Recovery, PiecesAreFinerWhileItMovesFast) {
  const Blast blast;
  const auto ends = recovery_pieces(blast);
  ASSERT_GT(ends.size(), 10u);
  ASSERT_LT(ends.size(), 40u);
  EXPECT_EQ(ends.back(), recovery_ends(blast));
  double last = 0.0;
  for (double end : ends) {
    const double moved = 44.0 * (still_moving(blast, last) - still_moving(blast, end));
    EXPECT_GE(end - last, 0.2499);
    EXPECT_TRUE(moved < 2.01 || end - last < 0.2501) << moved;
    last = end;
  }
  Blast quick;
  quick.recover = Seconds(1);
  EXPECT_FALSE(recovery_pieces(quick).empty());
}

TEST(Recovery, FindsWhenItFallsToAShare) {
  for (double share : {0.9, 0.5, 0.05}) {
    EXPECT_NEAR(still_moving(Blast{}, falls_to(Blast{}, share)), share, 1e-9);
  }
}

}  // namespace
}  // namespace otoscape::scene
