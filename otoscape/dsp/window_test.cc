// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/window.h"

#include <gtest/gtest.h>

namespace otoscape::dsp {
namespace {

TEST(Window, HannOverlappedByHalfSumsToOne) {
  for (int n = 0; n < 64; ++n) {
    EXPECT_NEAR(hann(n, 128) + hann(n + 64, 128), 1.0, 1e-15);
    EXPECT_NEAR(hann(n + 0.5, 128) + hann(n + 64.5, 128), 1.0, 1e-15);
  }
  EXPECT_GT(std::abs(hann(32, 127) + hann(96, 127) - 1.0), 1e-3) << "the symmetric one does not";
}

TEST(Window, OnesOfTheSameNameAgree) {
  for (int n = 0; n <= 128; ++n) {
    EXPECT_NEAR(hann_off_middle(n - 64, 128), hann(n, 128), 1e-15);
    EXPECT_NEAR(root_hann(n, 128) * root_hann(n, 128), hann(n, 128), 1e-15);
  }
}

TEST(Window, EndsAndMiddlesAreTheTextbooks) {
  EXPECT_EQ(hann(0, 7), 0.0);
  EXPECT_EQ(hann(3.5, 7), 1.0);
  EXPECT_NEAR(hamming(0, 7), 0.08, 1e-15);
  EXPECT_NEAR(hamming(3.5, 7), 1.0, 1e-15);
  EXPECT_NEAR(blackman(0, 7), 0.0, 1e-15);
  EXPECT_NEAR(blackman(3.5, 7), 1.0, 1e-15);
}

// I0(3) and I0(6) after Abramowitz and Stegun, table 9.8.
TEST(Window, KaisersIsThatOfItsTable) {
  EXPECT_EQ(kaiser(0.0, 6.0), 1.0);
  EXPECT_EQ(kaiser(1.01, 6.0), 0.0);
  EXPECT_NEAR(kaiser(1.0, 6.0), 1.0 / 67.2344069764780, 1e-13);
  EXPECT_NEAR(kaiser(std::sqrt(0.75), 6.0), 4.88079258586503 / 67.2344069764780, 1e-13);
}

}  // namespace
}  // namespace otoscape::dsp
