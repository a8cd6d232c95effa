// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"

// Sounds of the body from inside, and of events, as tables made once. Synthesis and levels are
// ours, within published frequency ranges (heart 20–200 Hz, breath 100–1000 Hz, footfalls 10–100
// Hz); we know no source for the levels. Not modelled: valves, rales, the head's own resonances.

namespace otoscape::body {

// Long-term RMS at the ear over whole cycles at a setting of 0 dB.
inline constexpr DbSpl kHeartLevel{55.0};   // at 70 beats a minute
inline constexpr DbSpl kBreathLevel{50.0};  // at 15 breaths a minute
inline constexpr DbSpl kThudLevel{60.0};    // at 100 steps a minute
inline constexpr DbSpl kPlugLevel{45.0};    // largest RMS over 0.1 s of the thud of a plug

// First and second heart sound in pascal at kHeartLevel; the second begins 0.32 √RR s after the
// first, RR the beat's length in seconds.
struct HeartSounds {
  std::vector<float> first, second;
};
// film: fundamentals doubled, for loudspeakers without output below 60 Hz.
HeartSounds heart_sounds(Hertz rate, bool film);
inline constexpr double kSecondSoundAfter = 0.32;  // s, times √RR

std::vector<float> thud_sound(Hertz rate);  // a footfall, in pascal at kThudLevel
std::vector<float> plug_sound(Hertz rate);  // in pascal at kPlugLevel

// Sounds of events at a sample peak of 1 (a blast: 0.92…1, depending on its key).
std::vector<float> pop_sound(Hertz rate);
std::vector<float> blast_sound(Hertz rate, std::uint64_t key);
// Loudness of an event at a sample peak of 1 in both ears, largest over 0.4 s, in LU re 0 LUFS.
inline constexpr double kPopLoudness = -16.4;
inline constexpr double kBlastLoudness = -11.0;

}  // namespace otoscape::body
