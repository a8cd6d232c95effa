// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <compare>

namespace otoscape::units {

// A frequency or a sample rate, in Hz.
class Hertz {
 public:
  constexpr Hertz() = default;
  constexpr explicit Hertz(double hz) : hz_(hz) {}
  constexpr double value() const { return hz_; }

  constexpr Hertz operator*(double factor) const { return Hertz(hz_ * factor); }
  constexpr double operator/(Hertz other) const { return hz_ / other.hz_; }
  constexpr auto operator<=>(const Hertz&) const = default;

 private:
  double hz_ = 0.0;
};

// Octaves from `from` up to `to`; both above 0 Hz.
inline double octaves(Hertz from, Hertz to) { return std::log2(to / from); }

}  // namespace otoscape::units

namespace otoscape {
using namespace units;
}
