// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/render/inside/ringing_parts.h"
#include "otoscape/units/time.h"

namespace otoscape::render::inside {

// Gains in dB, ≤ 0, that the heard world gives a layer of ringing whose level is not one above
// threshold: it sinks while something loud is heard and comes back after it (masking), and a long,
// steady sound near its pitch leaves it softer for a while (residual inhibition). Ten a second,
// from the programme's start, so that a region has them as the whole has. That ringing goes
// unnoticed in company and is loudest in quiet is common experience; the numbers are ours, all in
// LU re the programme's integrated loudness, and so alike at every calibration and for implanted
// ears.
//
// P: loudness of the heard world; S: of the layer, in the long term and without stress.
// Masking: −12 dB · x, where x follows clip((P − S − 12)/16) with 0.35 s upwards and 2.5 s
// downwards. Inhibition: −8 dB · a, where a rises towards clip((P_r − S − 22)/10) with 20 s and
// falls with 30 s; P_r is the 20th percentile of the last 3 s of P near the pitch.
struct SinkingRows {
  std::span<const float> all_lu, near_lu;  // P, and P near the pitch
  std::span<const float> layer_lu;         // S
};
std::vector<float> sinking_gains_db(const SinkingRows& rows, bool masking, bool inhibition);

// S of each of `rows` rows of 0.1 s from `begin` on. Where the layer is silent: as where it last
// sounded, or as it first will.
std::vector<float> layer_lu(const RingingPart& part, const quantum::QuantumClock& clock,
                            Seconds begin, std::size_t rows, double programme_lufs);

}  // namespace otoscape::render::inside
