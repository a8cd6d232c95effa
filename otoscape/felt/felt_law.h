// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <complex>
#include <cstddef>

#include "otoscape/units/frequency.h"

// What a body takes from loud low sound when the ears no longer do: the law, as functions of level
// and frequency. docs/models/felt.md has its curves.
//
// What is known: skin feels vibration from some 20 to 500 Hz, best round 250 Hz and flatter below
// 60 Hz (Verrillo 1963, JASA 35:1962); a vibrator on the mastoid is felt, not heard, from 40 dB HL
// at 250 Hz on (60 at 500, 70 at 1000; ISO 8253-1:2010, 8.4); airborne sound reaches the bone some
// 50 dB down (48, 50, 55 dB at 125, 250, 500 Hz; after Berger, Kieper & Gauger 2003, JASA
// 114:1955). Ours: the thresholds in LU, because a film's mix has no levels in dB SPL, the
// expansion below them, bands, resonances and gains.
//
// Not modelled: single parts of the body, furniture and floors, the skin's channels and their
// fatigue, direction.

namespace otoscape::felt {

inline constexpr std::size_t kBands = 3;  // octaves: chest and belly, chest, throat and head

// A band's filter at a frequency: Butterworth slopes of second order.
std::complex<double> band(std::size_t band, Hertz frequency);
// Amplitude of the body's filter and of the water's. scale: of all their frequencies.
double body_lin(Hertz frequency, double scale = 1.0);
double water_lin(Hertz frequency, double scale = 1.0);

// Resonances lie 3 % higher at the left ear and 3 % lower at the right one, for the water 4 %: the
// two ears get unlike sound of one body.
inline constexpr std::array<double, 2> kBodyScale = {1.03, 0.97}, kWaterScale = {1.04, 0.96};

// Gain over level, both in dB: at + below · min(e − threshold, 0) − above · max(e − threshold, 0),
// where e is limited to lowest … highest; at least kFaintestDb.
struct GainLaw {
  double threshold, at, below, above, lowest, highest;

  double gain_db(double e) const;
};
inline constexpr double kFaintestDb = -70.0;

// Of the bands, then of the water. The highest band's threshold holds talk down: a voice's
// fundamental lies there and a drum's body does not. The two upper bands fall faster below their
// thresholds: a deep voice near a microphone stays 5 to 15 dB under them and drums rise over them,
// so that the slope and not the threshold keeps the two apart. Their e is a level in LU: that of
// both channels' sum of squares re the programme's integrated loudness.
inline constexpr std::array<GainLaw, kBands + 1> kLaws = {{
    {2.0, -27.0, 1.6, 0.35, -300.0, 300.0},
    {5.0, -27.0, 2.2, 0.35, -300.0, 300.0},
    {11.0, -27.0, 2.2, 0.35, -300.0, 300.0},
    {0.0, -25.0, -0.05, 0.05, -30.0, 6.0},
}};
inline constexpr std::size_t kWaterLaw = kBands;

// With felt_physical the bands' levels at each ear in dB SPL have these thresholds instead: 40 dB
// HL felt at 250 Hz, 50 dB lost on the way and 11 dB SPL of the threshold of hearing give 102 dB
// SPL; below 125 Hz an estimate. The water's e is then the level less 92.7, the mean difference of
// the two sets of thresholds.
inline constexpr std::array<double, kBands + 1> kPhysicalDbSpl = {96.0, 98.0, 102.0, 92.7};

// Gain of a band or of the water; physical: e is in dB SPL.
double gain_db(std::size_t law, double e, bool physical);

// The side signal's share at either ear.
inline constexpr double kSideShare = 0.25;

// The level's window: (1 − e^(−t/rise)) e^(−t/fall).
inline constexpr double kRiseSeconds = 0.004, kFallSeconds = 0.055;

}  // namespace otoscape::felt
