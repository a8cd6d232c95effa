// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/biquad.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::dsp {
namespace {

struct Corner {
  double cosine, alpha;
};

// A corner beyond what the rate holds is taken as the highest that it does.
Corner corner_of(Hertz rate, Hertz corner, double q) {
  constexpr double kHighest = 0.49;
  const double omega = 2.0 * std::numbers::pi * std::min(corner / rate, kHighest);
  return {std::cos(omega), std::sin(omega) / (2.0 * q)};
}

Biquad over(double a0, Biquad raw) {
  return {raw.b0 / a0, raw.b1 / a0, raw.b2 / a0, raw.a1 / a0, raw.a2 / a0};
}

// A shelf towards 0 Hz for side = 1, towards half the rate for side = −1.
Biquad shelf(Hertz rate, Hertz corner, Decibels gain, double q, double side) {
  const auto [plain, alpha] = corner_of(rate, corner, q);
  const double c = side * plain, a = to_amplitude(gain * 0.5), slope = 2.0 * std::sqrt(a) * alpha;
  const double up = a + 1.0, down = a - 1.0;
  return over(up + down * c + slope,
              {a * (up - down * c + slope), side * 2.0 * a * (down - up * c),
               a * (up - down * c - slope), side * -2.0 * (down + up * c), up + down * c - slope});
}

}  // namespace

Biquad Biquad::low_pass(Hertz rate, Hertz corner, double q) noexcept {
  const auto [c, alpha] = corner_of(rate, corner, q);
  return over(1.0 + alpha, {(1.0 - c) / 2.0, 1.0 - c, (1.0 - c) / 2.0, -2.0 * c, 1.0 - alpha});
}

Biquad Biquad::high_pass(Hertz rate, Hertz corner, double q) noexcept {
  const auto [c, alpha] = corner_of(rate, corner, q);
  return over(1.0 + alpha, {(1.0 + c) / 2.0, -1.0 - c, (1.0 + c) / 2.0, -2.0 * c, 1.0 - alpha});
}

Biquad Biquad::band_pass(Hertz rate, Hertz centre, double q) {
  const auto [c, alpha] = corner_of(rate, centre, q);
  return over(1.0 + alpha, {alpha, 0.0, -alpha, -2.0 * c, 1.0 - alpha});
}

Biquad Biquad::peak(Hertz rate, Hertz centre, Decibels gain, double q) {
  const auto [c, alpha] = corner_of(rate, centre, q);
  const double a = to_amplitude(gain * 0.5);
  return over(1.0 + alpha / a,
              {1.0 + alpha * a, -2.0 * c, 1.0 - alpha * a, -2.0 * c, 1.0 - alpha / a});
}

Biquad Biquad::low_shelf(Hertz rate, Hertz corner, Decibels gain, double q) {
  return shelf(rate, corner, gain, q, 1.0);
}

Biquad Biquad::high_shelf(Hertz rate, Hertz corner, Decibels gain, double q) {
  return shelf(rate, corner, gain, q, -1.0);
}

std::complex<double> Biquad::response(Hertz rate, Hertz frequency) const {
  const auto z = std::polar(1.0, -2.0 * std::numbers::pi * (frequency / rate));
  return (b0 + z * (b1 + z * b2)) / (1.0 + z * (a1 + z * a2));
}

Biquads::Biquads(std::vector<Biquad> sections, double gain_lin)
    : sections_(std::move(sections)), gain_lin_(gain_lin) {
  for (auto& state : state_) state.resize(sections_.size());
}

// Transposed direct form II.
void Biquads::process(int ear, std::span<float> sound) noexcept {
  auto& states = state_[static_cast<std::size_t>(ear)];
  for (float& sample : sound) {
    double x = gain_lin_ * static_cast<double>(sample);
    for (std::size_t k = 0; k < sections_.size(); ++k) {
      const Biquad& f = sections_[k];
      State& s = states[k];
      const double y = f.b0 * x + s.s1;
      s.s1 = f.b1 * x - f.a1 * y + s.s2;
      s.s2 = f.b2 * x - f.a2 * y;
      x = y;
    }
    sample = static_cast<float>(x);
  }
}

}  // namespace otoscape::dsp
