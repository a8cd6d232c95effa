// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/sounds.h"

#include <gtest/gtest.h>

#include "otoscape/dsp/biquad.h"
#include "otoscape/dsp/spline_noise.h"
#include "tests/support/spectrum.h"

namespace otoscape::body {
namespace {

using Sound = std::vector<float>;
constexpr Hertz kRate{48000.0};

void expect_band(const Sound& x, double low_hz, double middle_hz, double high_hz) {
  Sound padded = x;
  padded.resize(std::max<std::size_t>(x.size(), 1 << 18));  // else bins are too coarse
  const auto energy = test::energy_of(test::spectrum(padded), kRate.value());
  EXPECT_NEAR(energy.low_hz / low_hz, 1.0, 0.1);
  EXPECT_NEAR(energy.middle_hz / middle_hz, 1.0, 0.1);
  EXPECT_NEAR(energy.high_hz / high_hz, 1.0, 0.1);
}

float peak_of(const Sound& x) {
  float peak = 0.0f;
  for (float v : x) peak = std::max(peak, std::abs(v));
  return peak;
}

void expect_to_start_and_end_at_zero(const Sound& x) {
  const float peak = peak_of(x);
  EXPECT_LT(std::abs(x.front()), 1e-4f * peak);
  EXPECT_LT(std::abs(x.back()), 1e-4f * peak);
}

// Largest over 0.4 s of a sound in both ears, ITU-R BS.1770 at 48 kHz, LU re 0 LUFS.
double loudness(Sound x) {
  x.resize(x.size() + 19200);
  dsp::Biquads k(
      {{1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585},
       {1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621}});
  k.process(0, x);
  double sum = 0.0, most = 0.0;
  for (std::size_t n = 0; n < x.size(); ++n) {
    sum += std::pow(static_cast<double>(x[n]), 2);
    if (n >= 19200) sum -= std::pow(static_cast<double>(x[n - 19200]), 2);
    most = std::max(most, sum);
  }
  return -0.691 + 10.0 * std::log10(2.0 * most / 19200.0);
}

TEST(Plug, ThudsAtItsLevel) {
  const Sound x = plug_sound(kRate);
  double most = 0.0;
  for (std::size_t n = 0; n + 4800 <= x.size(); n += 48) {
    most = std::max(most, test::level_db_spl(std::span(x).subspan(n, 4800)));
  }
  EXPECT_NEAR(most, kPlugLevel.value(), 0.05);
}

TEST(Pop, IsShortAndDull) {
  const Sound x = pop_sound(kRate);
  expect_to_start_and_end_at_zero(x);
  EXPECT_FLOAT_EQ(peak_of(x), 1.0f);
  expect_band(x, 61.0, 85.0, 146.0);
  const auto last = std::find_if(x.rbegin(), x.rend(), [](float v) { return std::abs(v) > 0.01f; });
  const double end_ms = static_cast<double>(x.rend() - last) / 48.0;
  EXPECT_NEAR(end_ms, 89.0, 2.0);
  EXPECT_NEAR(loudness(x), kPopLoudness, 0.5);
}

// Whatever the noise: how loud an event may be is decided from its peak.
TEST(Blast, IsAsLoudAsSaidForAnyKey) {
  for (std::uint64_t key = 0; key < 20; ++key) {
    const Sound x = blast_sound(kRate, dsp::hash(3, key));
    EXPECT_NEAR(loudness(x), kBlastLoudness, 0.5) << key;
    EXPECT_LE(peak_of(x), 1.0f);
    EXPECT_GT(peak_of(x), 0.9f);
    expect_to_start_and_end_at_zero(x);
  }
  EXPECT_NE(blast_sound(kRate, 1), blast_sound(kRate, 2));
}

TEST(Blast, DiesAwayInASecondOrTwo) {
  const Sound x = blast_sound(kRate, 1);
  const auto level = [&](double s) {
    return test::level_db_spl(std::span(x).subspan(static_cast<std::size_t>(s * 48000.0), 4800));
  };
  EXPECT_LT(level(1.0) - level(0.0), -25.0);
  EXPECT_LT(level(2.0) - level(0.0), -40.0);
  EXPECT_GT(level(0.3) - level(0.0), -30.0);  // there is a tail
}

// Films come at many rates; what is drawn must not depend on theirs.
TEST(Sounds, KeepTheirLevelsAtEveryRate) {
  const auto energy = [](const Sound& x, double rate) {
    return test::mean_square(x) * static_cast<double>(x.size()) / rate;
  };
  for (double rate_hz : {8000.0, 44100.0, 96000.0, 192000.0}) {
    EXPECT_NEAR(energy(plug_sound(Hertz(rate_hz)), rate_hz) / energy(plug_sound(kRate), 48000.0),
                1.0, 0.01)
        << rate_hz;
  }
}

}  // namespace
}  // namespace otoscape::body
