// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/render/quantum/inside_params.h"
#include "otoscape/units/calibration.h"
#include "otoscape/units/time.h"

namespace otoscape::render {

// Parameters of a render beside the listener.
struct RenderParams {
  Calibration calibration = Calibration::home();
  bool smearing = true;  // false: no spectral smearing in any ear
  // Of temporal smearing: the window's equivalent duration, at most 0.1 s; 0: no temporal smearing.
  Seconds temporal_window{0.0};
  Decibels output_gain{0.0};   // applied before the guard, −40…+20 dB
  double ceiling_dbtp = -1.0;  // the guard's true-peak ceiling, −6…0
  std::uint64_t seed = 1;      // of the random parts of implants' carriers and of inside sound
  InsideParams inside = {};    // nothing sounds inside by default

  bool operator==(const RenderParams&) const = default;
};

}  // namespace otoscape::render
