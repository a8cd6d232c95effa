// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "otoscape/implant/coding_params.h"
#include "otoscape/implant/frame.h"
#include "otoscape/units/frequency.h"

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
  // Cycles a second of the sound. A map's own rate may differ: where each frame of the analysis is
  // a cycle, a cycle is a whole number of samples (900 Hz becomes 888.9 Hz).
  double cycles_hz = 0.0;
  int mode = -3;  // stimulation mode: MP1 −1, MP2 −2, MP1+2 −3
  bool operator==(const Electrodogram&) const = default;
};

// When pulses begin.
enum class PulseGrid {
  // Cycle j begins at j periods of the coder, so that pulses stay with the sound however long it
  // is; in it, slots follow at equal distances, on ticks of the link's 5 MHz clock (HiRes: two
  // phases a slot).
  cycles,
  // As the public Nucleus toolbox writes sequences: one period for all pulses, rounded to a tick.
  // Over a minute pulses drift against the sound by −96 to +32 ms, depending on the map.
  toolbox,
};

// The toolbox's grid: Nucleus' 5 MHz clock, period = round(5e6/(rate · n)) · 0.2 µs; HiRes two
// phases a slot.
struct PulseTiming {
  double period_us = 0.0;  // from pulse to pulse
  int per_cycle = 0;
};
PulseTiming pulse_timing(const CodingParams& params);

// Sound (device units) to its electrodogram. sound_rate: that of samples near the device's rate
// which are taken as they are; none: device_rate. Control side.
Electrodogram electrodogram(const CodingParams& params, std::span<const double> sound,
                            PulseGrid grid = PulseGrid::cycles,
                            std::optional<Hertz> sound_rate = {});

}  // namespace otoscape::implant::coding
