// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/render/quantum_clock.h"
#include "otoscape/render/scene_params.h"
#include "otoscape/scene/arc.h"
#include "otoscape/tinnitus/ringing_voice.h"

namespace otoscape::render {

// One layer of ringing in one ear along a whole arc, ready to be sounded. Ticks are quanta.
struct RingingPart {
  int ear = 0;
  hearing::TinnitusLayer layer;  // as first met
  tinnitus::RingingScore score;
  std::vector<double> loudness_re_level;  // per span: LUFS of the layer at 0 dB SPL

  // Energy of its loudness at a quantum, 10^(LUFS/10), fades included; 0 where it is silent.
  double energy_at(std::int64_t quantum, int fade_quanta) const;
};

struct RingingChange {  // what was altered for the audience's sake
  std::string what;
};

// Layers of equal name and kind become one part and glide; others fade.
std::vector<RingingPart> ringing_parts(const scene::Arc& arc, const SceneParams& params,
                                       const QuantumClock& clock,
                                       std::vector<RingingChange>& changes);

}  // namespace otoscape::render
