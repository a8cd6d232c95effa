// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/carriers/lanes.h"
#include "otoscape/units/frequency.h"

// Envelopes at the electrodes' places made audible: each passes a two-pole Bessel low-pass and
// modulates a band of noise or a sine there; all places are summed. Noise is white, a hash of (key,
// frame), and goes through two equal complex one-pole sections at the place's frequency, so that it
// falls by 12 dB/oct; both carriers have an RMS of 1. Envelopes come in straight lines, from
// cycle to cycle.
// Not modelled: that a place's carrier is none of these.

namespace otoscape::implant::carriers {

inline constexpr int kCarrierFrames = 64;  // at most, in one call

// What the filters and carriers of all places are. Lanes of places that are not heard hold zeros.
struct CarrierDesign {
  Lanes low_a, low_b, low_c;  // low-pass: a state-variable filter's 2a₁ − 1, a₂, a₃
  Lanes pole_re, pole_im;
  Lanes noise_rms, sine_rms;  // what brings a carrier to an RMS of 1; 0: not heard
};

// Control or audio side: computes, allocates nothing.
void set_low_pass(CarrierDesign& design, std::size_t lane, double cutoff_hz,
                  Hertz rate) noexcept OTOSCAPE_RT;
// A place above 0.45 of the rate is silent: it would fold.
void set_place(CarrierDesign& design, std::size_t lane, double place_hz, double width_hz,
               Hertz rate) noexcept OTOSCAPE_RT;
// By which the low-pass delays slow envelopes (Bessel: all of them).
double low_pass_delay_s(double cutoff_hz);
bool representable(double place_hz, Hertz rate);

struct CarrierState {
  Lanes low_1, low_2, first_re, first_im, second_re, second_im;
};

// A stretch over which envelopes and weights move in straight lines: value + frame · step.
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
// Audio side. The envelopes alone: where they are after the last frame.
void run_low_passes(const CarrierRun& run, Lanes& level) noexcept OTOSCAPE_RT;

}  // namespace otoscape::implant::carriers
