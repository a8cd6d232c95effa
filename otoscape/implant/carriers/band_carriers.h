// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/carriers/lanes.h"
#include "otoscape/units/frequency.h"

// Noise and sine carriers at the electrodes' places. Each envelope passes a two-pole Bessel
// low-pass and modulates a band of noise or a sine at its place; the places are summed. The noise
// is white, a hash of (key, frame), through two equal complex one-pole sections at the place's
// frequency, so that its skirts fall by 12 dB/oct. Both carriers have an RMS of 1. Envelopes are
// straight lines from cycle to cycle.
// Not modelled: a real percept, which is neither noise nor sine.

namespace otoscape::implant::carriers {

inline constexpr int kCarrierFrames = 64;  // at most, in one call

// Coefficients of the filters and carriers of all places. Lanes of inaudible places hold zeros.
struct CarrierDesign {
  Lanes low_a, low_b, low_c;  // low-pass: a state-variable filter's 2a₁ − 1, a₂, a₃
  Lanes pole_re, pole_im;
  Lanes noise_rms, sine_rms;  // gain to an RMS of 1; 0: inaudible
};

// Control or audio side; allocates nothing.
void set_low_pass(CarrierDesign& design, std::size_t lane, double cutoff_hz,
                  Hertz rate) noexcept OTOSCAPE_RT;
// A place above 0.45 of the rate is silent, since it would alias.
void set_place(CarrierDesign& design, std::size_t lane, double place_hz, double width_hz,
               Hertz rate) noexcept OTOSCAPE_RT;
// Delay of the low-pass for slow envelopes (for a Bessel filter: for all).
double low_pass_delay_s(double cutoff_hz) noexcept OTOSCAPE_RT;
bool representable(double place_hz, Hertz rate);

struct CarrierState {
  Lanes low_1, low_2, first_re, first_im, second_re, second_im;
};

// An interval over which envelopes and weights move in straight lines: value + frame · step.
struct CarrierLine {
  Lanes envelope, envelope_step;
  Lanes noise, noise_step, sine, sine_step;  // weights, the carriers' RMS included
  std::uint32_t phase[kLanes] = {};          // of the sines at frame 0, in turns of 2⁻³²
  std::uint32_t phase_step[kLanes] = {};
  std::uint32_t key[kLanes] = {};  // of the noises
  bool noisy = true, tonal = false;
  int places = 0;
};

// Frames [from, from + frames) of a line.
struct CarrierRun {
  const CarrierDesign& design;
  const CarrierLine& line;
  CarrierState& state;
  int from = 0, frames = 0;
  std::uint32_t count = 0;  // the programme's frame at `from`: noises are drawn by it
};

// Audio side. out.size() is run.frames, at most kCarrierFrames.
void run_carriers(const CarrierRun& run, std::span<float> out) noexcept OTOSCAPE_RT;
// Audio side. The envelopes alone: their values after the last frame.
void run_low_passes(const CarrierRun& run, Lanes& level) noexcept OTOSCAPE_RT;

}  // namespace otoscape::implant::carriers
