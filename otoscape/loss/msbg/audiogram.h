// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/base/result.h"

namespace otoscape::loss::msbg {

// One ear's thresholds as the published simulator uses them: as written, without a transducer's
// correction.
struct Audiogram {
  std::vector<double> frequencies_hz;  // rising
  std::vector<double> thresholds_db_hl;

  // Linear in hertz (not in log frequency), flat beyond both ends.
  double at(double frequency_hz) const;
};

// The catch-up level, 105 dB in every channel (Moore and Glasberg 1993).
inline constexpr double kCatchUpDb = 105.0;

// Fails where MSBG's law is not defined: at 105 dB HL its slope is infinite, above it negative.
Status check(const Audiogram& audiogram);

}  // namespace otoscape::loss::msbg
