// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "otoscape/body/levels.h"
#include "otoscape/units/frequency.h"

// Sounds of events as tables made once. Synthesis and levels are ours.

namespace otoscape::body {

std::vector<float> plug_sound(Hertz rate);  // in pascal at kPlugLevel

// Sounds of events at a sample peak of 1 (a blast: 0.92…1, depending on its key).
std::vector<float> pop_sound(Hertz rate);
std::vector<float> blast_sound(Hertz rate, std::uint64_t key);
// Loudness of an event at a sample peak of 1 in both ears, largest over 0.4 s, in LU re 0 LUFS.
inline constexpr double kPopLoudness = -16.4;
inline constexpr double kBlastLoudness = -11.0;

}  // namespace otoscape::body
