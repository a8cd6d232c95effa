// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/loss/state_variable.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"

namespace otoscape::loss {

// From a frontal free field to the inner ear: ear-canal resonance (Shaw 1974) and middle ear, as
// ISO 532-2:2017 Table 1 gives them, floored at −26 dB so that the way back amplifies little more.
// Eight second-order shelves and peaks fitted at each rate, minimum-phase, so that the way back is
// the exact inverse: every gain negated. No delay. Run as state-variable filters (Simper's
// trapezoidal form, as increments): at 30 Hz and 192 kHz a direct form's rounding alone would leave
// there and back 50 dB from undoing each other. Not modelled: off-frontal sound, middle-ear reflex.
struct OuterMiddleEarDesign {
  static constexpr int kSections = 8;
  Hertz rate;
  double gain_db;
  std::array<Section, kSections> sections;

  static OuterMiddleEarDesign make(Hertz rate);
  Decibels response(Hertz frequency) const;
  OuterMiddleEarDesign inverse() const;
};

// What the design aims at.
Decibels outer_middle_ear_target(Hertz frequency);

}  // namespace otoscape::loss
