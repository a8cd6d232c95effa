// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/monotone_cubic.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace otoscape::dsp {
namespace {

// At an end: the parabola through three points, held to the first chord's sign and three times its
// steepness.
double end_slope(double h0, double h1, double chord0, double chord1) {
  const double slope = ((2.0 * h0 + h1) * chord0 - h0 * chord1) / (h0 + h1);
  if (slope * chord0 <= 0.0) return 0.0;
  if (chord0 * chord1 <= 0.0 && std::abs(slope) > 3.0 * std::abs(chord0)) return 3.0 * chord0;
  return slope;
}

}  // namespace

MonotoneCubic::MonotoneCubic(std::span<const double> x, std::span<const double> y)
    : x_(x.begin(), x.end()), y_(y.begin(), y.end()), slope_(x.size()) {
  assert(x.size() == y.size() && x.size() >= 3);
  const std::size_t last = x_.size() - 1;
  const auto h = [&](std::size_t i) { return x_[i + 1] - x_[i]; };
  const auto chord = [&](std::size_t i) { return (y_[i + 1] - y_[i]) / h(i); };
  for (std::size_t i = 1; i < last; ++i) {
    if (chord(i - 1) * chord(i) <= 0.0) continue;
    const double before = 2.0 * h(i) + h(i - 1), after = h(i) + 2.0 * h(i - 1);
    slope_[i] = (before + after) / (before / chord(i - 1) + after / chord(i));
  }
  slope_[0] = end_slope(h(0), h(1), chord(0), chord(1));
  slope_[last] = end_slope(h(last - 1), h(last - 2), chord(last - 1), chord(last - 2));
}

double MonotoneCubic::at(double x) const {
  if (x <= x_.front()) return y_.front();
  if (x >= x_.back()) return y_.back();
  const auto i = static_cast<std::size_t>(std::ranges::upper_bound(x_, x) - x_.begin()) - 1;
  const double h = x_[i + 1] - x_[i], t = (x - x_[i]) / h, s = 1.0 - t;
  return s * s * ((1.0 + 2.0 * t) * y_[i] + t * h * slope_[i]) +
         t * t * ((1.0 + 2.0 * s) * y_[i + 1] - s * h * slope_[i + 1]);
}

double MonotoneCubic::inverse(double y) const {
  const bool rises = y_.back() > y_.front();
  double low = x_.front(), high = x_.back();
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high);
    ((at(middle) < y) == rises ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace otoscape::dsp
