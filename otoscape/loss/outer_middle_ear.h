// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/loss/outer_middle_ear_design.h"

namespace otoscape::loss {

// Runs a design as a cascade of trapezoidal state-variable filters, in place.
class OuterMiddleEar {
 public:
  // Control side.
  void prepare(const OuterMiddleEarDesign& design, const StreamSpec& spec, Arena& arena);
  // Audio side, in place; at least 8 frames.
  void process(PascalBlock sound) noexcept OTOSCAPE_RT;

 private:
  std::span<float> coefficients_;  // six of each section: 8 each
  std::span<float> state_;         // per ear: two integrators: 8 each
  float gain_ = 1.0f;
};

}  // namespace otoscape::loss
