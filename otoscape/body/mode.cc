// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/mode.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace otoscape::body {
namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;
constexpr double kFaded = 0.15;  // of a mode's length

struct Weights {
  double left_re, left_im, right_re, right_im;
};

}  // namespace

double no_pressure_phase(const Mode& mode) noexcept {
  const double w = kTurn * mode.hz, d = 1.0 / mode.decay_s, r = 1.0 / mode.rise_s;
  const auto part = [&](double rate) { return 1.0 / std::complex<double>(rate, -w); };
  return -std::arg(part(d) - 2.0 * part(d + r) + part(d + 2.0 * r));
}

void add_mode(const Mode& mode, Hertz rate, const StereoSpan& sound) noexcept {
  const double step_s = 1.0 / rate.value(), length = mode.length_s();
  const auto size = static_cast<std::int64_t>(sound.left.size());
  const auto first = std::max<std::int64_t>(0, std::llround(std::ceil(mode.start_s / step_s)));
  const auto end =
      std::min(size, static_cast<std::int64_t>(std::floor((mode.start_s + length) / step_s)) + 1);
  if (first >= end || mode.hz >= 0.5 * rate.value()) return;
  const double t0 = static_cast<double>(first) * step_s - mode.start_s;
  auto turn = std::polar(std::exp(-t0 / mode.decay_s), kTurn * mode.hz * t0);
  const auto step = std::polar(std::exp(-step_s / mode.decay_s), kTurn * mode.hz * step_s);
  double rise = std::exp(-t0 / mode.rise_s);
  const double rise_step = std::exp(-step_s / mode.rise_s);
  const Weights w{mode.left * std::sin(mode.left_phase), mode.left * std::cos(mode.left_phase),
                  mode.right * std::sin(mode.right_phase), mode.right * std::cos(mode.right_phase)};
  double re = turn.real(), im = turn.imag();
  const double fade_per_s = 1.0 / (kFaded * length);
  for (std::int64_t n = first; n < end; ++n) {
    const double left_s = mode.start_s + length - static_cast<double>(n) * step_s;
    const double p = std::clamp(left_s * fade_per_s, 0.0, 1.0);
    const double gain = (1.0 - rise) * (1.0 - rise) * p * p * (3.0 - 2.0 * p);
    const auto at = static_cast<std::size_t>(n);
    sound.left[at] += static_cast<float>(gain * (re * w.left_re + im * w.left_im));
    sound.right[at] += static_cast<float>(gain * (re * w.right_re + im * w.right_im));
    const double next = re * step.real() - im * step.imag();
    im = re * step.imag() + im * step.real();
    re = next;
    rise *= rise_step;
  }
}

}  // namespace otoscape::body
