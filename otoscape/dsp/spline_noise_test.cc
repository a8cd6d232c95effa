// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/spline_noise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "tests/support/spectrum.h"

namespace otoscape::dsp {
namespace {

using Sound = std::vector<float>;

struct Noise {
  Sound re, im;
};

Noise draw(std::uint64_t key, const PhaseRamp& cells, std::size_t frames, int at_once = 64) {
  Noise noise;
  while (noise.re.size() < frames) {
    Row re, im;
    complex_noise(key, cells.from(noise.re.size()), at_once, re, im);
    noise.re.insert(noise.re.end(), re.x, re.x + at_once);
    noise.im.insert(noise.im.end(), im.x, im.x + at_once);
  }
  noise.re.resize(frames), noise.im.resize(frames);
  return noise;
}

double correlation(const Sound& a, const Sound& b, std::size_t lag = 0) {
  double sum = 0.0;
  for (std::size_t n = lag; n < a.size(); ++n) {
    sum += static_cast<double>(a[n]) * static_cast<double>(b[n - lag]);
  }
  return sum / static_cast<double>(a.size() - lag);
}

TEST(PhaseRamp, ReachesAnyFrameExactly) {
  const PhaseRamp ramp{0xfedcba9876543210u, 0x123456789abcdefu, 0xffffffffffff1234u};
  std::uint64_t at = ramp.at, step = ramp.step;
  for (std::uint64_t n = 0; n < 5000; ++n) {
    ASSERT_EQ(ramp.after(n), at);
    ASSERT_EQ(ramp.from(n / 2).after(n - n / 2), at);
    at += step, step += ramp.bend;
  }
}

TEST(PhaseRamp, KnowsTurnsOfEitherSign) {
  EXPECT_EQ(to_phase(0.25), std::uint64_t{1} << 62);
  EXPECT_EQ(to_phase(-0.25), std::uint64_t{3} << 62);
  EXPECT_EQ(to_phase(7.5), std::uint64_t{1} << 63);
  EXPECT_EQ(to_phase(-1e-300), 0u);
}

TEST(Tone, IsASine) {
  const PhaseRamp turns{to_phase(0.9), to_phase(0.0371), to_phase(1e-5)};
  Row row;
  tone(turns, 64, row);
  for (std::uint64_t n = 0; n < 64; ++n) {
    const double phase = std::ldexp(static_cast<double>(turns.after(n)), -64);
    EXPECT_NEAR(row.x[n], std::numbers::sqrt2 * std::sin(2.0 * std::numbers::pi * phase), 8e-7);
  }
}

// Neither how many frames are drawn at once nor the lane decides about bits, from cells far longer
// than a vector to the narrowest, moving ones too.
TEST(SplineNoise, BitsDependOnThePlaceAlone) {
  for (double cells : {1e-5, 0.013, 0.2, 0.77, 1.0}) {
    const PhaseRamp ramp{to_cells(12345.678), to_cells(cells), to_cells(cells < 1.0 ? 1e-6 : 0.0)};
    const Noise whole = draw(9, ramp, 2000);
    for (int at_once : {1, 7, 33, 60}) {
      const Noise parts = draw(9, ramp, 2000, at_once);
      ASSERT_EQ(whole.re, parts.re) << cells << " " << at_once;
      ASSERT_EQ(whole.im, parts.im) << cells << " " << at_once;
    }
  }
}

// Far beyond 16 bits of cells it does not repeat.
TEST(SplineNoise, DoesNotRepeat) {
  const PhaseRamp start{0, to_cells(0.5), 0};
  const Noise here = draw(1, start, 64);
  for (int bits = 16; bits < 32; ++bits) {
    const Noise there = draw(1, {std::uint64_t{1} << (32 + bits), start.step, 0}, 64);
    EXPECT_NE(here.re, there.re) << bits;
  }
}

TEST(SplineNoise, IsGaussianEnoughAndBounded) {
  const Noise noise = draw(3, {0, to_cells(0.5), 0}, 2'000'000);
  EXPECT_NEAR(test::mean_square(noise.re), 1.0, 0.006);
  EXPECT_NEAR(test::mean_square(noise.im), 1.0, 0.006);
  EXPECT_NEAR(correlation(noise.re, noise.im), 0.0, 0.005);
  double square = 0.0, fourth = 0.0;
  float most = 0.0f;
  for (std::size_t n = 0; n < noise.re.size(); ++n) {
    const double power = std::norm(std::complex<double>(noise.re[n], noise.im[n]));
    square += power, fourth += power * power;
    most = std::max({most, std::abs(noise.re[n]), std::abs(noise.im[n])});
  }
  EXPECT_NEAR(fourth * static_cast<double>(noise.re.size()) / (square * square), 1.9, 0.05);
  EXPECT_LT(most, 5.2f);  // 3.47 at a cell's border times at most 1.48 between
}

// Unrelated, at any lag too: streams whose keys are neighbours are not each other's delayed copy.
TEST(SplineNoise, KeysAreUnrelated) {
  const PhaseRamp cells{0, to_cells(1.0), 0};
  const Noise a = draw(5, cells, 60'000), b = draw(6, cells, 60'000);
  const Noise c = draw(hash(5, 1), cells, 60'000);
  for (std::size_t lag = 0; lag < 12; ++lag) {
    EXPECT_NEAR(correlation(a.re, b.re, lag), 0.0, 0.025) << lag;
    EXPECT_NEAR(correlation(b.re, a.re, lag), 0.0, 0.025) << lag;
    EXPECT_NEAR(correlation(a.re, c.re, lag), 0.0, 0.025) << lag;
    EXPECT_NEAR(correlation(a.im, a.re, lag), 0.0, 0.025) << lag;
  }
  std::set<std::uint64_t> keys;
  for (std::uint64_t n = 0; n < 10'000; ++n) keys.insert(hash(1, n));
  EXPECT_EQ(keys.size(), 10'000u);
}

// Power over the place within a cell; a plain B-spline's ripples by 0.36 dB, which is the control.
TEST(SplineNoise, IsAsLoudAtACellsBorderAsInItsMiddle) {
  constexpr std::size_t kPlaces = 16, kCells = 200'000;
  std::array<double, kPlaces> even{}, plain{};
  const Noise noise = draw(4, {0, to_cells(1.0 / kPlaces), 0}, kPlaces * kCells);
  for (std::size_t n = 0; n < noise.re.size(); ++n) {
    const double t = static_cast<double>(n % kPlaces) / kPlaces, s = 1.0 - t;
    const double power = std::norm(std::complex<double>(noise.re[n], noise.im[n]));
    const double b = (3.0 * t - 6.0) * t * t + 4.0, c = (3.0 * s - 6.0) * s * s + 4.0;
    even[n % kPlaces] += power;
    plain[n % kPlaces] += power * (std::pow(s, 6) + b * b + c * c + std::pow(t, 6));
  }
  const auto ripple_db = [](const auto& powers) {
    const auto [least, most] = std::ranges::minmax(powers);
    return 10.0 * std::log10(most / least);
  };
  EXPECT_LT(ripple_db(even), 0.05);
  EXPECT_GT(ripple_db(plain), 0.3);
}

// −3 dB width of noise at a carrier, from power within half of it against its density.
TEST(SplineNoise, IsAsWideAsAsked) {
  constexpr double kRateHz = 48000.0, kWidthHz = 1389.0;
  const double step = cells_per_frame(Hertz(kWidthHz), Hertz(kRateHz));
  const Noise noise = draw(8, {0, to_cells(step), 0}, 1 << 20);
  const auto s = test::spectrum(noise.re), s2 = test::spectrum(noise.im);
  const auto density = [&](double from_hz, double to_hz) {
    const auto bin = [&](double hz) {
      return static_cast<std::size_t>(hz / kRateHz * static_cast<double>(s.size()));
    };
    double sum = 0.0;
    for (std::size_t k = bin(from_hz); k < bin(to_hz); ++k) {
      sum += std::norm(s[k]) + std::norm(s2[k]);
    }
    return 10.0 * std::log10(sum / static_cast<double>(bin(to_hz) - bin(from_hz)));
  };
  const double top = density(1.0, 100.0);
  EXPECT_NEAR(density(kWidthHz / 2 - 30.0, kWidthHz / 2 + 30.0) - top, -3.0, 0.4);
  EXPECT_LT(density(4500.0, 12000.0) - top, -50.0);  // side lobes
}

TEST(SplineNoise, CellsAreNeverNarrowerThanAFrame) {
  EXPECT_EQ(cells_per_frame(Hertz(30000.0), Hertz(48000.0)), 1.0);
  EXPECT_LT(cells_per_frame(Hertz(21000.0), Hertz(48000.0)), 1.0);
}

TEST(SlowNoise, HasUnitVarianceAndIsContinuous) {
  double square = 0.0, step = 0.0;
  constexpr int kSteps = 500'000;
  for (std::uint64_t n = 1; n <= kSteps; ++n) {
    const std::uint64_t place = to_cells(0.1) * n;
    const double x = slow_noise(2, place);
    square += x * x / kSteps;
    step = std::max(step, std::abs(x - slow_noise(2, place + to_cells(0.001))));
  }
  EXPECT_NEAR(square, 1.0, 0.01);
  EXPECT_LT(step, 0.01);
}

}  // namespace
}  // namespace otoscape::dsp
