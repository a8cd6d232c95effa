// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace otoscape::felt {

// Amplitudes of what is felt and of the muffled voice that water adds, re felt_law.h; 0: off.
struct Levels {
  double body_lin = 0.0, water_lin = 0.0;
};

struct FeltParams {
  // felt_law.h's e of a mean square of 1, both channels added: less the programme's integrated
  // loudness in LUFS or, where physical, the dB SPL of each ear.
  double reference_db = 23.0;
  bool physical = false;
  bool water = false;     // whether water_lin is ever above 0
  std::uint64_t key = 0;  // of the water's slow wander

  bool operator==(const FeltParams&) const = default;
};

}  // namespace otoscape::felt
