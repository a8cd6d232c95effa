// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/scene/keyframe.h"
#include "otoscape/units/time.h"

namespace otoscape::scene {

// Duration of a cut, and of the ends of a ramp from or to zero.
inline constexpr double kCutSeconds = 0.010;
// Shorter ramps are blends of amplitudes, as cuts are: a level that moves in dB within less time
// clicks.
inline constexpr double kShortestGlideSeconds = 0.200;

// How a number moves: amplitudes linearly; levels in dB (from and to zero by way of −60 dB); other
// numbers linearly.
enum class Quantity { amplitude, level, number };

// One number over time: pieces of movement, constant between them. A pure function of the time;
// reading it allocates nothing.
class Automation {
 public:
  Automation() = default;
  Automation(Quantity quantity, double first) : quantity_(quantity), first_(first) {}

  // Adds a movement to `value` that arrives at `time`; a cut begins there. None is shorter than 10
  // ms. Calls ascend in time. A movement that would begin before the last one has ended waits for
  // its end or, with `takes_over`, starts from the value reached.
  void arrive(Seconds time, const Ramp& ramp, double value, bool takes_over = false);

  double at(Seconds time) const noexcept OTOSCAPE_RT;
  double last() const { return pieces_.empty() ? first_ : pieces_.back().to; }

  struct Piece {
    double start, end, from, to;
    bool short_one;  // a blend of amplitudes
    Shape shape;
  };
  const std::vector<Piece>& pieces() const { return pieces_; }

 private:
  double within(const Piece& piece, double time) const noexcept OTOSCAPE_RT;

  Quantity quantity_ = Quantity::number;
  double first_ = 0.0;
  std::vector<Piece> pieces_;
};

// 0…1 to 0…1.
double shaped(double part, Shape shape) noexcept OTOSCAPE_RT;

}  // namespace otoscape::scene
