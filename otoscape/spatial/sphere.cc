// SPDX-License-Identifier: Apache-2.0
#include "otoscape/spatial/sphere.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::spatial {
namespace {

constexpr Hertz kHighest(20000.0);
constexpr double kSmallestTerm = 1e-9;

}  // namespace

// p = i/x² Σ (−i)^m (2m + 1) P_m(cos θ) / h'_m(x), x = ka, with Hankel functions of the first kind
// and time as e^{−iωt}; its conjugate has time as e^{+iωt}. Upwards, the recurrences of h and P
// lose nothing.
std::complex<double> sphere_pressure(double angle_rad, Hertz frequency) {
  using namespace std::complex_literals;
  const double x = 2.0 * std::numbers::pi * frequency.value() * kHeadRadiusM / kSoundSpeedMPerS;
  if (x < 1e-6) return 1.0;
  const double cosine = std::cos(angle_rad);
  std::complex<double> before = std::exp(1i * x) / x, hankel = -1i * before;  // h of −1 and 0
  std::complex<double> power = 1i / (x * x), sum = 0.0;
  double legendre_before = 0.0, legendre = 1.0;
  for (int m = 0;; ++m) {
    const std::complex<double> slope = before - (m + 1.0) / x * hankel;
    const std::complex<double> term = power * (2.0 * m + 1.0) / slope;
    sum += term * legendre;
    if (m > x && std::abs(term) < kSmallestTerm) break;
    const auto next = (2.0 * m + 1.0) / x * hankel - before;
    before = hankel;
    hankel = next;
    const double above = ((2.0 * m + 1.0) * cosine * legendre - m * legendre_before) / (m + 1.0);
    legendre_before = legendre;
    legendre = above;
    power *= -1i;
  }
  return std::conj(sum);
}

double angle_to_ear_rad(Direction source, Ear ear) {
  constexpr double kRad = std::numbers::pi / 180.0;
  const double to_the_left =
      std::sin(source.azimuth_deg * kRad) * std::cos(source.elevation_deg * kRad);
  return std::acos(std::clamp(ear == Ear::left ? to_the_left : -to_the_left, -1.0, 1.0));
}

Head sphere_head() {
  return {kHighest, [](Direction source, Ear ear) {
            const double angle = angle_to_ear_rad(source, ear);
            Response response(grid_points(kHighest));
            for (std::size_t k = 0; k < response.size(); ++k) {
              response[k] = sphere_pressure(angle, Hertz(grid_hz(k)));
            }
            return response;
          }};
}

}  // namespace otoscape::spatial
