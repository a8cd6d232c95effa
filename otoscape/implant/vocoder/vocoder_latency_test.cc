// SPDX-License-Identifier: Apache-2.0
// The latency, measured by the envelope of the output.

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include "otoscape/dsp/window.h"
#include "otoscape/implant/vocoder/vocoder_test_support.h"

namespace otoscape::implant::vocoder {
namespace {

using namespace test;

// Envelope under a Hann window of 10 ms: power, smooth enough to compare times.
std::vector<double> slow_power(std::span<const float> x, double rate_hz) {
  const auto half = static_cast<std::size_t>(0.005 * rate_hz) / 4 * 4;  // looked at every 4th frame
  std::vector<double> window(2 * half + 1), y(x.size());
  for (std::size_t i = 0; i < window.size(); ++i) {
    window[i] = dsp::hann(static_cast<double>(i), static_cast<double>(2 * half));
  }
  for (std::size_t n = half; n + half < x.size(); n += 4) {
    for (std::size_t i = 0; i < window.size(); ++i) {
      const double v = static_cast<double>(x[n + i - half]);
      y[n] += window[i] * v * v;
    }
    y[n] = std::sqrt(y[n]);
  }
  return y;
}

// The lag of b re a, in frames, with the highest correlation of their slow envelopes.
int lag_of(std::span<const float> a, std::span<const float> b, int least, int most,
           double rate_hz) {
  const auto pa = slow_power(a, rate_hz), pb = slow_power(b, rate_hz);
  double best = -1.0;
  int lag = 0;
  for (int d = least / 4 * 4; d <= most; d += 4) {
    double sum = 0.0;
    for (std::size_t n = 0; n + static_cast<std::size_t>(d) < pb.size(); n += 4) {
      sum += pa[n] * pb[n + static_cast<std::size_t>(d)];
    }
    if (sum > best) best = sum, lag = d;
  }
  return lag;
}

TEST(Vocoder, DelaysByTheSameForEveryMapAndCarrier) {
  EXPECT_EQ(Vocoder::latency(Hertz(48000)).value(), 548);
  EXPECT_EQ(Vocoder::latency(Hertz(96000)).value(), 1096);
  const auto x = sentence();
  const auto map = ace_map();
  auto percept = percept_of(map);
  const auto lag = [&](const CodingParams& coding, const VocoderParams& p) {
    return lag_of(x, heard_through(coding, p, x), 440, 640, kRate);
  };
  // Onsets come up to 25 frames early: AGC and loudness growth pull them forward.
  EXPECT_NEAR(lag(map, percept), 548 - 10, 15);
  percept.envelope_hz = 160.0;
  percept.carrier = Carrier::sine;
  EXPECT_NEAR(lag(map, percept), 548 - 10, 15);
  auto flat = map;
  flat.microphone = Microphone::flat;
  EXPECT_NEAR(lag(flat, percept_of(flat)), 548 - 10, 15);
  // Its window is so long that it comes up to 34 frames later than the rest.
  EXPECT_NEAR(lag(hires_map(), hires_percept()), 548 + 10, 15);
}

TEST(Vocoder, DelaysByTheSameAtEveryRate) {
  const auto map = ace_map();
  for (const double rate : {16000.0, 22050.0, 44100.0, 96000.0}) {
    const auto x = sentence(65.0, rate);
    const auto y = heard_through(map, percept_of(map), x, rate);
    const double ms = 1000.0 / rate;
    EXPECT_NEAR(
        lag_of(x, y, static_cast<int>(0.009 * rate), static_cast<int>(0.014 * rate), rate) * ms,
        11.2, 0.35)
        << rate;
  }
}

}  // namespace
}  // namespace otoscape::implant::vocoder
