// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "otoscape/hearing/implant_map.h"
#include "otoscape/implant/coding/electrodogram.h"

// Electrodograms as numbers. Electrodes are written by their maker's numbers, channels (bands) from
// 1, the lowest. An idle pulse keeps its row and its slot with level 0.

namespace otoscape::io::views {

using TakeBytes = std::function<void(std::string_view)>;

// What a pulse is in the terms of the field.
struct PulseFacts {
  double time_us = 0.0;
  int electrode = 0;       // the maker's number
  int channel = 0;         // its band, from 1
  double magnitude = 0.0;  // place between T and C, 0…1; 0 for idle
  int level = 0;           // in the chip's levels or µA; 0: idle
  double current_ua = 0.0;
  double period_us = 0.0;  // to the next pulse; 0: that one fires together with this
};
PulseFacts facts_of(const implant::coding::Electrodogram::TimedPulse& timed,
                    const hearing::ImplantMap& map);

// One row for each pulse, as the Nucleus research tools exchange sequences:
//   electrodes,modes,current_levels,phase_widths_us,phase_gaps_us,periods_us
// A pulse's time is the sum of the periods before it.
void write_sequence_csv(const implant::coding::Electrodogram& electrodogram,
                        const hearing::ImplantMap& map, const TakeBytes& take);

// The same with times and currents:
//   time_us,electrode,channel,magnitude,current_level,current_ua
void write_long_csv(const implant::coding::Electrodogram& electrodogram,
                    const hearing::ImplantMap& map, const TakeBytes& take);

// NumPy's .npy (version 1.0): little-endian doubles, one row of six for each pulse: time_us,
// electrode, channel, current_level, current_ua, period_us.
void write_npy(const implant::coding::Electrodogram& electrodogram, const hearing::ImplantMap& map,
               const TakeBytes& take);

}  // namespace otoscape::io::views
