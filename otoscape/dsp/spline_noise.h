// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/phase_ramp.h"
#include "otoscape/dsp/row.h"
#include "otoscape/units/frequency.h"

// Noise of any width as a pure function of where it is read: random values at the borders of cells,
// drawn from a hash of (key, cell), and a cubic B-spline between them. Divided by the root of the
// spline's sum of squares the power is the same everywhere; without, it would ripple by 0.36 dB at
// the rate of the cells. The spectrum is sinc⁸: side lobes below −53 dB, no filter, no memory
// beyond four cells. Values are sums of four uniform ones: never above 3.47 standard deviations.

namespace otoscape::dsp {

// A key made of another and a number, unrelated to it: two streams of one layer are never each
// other's delayed copy.
std::uint64_t hash(std::uint64_t key, std::uint64_t number);

// The rate of cells in cells per frame whose noise is `width` wide at −3 dB when turned up to a
// carrier, or reaches to half of that as it is. No cell is narrower than a frame.
double cells_per_frame(Hertz width, Hertz rate);
// As a step of a PhaseRamp of cells: 2⁻³² of a cell, 2³² cells.
std::uint64_t to_cells(double cells);

// Audio side. Complex noise round 0 Hz, real and imaginary part each of unit variance, for `frames`
// (at most Row::kFrames) frames. The ramp is one of cells.
void complex_noise(std::uint64_t key, const PhaseRamp& cells, int frames, Row& re,
                   Row& im) noexcept OTOSCAPE_RT;
// Real noise of unit variance at one place, for what moves slowly.
double slow_noise(std::uint64_t key, std::uint64_t cells) noexcept OTOSCAPE_RT;

// Audio side. √2 sin of a ramp of turns: unit RMS.
void tone(const PhaseRamp& turns, int frames, Row& out) noexcept OTOSCAPE_RT;
// Noise turned up to a carrier, with a line on it: unit RMS for line² + noise² = 1.
struct Mix {
  float line = 0.0f, noise = 1.0f;
};
struct NoiseParts {
  const Row &re, &im;
};
void turn_up(const PhaseRamp& turns, Mix mix, int frames, const NoiseParts& noise,
             Row& out) noexcept OTOSCAPE_RT;

}  // namespace otoscape::dsp
