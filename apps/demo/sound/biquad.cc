// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/biquad.h"

#include <cmath>
#include <numbers>

namespace otoscape::demo::sound {
namespace {

struct Angle {
  Angle(double hz, double q, double rate_hz)
      : cosine(std::cos(2.0 * std::numbers::pi * hz / rate_hz)),
        alpha(std::sin(2.0 * std::numbers::pi * hz / rate_hz) / (2.0 * q)) {}
  double cosine;
  double alpha;
};

}  // namespace

Biquad::Biquad(double b0, double b1, double b2, double a0, double a1, double a2)
    : b0_(b0 / a0), b1_(b1 / a0), b2_(b2 / a0), a1_(a1 / a0), a2_(a2 / a0) {}

Biquad Biquad::lowpass(double hz, double q, double rate_hz) {
  const Angle w(hz, q, rate_hz);
  const double b = 1.0 - w.cosine;
  return {b / 2, b, b / 2, 1 + w.alpha, -2 * w.cosine, 1 - w.alpha};
}

Biquad Biquad::highpass(double hz, double q) {
  const Angle w(hz, q, kRate);
  const double b = 1.0 + w.cosine;
  return {b / 2, -b, b / 2, 1 + w.alpha, -2 * w.cosine, 1 - w.alpha};
}

Biquad Biquad::bandpass(double hz, double q) {
  const Angle w(hz, q, kRate);
  return {w.alpha, 0, -w.alpha, 1 + w.alpha, -2 * w.cosine, 1 - w.alpha};
}

Biquad Biquad::peak(double hz, double q, double gain_db) {
  const Angle w(hz, q, kRate);
  const double a = std::pow(10.0, gain_db / 40.0);
  return {1 + w.alpha * a, -2 * w.cosine, 1 - w.alpha * a,
          1 + w.alpha / a, -2 * w.cosine, 1 - w.alpha / a};
}

Biquad Biquad::high_shelf(double hz, double gain_db) {
  const Angle w(hz, 0.7071, kRate);
  const double a = std::pow(10.0, gain_db / 40.0), r = 2.0 * std::sqrt(a) * w.alpha;
  const double up = a + 1, down = a - 1, c = w.cosine;
  return {a * (up + down * c + r), -2 * a * (down + up * c), a * (up + down * c - r),
          up - down * c + r,       2 * (down - up * c),      up - down * c - r};
}

void filter(Mono& sound, Biquad section) {
  for (float& x : sound) x = static_cast<float>(section(x));
}

void filter(Stereo& sound, const Biquad& section) {
  filter(sound.left, section);
  filter(sound.right, section);
}

}  // namespace otoscape::demo::sound
