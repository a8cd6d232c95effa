// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/units/calibration.h"
#include "otoscape/units/time.h"

namespace otoscape::render {

// What a render is asked to do beside the listener.
struct RenderParams {
  Calibration calibration = Calibration::home();
  bool smearing = true;  // false switches spectral smearing off for every ear
  Seconds temporal_window{
      0.0};                   // temporal smearing: window's equivalent duration, 0 = off, ≤ 0.1 s
  Decibels output_gain{0.0};  // applied before the guard, −40…+20 dB
  double ceiling_dbtp = -1.0;  // the guard's true-peak ceiling, −6…0
  std::uint64_t seed = 1;      // of what implants' carriers draw by chance

  bool operator==(const RenderParams&) const = default;
};

}  // namespace otoscape::render
