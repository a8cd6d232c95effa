// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/k_weighting.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace otoscape::render::programme {
namespace {

constexpr double kRate = 48000.0;
// ITU-R BS.1770-4, tables 1 and 2.
constexpr dsp::Biquad kHead{1.53512485958697, -2.69169618940638, 1.19839281085285,
                            -1.69065929318241, 0.73248077421585};
constexpr dsp::Biquad kHighPass{1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621};

double power(const dsp::Biquad& s, std::complex<double> z1) {
  return std::norm((s.b0 + z1 * (s.b1 + z1 * s.b2)) / (1.0 + z1 * (s.a1 + z1 * s.a2)));
}

// A polynomial of second degree in z⁻¹ as one in s = (1 − z⁻¹)/(1 + z⁻¹), times (1 + s)²; the way
// back is the same but for a factor of 4. Both in rising powers.
using Square = std::array<double, 3>;
Square bilinear(const Square& p) {
  return {p[0] + p[1] + p[2], 2.0 * (p[0] - p[2]), p[0] - p[1] + p[2]};
}

// s at 48 kHz is `stretch` times s at `rate`.
Square at_rate(const Square& p, double stretch) {
  const Square analogue = bilinear(p);
  return bilinear({analogue[0], analogue[1] * stretch, analogue[2] * stretch * stretch});
}

// The response at `kept` is the same as at 48 kHz.
dsp::Biquad at_rate(const dsp::Biquad& s, Hertz rate, Hertz kept) {
  const double turn = std::numbers::pi * kept.value();
  const double stretch = std::tan(turn / kRate) / std::tan(turn / rate.value());
  const Square b = at_rate({s.b0, s.b1, s.b2}, stretch), a = at_rate({1.0, s.a1, s.a2}, stretch);
  return {b[0] / a[0], b[1] / a[0], b[2] / a[0], a[1] / a[0], a[2] / a[0]};
}

}  // namespace

std::array<dsp::Biquad, 2> k_filters(Hertz rate) {
  constexpr Hertz kCalibration{997.0}, kCorner{38.0};
  return {at_rate(kHead, rate, kCalibration), at_rate(kHighPass, rate, kCorner)};
}

double k_weight_lin(Hertz frequency) {
  const double hz = std::clamp(frequency.value(), 0.0, kRate / 2.0);
  const auto z1 = std::polar(1.0, -2.0 * std::numbers::pi * hz / kRate);
  return power(kHead, z1) * power(kHighPass, z1);
}

double to_lufs(double mean_square) noexcept { return kLufsOffset + 10.0 * std::log10(mean_square); }

}  // namespace otoscape::render::programme
