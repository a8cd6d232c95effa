// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/render/inside/ringing_change.h"
#include "otoscape/render/quantum/quantum_clock.h"
#include "otoscape/render/quantum/scene_params.h"
#include "otoscape/scene/arc.h"
#include "otoscape/tinnitus/ringing_voice.h"

namespace otoscape::render::inside {

// One layer of ringing in one ear along a whole arc, as RingingVoice takes it. Ticks are quanta.
struct RingingPart {
  int ear = 0;
  // As the first listener that has it writes it, with the switches of any; a level above threshold
  // only where all have one.
  hearing::TinnitusLayer layer;
  tinnitus::RingingScore score;
  struct Span {
    double loudness_re_level = 0.0;             // LUFS of its loudest 3 s in one ear at 0 dB SPL
    double long_term_re_level = 0.0;            // the same in the long term
    double stress_from = 0.0, stress_to = 0.0;  // share of the scene's stress, 0…1
  };
  std::vector<Span> spans;  // one for each of the score's
  std::int64_t fade_quanta = 8;

  // At a quantum's start.
  struct Moment {
    double level_db_spl = 0.0, stress = 0.0, loudness_re_level = 0.0, long_term_re_level = 0.0;
    double share = 0.0;  // of its energy that a fade leaves, 0…1; 0: silent

    double long_term_lufs() const { return level_db_spl + long_term_re_level; }  // without stress
  };
  Moment at(std::int64_t quantum) const;
};

// Layers that glide (scene/ringing_glide.h) become one part; others fade. Adds to `changes`.
std::vector<RingingPart> ringing_parts(const scene::Arc& arc, const SceneParams& params,
                                       const quantum::QuantumClock& clock,
                                       std::vector<RingingChange>& changes);

}  // namespace otoscape::render::inside
