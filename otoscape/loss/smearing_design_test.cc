// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/smearing_design.h"

#include <gtest/gtest.h>

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

// Carrier losses found by a prototype: the severe class costs a 4 kHz tone 4 dB, the mild one 0.8.
TEST(SmearingDesign, KnowsWhatATonesOwnLineLoses) {
  const SmearingBasis basis(Hertz(48000));
  EXPECT_NEAR(basis.make(uniform(1.6f, 1.1f))->tone_change(Hertz(4000)).value(), -0.8, 0.15);
  EXPECT_NEAR(basis.make(uniform(4, 2))->tone_change(Hertz(4000)).value(), -4.0, 0.2);
  EXPECT_NEAR(basis.make(uniform(4, 2))->tone_change(Hertz(1000)).value(), -1.4, 0.2);
  // On a bin's centre, where all other bins but two hold rounding errors only.
  EXPECT_NEAR(basis.make(uniform(4, 2))->tone_change(Hertz(656.25)).value(), -1.4, 0.2);
}

}  // namespace
}  // namespace otoscape::loss
