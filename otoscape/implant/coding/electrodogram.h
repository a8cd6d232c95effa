// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/implant/coding_params.h"
#include "otoscape/implant/frame.h"

namespace otoscape::implant::coding {

// The output of an implant: every pulse in order of time, idle slots included. To be saved, drawn,
// tested and compared between strategies.
struct Electrodogram {
  struct TimedPulse {
    double time_us = 0.0;    // of its beginning
    double period_us = 0.0;  // to the next pulse's; 0 where that fires together with this one
    Pulse pulse;
    bool operator==(const TimedPulse&) const = default;
  };
  std::vector<TimedPulse> pulses;
  int electrodes = 22;  // contacts of the array
  double phase_width_us = 25.0, phase_gap_us = 7.0;
  int mode = -3;  // stimulation mode: MP1 −1, MP2 −2, MP1+2 −3
  bool operator==(const Electrodogram&) const = default;
};

// The pulses' timing: Nucleus' 5 MHz clock, period = round(5e6/(rate · n)) · 0.2 µs; HiRes two
// phases a slot.
struct PulseTiming {
  double period_us = 0.0;  // from pulse to pulse
  int per_cycle = 0;
};
PulseTiming pulse_timing(const CodingParams& params);

// Sound (device units, device_rate) to its electrodogram. Control side.
Electrodogram electrodogram(const CodingParams& params, std::span<const double> sound);

}  // namespace otoscape::implant::coding
