// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/fft.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <random>

namespace otoscape::dsp {
namespace {

using Spectrum = std::vector<std::complex<double>>;

Spectrum direct_transform(const Spectrum& x) {
  const std::size_t n = x.size();
  Spectrum result(n);
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t t = 0; t < n; ++t) {
      const double angle =
          -2.0 * std::numbers::pi * static_cast<double>(k * t % n) / static_cast<double>(n);
      result[k] += x[t] * std::polar(1.0, angle);
    }
  }
  return result;
}

class FftSizes : public testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    const auto n = static_cast<std::size_t>(GetParam());
    fft_.prepare(GetParam(), arena_);
    re_ = arena_.take<float>(n);
    im_ = arena_.take<float>(n);
    std::mt19937 random(1);
    std::normal_distribution<float> gauss;
    for (std::size_t i = 0; i < n; ++i) {
      re_[i] = gauss(random);
      im_[i] = gauss(random);
      input_.emplace_back(re_[i], im_[i]);
    }
  }
  Arena arena_;
  Fft fft_;
  std::span<float> re_, im_;
  Spectrum input_;
};

// Single precision rounds at 6e-8; a wrong twiddle or order is off by the signal itself.
TEST_P(FftSizes, EqualsTheDefinition) {
  const Spectrum expected = direct_transform(input_);
  fft_.forward(re_, im_);
  for (std::size_t k = 0; k < input_.size(); ++k) {
    EXPECT_NEAR(re_[k], expected[k].real(), 1e-5 * GetParam()) << k;
    EXPECT_NEAR(im_[k], expected[k].imag(), 1e-5 * GetParam()) << k;
  }
}

TEST_P(FftSizes, InverseGivesTheInputBackTimesTheSize) {
  fft_.forward(re_, im_);
  fft_.inverse(re_, im_);
  for (std::size_t i = 0; i < input_.size(); ++i) {
    EXPECT_NEAR(re_[i] / GetParam(), input_[i].real(), 2e-6);
    EXPECT_NEAR(im_[i] / GetParam(), input_[i].imag(), 2e-6);
  }
}

TEST_P(FftSizes, TheTransformOfAHalfTakesTheOtherForNil) {
  const auto half = input_.size() / 2;
  Spectrum padded = input_;
  std::fill(padded.begin() + static_cast<std::ptrdiff_t>(half), padded.end(), 0.0);
  const Spectrum expected = direct_transform(padded);
  fft_.forward_of_half(re_, im_);
  for (std::size_t k = 0; k < input_.size(); ++k) {
    EXPECT_NEAR(re_[k], expected[k].real(), 1e-5 * GetParam()) << k;
    EXPECT_NEAR(im_[k], expected[k].imag(), 1e-5 * GetParam()) << k;
  }
}

TEST_P(FftSizes, TheInverseToAHalfEqualsTheInverseThere) {
  fft_.forward(re_, im_);
  fft_.inverse_to_half(re_, im_);
  for (std::size_t i = 0; i < input_.size() / 2; ++i) {
    EXPECT_NEAR(re_[i] / GetParam(), input_[i].real(), 2e-6);
    EXPECT_NEAR(im_[i] / GetParam(), input_[i].imag(), 2e-6);
  }
}

TEST_P(FftSizes, DoublePrecisionIsAMillionTimesFiner) {
  const auto n = static_cast<std::size_t>(GetParam());
  BasicFft<double> fft;
  fft.prepare(GetParam(), arena_);
  const auto re = arena_.take<double>(n), im = arena_.take<double>(n);
  for (std::size_t i = 0; i < n; ++i) {
    re[i] = input_[i].real();
    im[i] = input_[i].imag();
  }
  const Spectrum expected = direct_transform(input_);
  fft.forward(re, im);
  for (std::size_t k = 0; k < n; ++k) {
    EXPECT_NEAR(re[k], expected[k].real(), 1e-14 * GetParam()) << k;
    EXPECT_NEAR(im[k], expected[k].imag(), 1e-14 * GetParam()) << k;
  }
}

// 1 Hz of a second at 192 kHz takes 2¹⁸ points.
TEST(Fft, ALongTurnIsOneLineInDoublePrecision) {
  constexpr std::size_t kSize = 1 << 18, kLine = 54321;
  Arena arena;
  BasicFft<double> fft;
  fft.prepare(kSize, arena);
  const auto re = arena.take<double>(kSize), im = arena.take<double>(kSize);
  for (std::size_t n = 0; n < kSize; ++n) {
    const auto turns = static_cast<double>(kLine * n % kSize) / kSize;
    re[n] = std::cos(2.0 * std::numbers::pi * turns);
    im[n] = std::sin(2.0 * std::numbers::pi * turns);
  }
  fft.forward(re, im);
  for (std::size_t k = 0; k < kSize; ++k) {
    ASSERT_NEAR(re[k], k == kLine ? kSize : 0.0, 1e-14 * kSize) << k;
    ASSERT_NEAR(im[k], 0.0, 1e-14 * kSize) << k;
  }
}

INSTANTIATE_TEST_SUITE_P(PowersOfTwo, FftSizes,
                         testing::Values(16, 32, 64, 128, 256, 512, 1024, 2048));

}  // namespace
}  // namespace otoscape::dsp
