// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/phase_ramp.h"
#include "otoscape/dsp/row.h"
#include "otoscape/units/frequency.h"

// Noise of any width as a pure function of its position: random values at the borders of cells,
// drawn from a hash of (key, cell), and a cubic B-spline between them. Divided by the root of the
// spline's sum of squares, so that the power is constant; undivided it would ripple by 0.36 dB at
// the rate of the cells. The spectrum is sinc⁸: side lobes below −53 dB, no filter, no memory
// beyond four cells. Values are sums of four uniform ones: never above 3.47 standard deviations.

namespace otoscape::dsp {

// A key from another key and a number, statistically independent of it: no two streams of one layer
// are delayed copies of each other.
std::uint64_t hash(std::uint64_t key, std::uint64_t number) noexcept OTOSCAPE_RT;

// The rate of cells, in cells per frame, of noise that is `width` wide at −3 dB when modulated onto
// a carrier, or reaches to half of `width` at baseband. A cell is at least one frame wide.
double cells_per_frame(Hertz width, Hertz rate);
// The same as a step of a PhaseRamp of cells: 2⁻³² of a cell, 2³² cells.
std::uint64_t to_cells(double cells);

// Audio side. Complex noise round 0 Hz, real and imaginary part each of unit variance, for `frames`
// (at most Row::kFrames) frames. The ramp is one of cells.
void complex_noise(std::uint64_t key, const PhaseRamp& cells, int frames, Row& re,
                   Row& im) noexcept OTOSCAPE_RT;
// Real noise of unit variance at one position, for slow modulation.
double slow_noise(std::uint64_t key, std::uint64_t cells) noexcept OTOSCAPE_RT;

// Audio side. √2 sin of a ramp of turns: unit RMS.
void tone(const PhaseRamp& turns, int frames, Row& out) noexcept OTOSCAPE_RT;
// Noise modulated onto a carrier, with a line at the carrier: unit RMS for line² + noise² = 1.
struct Mix {
  float line = 0.0f, noise = 1.0f;
};
struct NoiseParts {
  const Row &re, &im;
};
void turn_up(const PhaseRamp& turns, Mix mix, int frames, const NoiseParts& noise,
             Row& out) noexcept OTOSCAPE_RT;

}  // namespace otoscape::dsp
