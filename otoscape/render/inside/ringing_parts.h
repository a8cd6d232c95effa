// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/render/quantum/quantum_clock.h"
#include "otoscape/render/quantum/scene_params.h"
#include "otoscape/scene/arc.h"
#include "otoscape/tinnitus/ringing_voice.h"

namespace otoscape::render::inside {

// One layer of ringing in one ear along a whole arc, ready to be sounded. Ticks are quanta.
struct RingingPart {
  int ear = 0;
  hearing::TinnitusLayer layer;  // as first met
  tinnitus::RingingScore score;
  struct Span {
    double loudness_re_level = 0.0;             // LUFS in one ear at 0 dB SPL
    double stress_from = 0.0, stress_to = 0.0;  // share of the scene's stress that it follows
  };
  std::vector<Span> spans;  // beside the score's
  std::int64_t fade_quanta = 8;

  // Where it stands at a quantum's start.
  struct Moment {
    double level_db_spl = 0.0, stress = 0.0, loudness_re_level = 0.0;
    double share = 0.0;  // of its energy, fades included; 0: silent
  };
  Moment at(std::int64_t quantum) const;
};

struct RingingChange {  // what was altered for the audience's sake
  std::string what;
};

// Layers of equal name and kind become one part and glide; others fade.
std::vector<RingingPart> ringing_parts(const scene::Arc& arc, const SceneParams& params,
                                       const quantum::QuantumClock& clock,
                                       std::vector<RingingChange>& changes);

}  // namespace otoscape::render::inside
