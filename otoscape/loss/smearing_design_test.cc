// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/smearing_design.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace otoscape::loss {
namespace {

SmearingParams uniform(float lower, float upper) {
  SmearingParams params;
  params.lower.fill(lower);
  params.upper.fill(upper);
  return params;
}

double sum(const dsp::Matrix& m) {
  double total = 0.0;
  for (int r = 0; r < m.rows(); ++r) {
    for (double v : m.row(r)) total += v;
  }
  return total;
}

TEST(SmearingDesign, TypicalWidthsChangeNothing) {
  const SmearingBasis basis(Hertz(44100));
  const auto s = basis.dense(uniform(1, 1));
  for (int i = 0; i < 220; ++i) EXPECT_NEAR(s(i, i), 1.0, 1e-6) << i;
}

// Values of an independent program written from the published algorithm, at the simulator's own
// rate.
TEST(SmearingDesign, ReproducesThePublishedMatrices) {
  const SmearingBasis basis(Hertz(44100));
  const auto mild = basis.dense(uniform(1.6f, 1.1f));
  EXPECT_NEAR(sum(mild), 252.697619, 2e-3);
  EXPECT_NEAR(mild(10, 9), 0.178696110, 1e-6);
  EXPECT_NEAR(mild(128, 128), 0.42399411, 1e-6);
  const auto moderate = basis.dense(uniform(2.4f, 1.6f));
  EXPECT_NEAR(sum(moderate), 248.492098, 2e-3);
  EXPECT_NEAR(moderate(1, 2), 0.00628869, 1e-6);
  const auto severe = basis.dense(uniform(4, 2));
  EXPECT_NEAR(sum(severe), 246.913105, 2e-3);
  EXPECT_NEAR(severe(10, 10), 0.26628881, 1e-6);
}

// A row's block may be as narrow as it likes, but what it leaves out is small and what it keeps has
// the 11 bits of binary16, whose smallest step is 2^-24.
TEST(SmearingDesign, BandingKeepsAllThatCounts) {
  const SmearingBasis basis(Hertz(48000));
  const auto params = uniform(2.4f, 1.6f);
  const auto dense = basis.dense(params);
  const auto banded = basis.make(params);
  ASSERT_EQ(banded->blocks().size() * SmearingMatrix::kBlockRows, 256u);
  EXPECT_LT(banded->entries().size(), 256u * 256u);
  for (int r = 0; r < banded->bins(); ++r) {
    const auto& block = banded->blocks()[static_cast<std::size_t>(r / SmearingMatrix::kBlockRows)];
    const float* entry = banded->entries().data() + block.offset + r % SmearingMatrix::kBlockRows;
    double largest = 0.0;
    for (double v : dense.row(r)) largest = std::max(largest, std::abs(v));
    for (int c = 0; c < banded->bins(); ++c) {
      const int column = c - block.first_column;
      if (column >= 0 && column < block.columns) {
        const double rounding = std::max(0x1p-11 * std::abs(dense(r, c)), 0x1p-25);
        EXPECT_NEAR(entry[column * SmearingMatrix::kBlockRows], dense(r, c), 1.001 * rounding);
      } else {
        EXPECT_LT(std::abs(dense(r, c)), 1e-4 * largest) << r << ", " << c;
      }
    }
  }
}

TEST(SmearingDesign, FramesAreAboutSixMillisecondsAtEveryRate) {
  for (int rate : {8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000, 88200, 96000, 192000}) {
    const auto frame = SmearingFrame::at(Hertz(rate));
    const double ms = 1e3 * frame.window_frames / rate;
    EXPECT_GT(ms, 5.0) << rate;
    EXPECT_LT(ms, 11.7) << rate;
    EXPECT_EQ(frame.hop_frames % 16, 0) << rate;
  }
  EXPECT_EQ(SmearingFrame::at(Hertz(48000)).window_frames, 256);
}

}  // namespace
}  // namespace otoscape::loss
