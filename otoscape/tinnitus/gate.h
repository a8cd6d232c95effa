// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/phase_ramp.h"
#include "otoscape/dsp/row.h"

namespace otoscape::tinnitus {

// A periodic envelope without corners: scale·(floor + height·T(ψ)·v(φ)), where v(φ) = exp(κ(cos
// 2πφ' − 1)), φ' = φ + (a/2π) sin 2πφ, are pulses of phase φ. T gates trains of pulses: it is 1 or
// 0, with raised-cosine edges.
struct Gate {
  float floor = 0.0f, height = 1.0f;
  float kappa = 0.0f;  // 0: no pulses
  float skew = 0.0f;   // a, |a| < 1: moves the peak of a pulse later or earlier
  float on =
      2.0f;  // share of a train's period between the middles of its edges; from 2 up: no trains
  float edge = 0.1f;  // of one edge, in periods
  float scale = 1.0f;

  // The same gate with the scale for a mean square of 1, for pulses and trains of unrelated rates.
  Gate evened() const;
};

// Audio side.
void draw_gate(const Gate& gate, const dsp::PhaseRamp& pulses, const dsp::PhaseRamp& trains,
               int frames, dsp::Row& out) noexcept OTOSCAPE_RT;

}  // namespace otoscape::tinnitus
