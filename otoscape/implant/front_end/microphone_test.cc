// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/front_end/microphone.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "otoscape/dsp/fir_kernels.h"

namespace otoscape::implant::front_end {
namespace {

double gain_db(Microphone microphone, double hz) {
  return microphone_gain(microphone, Hertz(hz)).value();
}

TEST(Microphone, DirectionalHasItsPublishedResponse) {
  const std::pair<double, double> table[] = {
      {100, -18.69}, {125, -16.82}, {160, -14.43}, {200, -12.13}, {250, -9.86}, {315, -7.75},
      {400, -5.96},  {500, -4.53},  {630, -3.02},  {800, -1.49},  {1000, 0},    {1250, 1.52},
      {1600, 3.27},  {2000, 4.99},  {2500, 6.54},  {3150, 8.00},  {4000, 8.29}, {5000, 1.95},
      {6000, -2.39}, {6300, -3.42}, {7000, -8.08}};
  for (const auto& [hz, db] : table) {
    EXPECT_NEAR(gain_db(Microphone::directional, hz), db, 0.006) << hz;
  }
  EXPECT_NEAR(gain_db(Microphone::directional, 7500), -33.7, 0.06);
}

// The response as tabled, and a first-order high-pass of 1200 Hz re its own value at 1 kHz.
TEST(Microphone, OmniIsItsTableAndPreEmphasis) {
  const std::pair<double, double> table[] = {{1000, 0},    {2000, 0.84}, {3150, 2.72},
                                             {4000, 3.18}, {5000, 2.99}, {6300, 3.62}};
  const auto high_pass = [](double hz) {
    const double r = std::tan(M_PI * hz / 16000) / std::tan(M_PI * 1200 / 16000);
    return 10.0 * std::log10(r * r / (1.0 + r * r));
  };
  for (const auto& [hz, db] : table) {
    const double expected = db + high_pass(hz) - high_pass(1000);
    EXPECT_NEAR(gain_db(Microphone::omni, hz), expected, 0.35) << hz;
  }
  EXPECT_LT(gain_db(Microphone::omni, 250), -9.0);
}

TEST(Microphone, AllDelayTheSame64Samples) {
  for (const Microphone which : {Microphone::directional, Microphone::omni}) {
    const auto taps = microphone_taps(which);
    ASSERT_EQ(static_cast<int>(taps.size()), kMicrophoneTaps);
    for (std::size_t n = 0; n < taps.size(); ++n) {
      EXPECT_NEAR(taps[n], taps[taps.size() - 1 - n], 1e-12);
    }
  }
}

TEST(Microphone, FlatIsADelayBitForBit) {
  constexpr int kBlock = 18, kBlocks = 20;
  MicrophoneFilter<float> flat(Microphone::flat, kBlock);
  std::vector<float> in(kBlock * kBlocks), out(in.size() + dsp::kFirRoom);
  for (std::size_t n = 0; n < in.size(); ++n) in[n] = std::sin(0.1f * static_cast<float>(n * n));
  for (std::size_t at = 0; at < in.size(); at += kBlock) {
    flat.process(std::span(in).subspan(at, kBlock), out.data() + at);
  }
  for (std::size_t n = 0; n < in.size(); ++n) {
    EXPECT_EQ(out[n], n < kMicrophoneDelay ? 0.0f : in[n - kMicrophoneDelay]);
  }
}

TEST(Microphone, SingleAndDoublePrecisionAgreeInAnyBlock) {
  for (const int block : {1, 7, 18, 48, 64, 128}) {
    MicrophoneFilter<float> single(Microphone::directional, block);
    MicrophoneFilter<double> exact(Microphone::directional, block);
    std::vector<float> in(static_cast<std::size_t>(block)), out(in.size() + dsp::kFirRoom);
    std::vector<double> in_exact(in.size()), out_exact(in.size() + dsp::kFirRoom);
    for (int n = 0; n < 600; n += block) {
      for (std::size_t i = 0; i < in.size(); ++i) {
        in_exact[i] = in[i] = std::sin(static_cast<float>((n + static_cast<int>(i)) % 97));
      }
      single.process(in, out.data());
      exact.process(in_exact, out_exact.data());
      for (std::size_t i = 0; i < in.size(); ++i) EXPECT_NEAR(out[i], out_exact[i], 2e-6);
    }
  }
}

}  // namespace
}  // namespace otoscape::implant::front_end
