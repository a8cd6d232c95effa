// SPDX-License-Identifier: Apache-2.0
// EBU Tech 3341, cases 15 to 19: sines whose samples miss their peaks; tolerance +0.2 and −0.4 dB.

#include "otoscape/metrics/true_peak.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>

namespace otoscape::metrics {
namespace {

std::vector<float> sine(double cycles_per_frame, double phase_deg, double amplitude) {
  std::vector<float> x(9600);
  for (std::size_t n = 0; n < x.size(); ++n) {
    // Without a step at either end, whose overshoot would be the peak.
    const double at = static_cast<double>(n), end = static_cast<double>(x.size());
    const double fade = std::min({1.0, at / 480.0, (end - at) / 480.0});
    x[n] = static_cast<float>(
        fade * amplitude *
        std::sin(2.0 * std::numbers::pi * (cycles_per_frame * at + phase_deg / 360.0)));
  }
  return x;
}

double dbtp(const std::vector<float>& x, double rate_hz, std::size_t cut = 1000) {
  TruePeak meter{Hertz(rate_hz)};
  float peak = 0.0f;
  for (std::size_t at = 0; at < x.size(); at += cut) {
    meter.raise(std::span(x).subspan(at, std::min(cut, x.size() - at)), peak);
  }
  meter.finish(peak);
  return 20.0 * std::log10(static_cast<double>(peak));
}

double sample_peak_db(const std::vector<float>& x) {
  float peak = 0.0f;
  for (float v : x) peak = std::max(peak, std::abs(v));
  return 20.0 * std::log10(static_cast<double>(peak));
}

struct Case {
  double cycles_per_frame, phase_deg, amplitude, wanted_dbtp;
};

class Tech3341 : public testing::TestWithParam<Case> {};

TEST_P(Tech3341, ReadsThePeakBetweenSamples) {
  const Case& c = GetParam();
  const auto x = sine(c.cycles_per_frame, c.phase_deg, c.amplitude);
  EXPECT_LT(dbtp(x, 48000), c.wanted_dbtp + 0.2);
  EXPECT_GT(dbtp(x, 48000), c.wanted_dbtp - 0.4);
}

INSTANTIATE_TEST_SUITE_P(Cases, Tech3341,
                         testing::Values(Case{0.25, 0.0, 0.5, -6.02}, Case{0.25, 45.0, 0.5, -6.02},
                                         Case{1.0 / 6.0, 60.0, 0.5, -6.02},
                                         Case{0.125, 67.5, 0.5, -6.02},
                                         Case{0.25, 45.0, 1.41, 2.98}));

TEST(TruePeak, OfWhichSamplesShowLess) {
  EXPECT_NEAR(sample_peak_db(sine(0.25, 45.0, 0.5)), -9.03, 0.01);
}

TEST(TruePeak, SeesAPeakInTheLastFrames) {
  std::vector<float> x(500, 0.0f);
  x[499] = 0.5f;
  EXPECT_NEAR(dbtp(x, 48000), -6.02, 0.01);
}

// Blocks that cannot be above the peak so far are passed over: here after every loud one. Measured
// one by one, from 0, none is.
TEST(TruePeak, PassesOverNothingThatIsHigher) {
  std::mt19937 random(3);
  std::normal_distribution<float> noise(0.0f, 0.1f);
  for (int turn = 0; turn < 50; ++turn) {
    std::vector<float> x(960);
    for (float& v : x) v = noise(random);
    TruePeak whole{Hertz(48000)}, parts{Hertz(48000)};
    float peak = 0.0f, highest = 0.0f;
    whole.raise(x, peak);
    for (std::size_t at = 0; at < x.size(); at += 48) {
      float own = 0.0f;
      parts.raise(std::span(x).subspan(at, 48), own);
      highest = std::max(highest, own);
    }
    EXPECT_EQ(peak, highest) << turn;
  }
}

// A peak that begins anew, as that of a section does, takes the same samples however the sound is
// cut, whatever was passed over before, and rests or not.
TEST(TruePeak, TakesTheSameSamplesForAnyCutWherePeaksBeginAnew) {
  std::mt19937 random(5);
  std::normal_distribution<float> noise(0.0f, 0.1f);
  std::vector<float> x(9000, 0.0f);
  for (std::size_t n = 0; n < x.size(); ++n) {
    if (n / 1500 % 3 != 2) x[n] = noise(random) * (n % 1000 < 200 ? 1.0f : 0.01f);
  }
  const auto peaks = [&](std::size_t cut, bool rests) {
    TruePeak meter{Hertz(48000)};
    std::array<float, 9> of{};
    for (std::size_t at = 0; at < x.size();) {
      const std::size_t count = std::min(cut, 1000 - at % 1000);
      const auto part = std::span<const float>(x).subspan(at, count);
      const bool is_silent = std::ranges::all_of(part, [](float v) { return v == 0.0f; });
      if (rests && is_silent) {
        meter.raise_by_silence(count, of[at / 1000]);
      } else {
        meter.raise(part, of[at / 1000]);
      }
      at += count;
    }
    meter.finish(of.back());
    return of;
  };
  const auto one_by_one = peaks(1, false);
  for (const std::size_t cut : {7U, 48U, 250U, 1000U}) {
    EXPECT_EQ(peaks(cut, false), one_by_one) << cut;
    EXPECT_EQ(peaks(cut, true), one_by_one) << cut;
  }
}

TEST(TruePeak, IsTheSameForAnyBlocks) {
  const auto x = sine(0.23, 17.0, 0.7);
  EXPECT_EQ(dbtp(x, 48000, 1), dbtp(x, 48000, 9600));
}

TEST(TruePeak, NeedsNoInterpolationAtHighRates) {
  const auto x = sine(0.25, 45.0, 0.5);
  EXPECT_NEAR(dbtp(x, 192000), -9.03, 0.01);
  EXPECT_NEAR(dbtp(x, 96000), -6.02, 0.2);
}

}  // namespace
}  // namespace otoscape::metrics
