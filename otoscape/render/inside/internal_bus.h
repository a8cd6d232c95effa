// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/body/body_track.h"
#include "otoscape/body/own_voice.h"
#include "otoscape/body/shots.h"
#include "otoscape/render/inside/body_sounds.h"
#include "otoscape/render/inside/inside_parts.h"
#include "otoscape/render/inside/placed_sound.h"
#include "otoscape/render/inside/ringing_parts.h"
#include "otoscape/render/programme/recordings.h"
#include "otoscape/render/programme/scene_states.h"
#include "otoscape/render/quantum/side_sound.h"

namespace otoscape::render::inside {

// Internal sound: ringing, body sounds and the sounds of events. A pure function of the frame's
// index in the programme, the scene, the seed and the programme's loudness. Ringing and body
// sounds together are limited to the programme's integrated loudness (20 LU below it in soft mode),
// and they and what is felt together to the programme's again;
// events have the limits of event_level.h.
class InternalBus {
 public:
  struct Setup {
    const scene::Arc& arc;
    const programme::ProgrammeLoudness& programme;
    const programme::SceneLoudness& loudness;
    const programme::SceneStates& states;
    const SceneParams& params;
    SideSound* body = nullptr;  // a track of body sounds, Pa, at kBreathLevel
    const programme::Recordings* recordings = nullptr;
    bool in_parts = false;  // for stems
  };
  // Control side.
  InternalBus(const StreamSpec& spec, const quantum::QuantumClock& clock, const Setup& setup,
              Arena& arena);

  // Overwrites `out` with a quantum, in full scale. from and to: the state at the quantum's start
  // and end.
  void sound(std::int64_t quantum, const scene::MixState& from, const scene::MixState& to,
             FullScaleBlock out);

  // The last quantum by its sources, where Setup asks for them.
  InsideParts* parts() { return parts_ ? &*parts_ : nullptr; }
  // What of the last quantum lies in a layout's apart channels.
  PlacedSound& placed() { return placed_; }

  const std::vector<RingingChange>& changes() const { return changes_; }
  // The lowest gain that the limit had so far, ≤ 0.
  Decibels deepest_limit() const { return Decibels(deepest_limit_db_); }
  // The limit's gain for what is felt at the start and the end of the last quantum, ≤ 0 dB.
  std::array<double, 2> felt_limit_db() const { return {felt_from_db_, limit_now_.felt_db}; }

 private:
  struct Voice {
    RingingPart part;
    tinnitus::RingingVoice voice;
    std::vector<float> drive_db;  // of masking and inhibition, ten values a second
    tinnitus::Movement::Stretch stretch;
    std::size_t stem = 0;  // its place in InsideParts
    // What was found last, for the start of the quantum after it.
    std::int64_t gain_quantum = -1;
    float gain_lin = 0.0f;  // of drive and stress
    double lufs = 0.0, energy = 1.0;
  };

  void place_events(const Setup& setup);
  struct Limit {
    double inside_db = 0.0, felt_db = 0.0;
    bool sounds = false;  // ringing or the body
  };
  Limit limit(std::int64_t quantum, const scene::MixState& mix);
  void ring(std::int64_t quantum, const scene::MixState& from, const scene::MixState& to,
            PascalBlock out);
  void make_parts(Arena& arena);
  void add_track(std::int64_t quantum, const scene::MixState& from, const scene::MixState& to,
                 PascalBlock out);
  void add_body(std::int64_t quantum, const scene::MixState& from, const scene::MixState& to,
                PascalBlock out);
  double drive_db(const Voice& voice, Seconds time) const;
  double body_energy(const scene::MixState& mix);
  double stress_db(const RingingPart::Moment& moment, const scene::MixState& mix) const;

  StreamSpec spec_;
  quantum::QuantumClock clock_;
  const scene::Arc& arc_;
  const SceneParams& params_;
  Seconds programme_begin_;
  const programme::SceneLoudness& loudness_;
  float pascals_per_unit_, units_per_pascal_;
  std::vector<RingingChange> changes_;
  std::vector<Voice> voices_;
  BodySounds body_;
  PlacedSound placed_;
  std::optional<InsideParts> parts_;
  SideSound* body_file_;
  body::BodyTrackFilter body_filter_;
  body::Occlusion occlusion_;
  std::array<std::vector<body::Shots>, 2> events_;  // per ear, in pascal
  std::array<std::span<float>, 2> work_, file_;
  std::int64_t limited_quantum_ = -1;  // index of the quantum that limit_now_ belongs to
  Limit limit_now_;
  struct {
    scene::BodyLevels levels;
    std::array<double, 2> occlusion{};
    double energy = 0.0;
  } last_body_;  // that was measured
  bool occludes_;
  double deepest_limit_db_ = 0.0, felt_from_db_ = 0.0;
  bool rings_ = false;
};

}  // namespace otoscape::render::inside
