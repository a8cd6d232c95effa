// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <compare>
#include <cstdint>

#include "otoscape/units/frequency.h"

namespace otoscape::units {

// A duration or a point on the programme's time line, in seconds.
class Seconds {
 public:
  constexpr Seconds() = default;
  constexpr explicit Seconds(double s) : s_(s) {}
  constexpr double value() const { return s_; }
  constexpr auto operator<=>(const Seconds&) const = default;

 private:
  double s_ = 0.0;
};

// A count of frames; one frame is one sample per channel.
class Frames {
 public:
  constexpr Frames() = default;
  constexpr explicit Frames(std::int64_t count) : count_(count) {}
  constexpr std::int64_t value() const { return count_; }

  constexpr Frames operator+(Frames other) const { return Frames(count_ + other.count_); }
  constexpr Frames operator-(Frames other) const { return Frames(count_ - other.count_); }
  constexpr auto operator<=>(const Frames&) const = default;

 private:
  std::int64_t count_ = 0;
};

constexpr Seconds to_seconds(Frames frames, Hertz rate) {
  return Seconds(static_cast<double>(frames.value()) / rate.value());
}

// The nearest whole frame.
inline Frames to_frames(Seconds time, Hertz rate) {
  return Frames(std::llround(time.value() * rate.value()));
}

}  // namespace otoscape::units

namespace otoscape {
using namespace units;
}
