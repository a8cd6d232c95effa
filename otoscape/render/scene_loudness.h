// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/render/programme_track.h"
#include "otoscape/render/scene_params.h"
#include "otoscape/scene/arc.h"

// How loud a state of a scene is over a stretch of the programme, estimated from its track: gain
// law in each half octave and 100 ms, perspective and leak in amplitude, internal sound, K weight.
// Two states are compared on the same programme, so that the programme's own bangs cancel.

namespace otoscape::render {

// The parts of a scene's state that bear on loudness, held still.
struct LoudnessState {
  std::array<hearing::EarProfile, 2> ears;  // ringing layers included, as they ring at the moment
  scene::MixState mix;
  Decibels room{0.0};  // of the room's side: a match, else 0
};

class SceneLoudness {
 public:
  SceneLoudness(const ProgrammeTrack& track, const SceneParams& params);

  // LUFS over [from, from + 3 s], floored at 47 LU below the programme's integrated loudness (−23
  // where that is silent).
  double of(const LoudnessState& state, Seconds from) const;
  // Of the character's side and of the room alone over 3 s, for matching one to the other.
  Decibels match_gain(const LoudnessState& state, Seconds from) const;  // −30…0 dB
  // The programme as the state before `time` hears it over the three seconds before, ≥ −50 LUFS.
  double before(const LoudnessState& state, Seconds time) const;

  // The loudness that the internal bus may not exceed: the programme's integrated, or −23.
  double programme_lufs() const;

 private:
  const ProgrammeTrack& track_;
  SceneParams params_;
};

// Loudness of a layer of ringing at a level, in LUFS over its loudest 3 s; of body sources at their
// level. Both ears' energies add.
double ringing_lufs(const hearing::TinnitusLayer& layer, DbSpl level,
                    const Calibration& calibration);
double body_lufs(const scene::BodyLevels& levels, const Calibration& calibration);

}  // namespace otoscape::render
