// SPDX-License-Identifier: Apache-2.0
#include "io/media/stream_resampler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace otoscape::io::media {
namespace {

using Channels = std::array<std::vector<double>, 2>;

std::vector<double> tone(double rate_hz, double hz, std::size_t frames) {
  std::vector<double> x(frames);
  for (std::size_t n = 0; n < frames; ++n) {
    x[n] = std::sin(2.0 * std::numbers::pi * hz / rate_hz * static_cast<double>(n));
  }
  return x;
}

Channels resampled(const Channels& in, std::size_t step) {
  auto resampler = StreamResampler::make(Hertz(48000.0), Hertz(44100.0), 2);
  EXPECT_TRUE(resampler);
  Channels out;
  for (std::size_t at = 0; at < in[0].size(); at += step) {
    const std::size_t count = std::min(step, in[0].size() - at);
    resampler->push({std::span(in[0]).subspan(at, count), std::span(in[1]).subspan(at, count)},
                    out);
  }
  resampler->finish(out);
  return out;
}

TEST(StreamResampler, KeepsTimeLevelAndChannels) {
  const Channels in = {tone(48000.0, 1000.0, 48001), tone(48000.0, 3000.0, 48001)};
  const Channels out = resampled(in, 1024);
  const std::size_t frames = 44101;  // 48001 · 44100/48000, rounded up
  ASSERT_EQ(out[0].size(), frames);
  ASSERT_EQ(out[1].size(), frames);
  const Channels expected = {tone(44100.0, 1000.0, frames), tone(44100.0, 3000.0, frames)};
  for (std::size_t c = 0; c < 2; ++c) {
    for (std::size_t n = 1000; n < 43000; ++n) ASSERT_NEAR(out[c][n], expected[c][n], 1e-4) << n;
  }
}

TEST(StreamResampler, DoesNotDependOnHowTheInputIsCut) {
  const Channels in = {tone(48000.0, 1000.0, 20000), tone(48000.0, 3000.0, 20000)};
  EXPECT_EQ(resampled(in, 20000), resampled(in, 17));
}

}  // namespace
}  // namespace otoscape::io::media
