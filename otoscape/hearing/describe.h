// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "otoscape/hearing/profile.h"

namespace otoscape::hearing {

// Mean threshold at 0.5, 1, 2 and 4 kHz, the four frequencies of the World Health Organization's
// World report on hearing (2021). No response counts as 120 dB HL.
DbHl four_tone_average(const Audiogram& audiogram);

// The report's grade of an average, in steps of 15 dB from 20 dB HL: "typical hearing", then "mild
// hearing loss" up to "complete hearing loss". The report grades a person by the better ear; here
// the word describes one ear.
std::string_view who_grade(DbHl average);

// One line about both ears, as "left: moderate hearing loss, average of 0.5, 1, 2 and 4 kHz 46 dB
// HL; right: the same". Names the conductive part where bone conduction is known, and ringing.
std::string describe(const HearingProfile& profile);

}  // namespace otoscape::hearing
