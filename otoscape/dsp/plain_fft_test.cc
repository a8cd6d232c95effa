// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/plain_fft.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <random>

namespace otoscape::dsp {
namespace {

TEST(PlainFft, EqualsTheDefinition) {
  for (const int size : {2, 16, 128}) {
    std::mt19937 random(1);
    std::normal_distribution<double> gauss;
    const auto n = static_cast<std::size_t>(size);
    std::vector<double> re(n), im(n);
    for (std::size_t i = 0; i < n; ++i) re[i] = gauss(random), im[i] = gauss(random);
    std::vector<std::complex<double>> expected(n);
    for (std::size_t k = 0; k < n; ++k) {
      for (std::size_t t = 0; t < n; ++t) {
        const double turns = static_cast<double>(k * t % n) / size;
        expected[k] +=
            std::complex(re[t], im[t]) * std::polar(1.0, -2.0 * std::numbers::pi * turns);
      }
    }
    PlainFft(size).forward(re, im);
    for (std::size_t k = 0; k < n; ++k) {
      EXPECT_NEAR(re[k], expected[k].real(), 1e-12 * size) << size << " " << k;
      EXPECT_NEAR(im[k], expected[k].imag(), 1e-12 * size) << size << " " << k;
    }
  }
}

}  // namespace
}  // namespace otoscape::dsp
