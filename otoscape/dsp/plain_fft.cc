// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/plain_fft.h"

#include <cassert>
#include <cmath>
#include <numbers>
#include <utility>

namespace otoscape::dsp {
namespace {

void reverse_bits(std::span<double> re, std::span<double> im) {
  const std::size_t n = re.size();
  for (std::size_t i = 1, j = 0; i < n; ++i) {
    std::size_t bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(re[i], re[j]), std::swap(im[i], im[j]);
  }
}

}  // namespace

PlainFft::PlainFft(int size) : size_(size) {
  assert(size >= 2 && (size & (size - 1)) == 0);
  for (int k = 0; k < size / 2; ++k) {
    const double angle = -2.0 * std::numbers::pi * k / size;
    cosine_.push_back(std::cos(angle));
    sine_.push_back(std::sin(angle));
  }
}

void PlainFft::forward(std::span<double> re, std::span<double> im) const noexcept {
  const std::size_t n = re.size();
  assert(n == static_cast<std::size_t>(size_) && im.size() == n);
  reverse_bits(re, im);
  for (std::size_t half = 1, stride = n / 2; half < n; half *= 2, stride /= 2) {
    for (std::size_t first = 0; first < n; first += 2 * half) {
      for (std::size_t k = 0; k < half; ++k) {
        const std::size_t a = first + k, b = a + half;
        const double c = cosine_[k * stride], s = sine_[k * stride];
        const double x = re[b] * c - im[b] * s, y = re[b] * s + im[b] * c;
        re[b] = re[a] - x, im[b] = im[a] - y;
        re[a] += x, im[a] += y;
      }
    }
  }
}

}  // namespace otoscape::dsp
