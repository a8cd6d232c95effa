// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "otoscape/base/realtime.h"

// One breath: where it lies, and the flow of air through it. Ours; a volume that rises over
// breathing in and falls over the rest.

namespace otoscape::body {

// A breath from the start of breathing in to the start of the next.
struct BreathCycle {
  std::int64_t number = 0, frame = 0, frames = 1;
  double stress = 0.0;  // 0…1
  bool mouth = false;   // else through the nose

  std::int64_t end() const noexcept OTOSCAPE_RT { return frame + frames; }
  bool operator==(const BreathCycle&) const = default;
};

enum class BreathKind { plain, sigh, caught, held, swallow };

// The kind of a breath: a sigh, breath caught while drawing in, held before letting out, a swallow
// after it. Each is more frequent under stress, and none comes twice running.
BreathKind breath_kind(std::uint64_t key, std::int64_t number, double stress) noexcept OTOSCAPE_RT;

// A breath as drawn from its key and number.
class BreathShape {
 public:
  BreathShape() = default;
  BreathShape(std::uint64_t key, const BreathCycle& cycle,
              double frames_per_s) noexcept OTOSCAPE_RT;

  // Flow at `way` of the cycle, 0…1: above 0 in, below 0 out, near 1 at most in an even breath.
  double flow(double way) const noexcept OTOSCAPE_RT;
  // Volume of the lungs, 0 empty … 1 full.
  double volume(double way) const noexcept OTOSCAPE_RT;
  BreathKind kind() const noexcept OTOSCAPE_RT { return kind_; }
  double level_lin() const noexcept OTOSCAPE_RT { return level_lin_; }
  double in() const noexcept OTOSCAPE_RT { return in_; }
  double out_from() const noexcept OTOSCAPE_RT { return out_from_; }
  double out_to() const noexcept OTOSCAPE_RT { return out_to_; }
  const BreathCycle& cycle() const noexcept OTOSCAPE_RT { return cycle_; }

 private:
  struct Dip {
    double at = 0.0, width = 0.05;
  };
  double caught(double p) const noexcept OTOSCAPE_RT;

  BreathCycle cycle_;
  BreathKind kind_ = BreathKind::plain;
  double in_ = 0.4, out_from_ = 0.44, out_to_ = 0.92;  // of the cycle
  double silent_ = 0.0;                                // of breathing out, held
  double depth_ = 1.0, level_lin_ = 1.0;
  double skew_ = 0.78, power_ = 0.75, fall_ = 1.8;
  double in_flow_ = 0.4;
  std::array<Dip, 3> dips_;
  int dip_count_ = 0;
};

// Volume of the lungs at a frame; cycles ascend. 0 where no cycle is.
double lung_volume(std::uint64_t key, std::span<const BreathCycle> cycles, std::int64_t frame,
                   double frames_per_s) noexcept OTOSCAPE_RT;
// The cycle that holds a frame, or null.
const BreathCycle* cycle_at(std::span<const BreathCycle> cycles,
                            std::int64_t frame) noexcept OTOSCAPE_RT;

}  // namespace otoscape::body
