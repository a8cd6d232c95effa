// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/render/inside/heard_world.h"
#include "otoscape/render/inside/ringing_parts.h"

namespace otoscape::render::inside {

// Gains of masking and inhibition in dB, ≤ 0, one list for each part: ten a second over the whole
// programme; empty where the layer has neither. Layers at a level above threshold have those of
// ringing_masking.h, others of ringing_sinking.h.
std::vector<std::vector<float>> ringing_drives_db(std::span<const RingingPart> parts,
                                                  const HeardWorld::From& from,
                                                  const quantum::QuantumClock& clock);

}  // namespace otoscape::render::inside
