// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "otoscape/scene/ear_automation.h"

namespace otoscape::scene {

// Blends do not overlap. A glide that contains a blend is cut into pieces around it.
struct Blend {
  double start, end;
};
struct Glide {
  double start, end;
};

// Both ears of a scene, and when they move. A blend that would overlap another waits for its end.
class EarTimeline {
 public:
  explicit EarTimeline(const std::vector<Keyframe>& keyframes);

  // Within a blend, the ear after it.
  hearing::EarProfile ear(std::size_t side, double time) const;
  hearing::EarProfile open_ear(std::size_t side, double time) const {
    return lines_[side].open_ear(time, EarAutomation::At::after);
  }

  const std::vector<Blend>& blends() const { return blends_; }
  // Pieces between the blends, ascending, not overlapping.
  std::vector<Glide> glides() const;

 private:
  void arrive(const Keyframe& keyframe, double gap);
  void happen(const Keyframe& keyframe);
  // Adds a blend; returns its beginning.
  double blend(double start, double length);

  std::array<EarAutomation, 2> lines_;
  std::vector<Blend> blends_, asked_;  // as placed, and as written (if none waited)
  std::vector<Glide> raw_glides_;
};

// The new listener of an ear; null if none.
const hearing::EarProfile* listener_of(const Keyframe& keyframe, std::size_t side);
// A pop's listener changes at once, whatever the ramp. Other ramps are limited to the gap before
// the keyframe.
Ramp ear_ramp(const Keyframe& keyframe, double gap);
Ramp within_gap(Ramp ramp, double gap);
bool concerns(EventEars ears, std::size_t side);

}  // namespace otoscape::scene
