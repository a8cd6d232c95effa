// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/hearing/audiogram.h"

// ISO 7029:2017, Acoustics: statistical distribution of hearing thresholds related to age and
// gender. The median threshold of people without ear disease and without undue noise exposure, re
// the median of 18-year-olds, is a (Y - 18)^b dB at age Y. Not modelled: the spread between people,
// and 9 to 12.5 kHz (an informative annex); above 8 kHz the threshold is held.

namespace otoscape::hearing {

enum class Sex { male, female };

inline constexpr int kYoungestAge = 18;  // years
inline constexpr int kOldestAge = 80;
inline constexpr int kOldestNormativeAge = 70;  // above it the values are informative only

// Ages outside 18…80 count as the nearest of these.
Audiogram median_at_age(int years, Sex sex);

}  // namespace otoscape::hearing
