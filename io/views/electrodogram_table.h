// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "otoscape/hearing/implant_map.h"
#include "otoscape/implant/coding/electrodogram.h"

// Tables of electrodograms. Electrodes have their maker's numbers; channels (bands) count from 1,
// the lowest. An idle pulse has a row and a period like any other, with level 0.

namespace otoscape::io::views {

using TakeBytes = std::function<void(std::string_view)>;

// The values of one pulse.
struct PulseFacts {
  double time_us = 0.0;
  int electrode = 0;       // the maker's number
  int channel = 0;         // band, from 1
  double magnitude = 0.0;  // between T and C level, 0…1; 0 for idle
  int level = 0;           // in the chip's levels or µA; 0: idle
  double current_ua = 0.0;
  double period_us = 0.0;  // to the next pulse; 0: both are simultaneous
};
PulseFacts facts_of(const implant::coding::Electrodogram::TimedPulse& timed,
                    const hearing::ImplantMap& map);

// One row for each pulse, as the Nucleus research tools exchange sequences:
//   electrodes,modes,current_levels,phase_widths_us,phase_gaps_us,periods_us
// A pulse's time is the sum of the periods before it.
void write_sequence_csv(const implant::coding::Electrodogram& electrodogram,
                        const hearing::ImplantMap& map, const TakeBytes& take);

// One row for each pulse, with times and currents:
//   time_us,electrode,channel,magnitude,current_level,current_ua
void write_long_csv(const implant::coding::Electrodogram& electrodogram,
                    const hearing::ImplantMap& map, const TakeBytes& take);

// NumPy's .npy (version 1.0): little-endian doubles, one row of six for each pulse: time_us,
// electrode, channel, current_level, current_ua, period_us.
void write_npy(const implant::coding::Electrodogram& electrodogram, const hearing::ImplantMap& map,
               const TakeBytes& take);

}  // namespace otoscape::io::views
