// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/loss/msbg/audiogram.h"

namespace otoscape::loss::msbg {

// The published simulator has four classes of frequency selectivity. The class alone determines the
// width of the bank's filters and the smearing, the same at all frequencies.
enum class Severity { nothing, mild, moderate, severe };

// Class from the plain mean of those thresholds that lie from 2 to 8 kHz, with exclusive limits of
// 15, 35 and 56 dB. The mean depends on which frequencies were measured; 0 dB if none was.
Severity severity_of(const Audiogram& audiogram);

// How much wider than typical the lower and upper skirts of the auditory filters are (Baer and
// Moore 1993). Not for Severity::nothing, which is not smeared.
struct Broadening {
  double lower, upper;
};
Broadening broadening_of(Severity severity);

}  // namespace otoscape::loss::msbg
