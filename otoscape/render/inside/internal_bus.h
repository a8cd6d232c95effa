// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/body/body_track.h"
#include "otoscape/body/own_voice.h"
#include "otoscape/body/shots.h"
#include "otoscape/render/inside/body_sounds.h"
#include "otoscape/render/inside/ringing_parts.h"
#include "otoscape/render/programme/scene_states.h"
#include "otoscape/render/quantum/side_sound.h"

namespace otoscape::render::inside {

// What sounds inside the head: ringing, the body, and the sounds of events. All of it a pure
// function of the programme's frame, the scene, the seed and the programme's track. Ringing and
// body together stay at or below the programme's own loudness; events have their own limits.
class InternalBus {
 public:
  struct Setup {
    const scene::Arc& arc;
    const programme::ProgrammeLoudness& track;
    const programme::SceneLoudness& loudness;
    const programme::SceneStates& states;
    const SceneParams& params;
    SideSound* body = nullptr;  // a track of body sounds, in pascal at kBreathLevel
  };
  // Control side.
  InternalBus(const StreamSpec& spec, const quantum::QuantumClock& clock, const Setup& setup,
              Arena& arena);

  // Both sides of a quantum's state; `out` is overwritten, in full scale.
  void sound(std::int64_t quantum, const scene::MixState& from, const scene::MixState& to,
             FullScaleBlock out);

  const std::vector<RingingChange>& changes() const { return changes_; }
  Decibels deepest_limit() const { return Decibels(deepest_limit_db_); }  // of the bus, ≤ 0

 private:
  struct Voice {
    RingingPart part;
    tinnitus::RingingVoice voice;
    std::vector<float> drive_db;  // masking and inhibition, ten a second
  };

  void place_events(const Setup& setup);
  double limit_db(std::int64_t quantum, const scene::MixState& mix) const;
  void ring(std::int64_t quantum, const scene::MixState& from, const scene::MixState& to,
            PascalBlock out);
  void add_body(std::int64_t quantum, const scene::MixState& from, const scene::MixState& to,
                PascalBlock out);
  double drive_db(const Voice& voice, Seconds time) const;
  double stress_db(const RingingPart::Moment& moment, const scene::MixState& mix) const;

  StreamSpec spec_;
  quantum::QuantumClock clock_;
  const scene::Arc& arc_;
  const SceneParams& params_;
  Seconds track_begin_;
  double most_lufs_;
  float pascals_per_unit_, units_per_pascal_;
  std::vector<RingingChange> changes_;
  std::vector<Voice> voices_;
  BodySounds body_;
  SideSound* body_file_;
  body::BodyTrackFilter body_filter_;
  body::Occlusion occlusion_;
  std::array<std::vector<body::Shots>, 2> events_;  // per ear, in pascal
  std::array<std::span<float>, 2> work_, file_;
  std::int64_t limited_quantum_ = -1;  // the quantum whose limit is known
  double limit_now_db_ = 0.0, deepest_limit_db_ = 0.0;
  bool rings_ = false;
};

}  // namespace otoscape::render::inside
