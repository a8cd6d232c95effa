// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/loss/state_variable.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"

namespace otoscape::loss {

// From a frontal free field to the inner ear: ear-canal resonance (Shaw 1974) and middle ear, after
// ISO 532-2:2017 Table 1, with a floor at −26 dB that limits the gain of the inverse. Eight
// second-order shelves and peaks fitted at each rate, minimum-phase, so that the inverse is exact:
// every gain negated. No delay. They run as state-variable filters (Simper's trapezoidal form, as
// increments): in a direct form at 192 kHz, rounding at 30 Hz would leave an error of the round
// trip only 50 dB down. Not modelled: off-frontal sound, middle-ear reflex.
struct OuterMiddleEarDesign {
  static constexpr int kSections = 8;
  Hertz rate;
  double gain_db;
  std::array<Section, kSections> sections;

  static OuterMiddleEarDesign make(Hertz rate);
  Decibels response(Hertz frequency) const;
  OuterMiddleEarDesign inverse() const;
};

// The target response of the design.
Decibels outer_middle_ear_target(Hertz frequency);

}  // namespace otoscape::loss
