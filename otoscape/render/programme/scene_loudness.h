// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/render/programme/loudness_state.h"
#include "otoscape/render/programme/programme_loudness.h"
#include "otoscape/render/quantum/scene_params.h"
#include "otoscape/scene/arc.h"

// How loud a state of a scene is over a stretch of the programme, estimated from its track: gain
// law in each half octave and 100 ms, perspective and leak in amplitude, internal sound, K weight.
// Two states are compared on the same programme, so that the programme's own bangs cancel.
//
// Not modelled: smearing, the beating of what lies within a half octave, a loss that falls steeply
// within one. Against two full renders: within 2 LU (scene_loudness_render_test.cc).

namespace otoscape::render::programme {

class SceneLoudness {
 public:
  SceneLoudness(const ProgrammeLoudness& track, const SceneParams& params);

  // LUFS over [from, from + 3 s], floored at 47 LU below the programme's integrated loudness (−23
  // where that is silent).
  double of(const LoudnessState& state, Seconds from) const;
  // Of the character's side over the room's, 3 s from `from` on, for matching one to the other: the
  // room as it is, without a pop's stillness.
  Decibels match_gain(const LoudnessState& state, Seconds from) const;  // −30…0 dB
  // The programme as the state before `time` hears it over the three seconds before, ≥ −50 LUFS.
  double before(const LoudnessState& state, Seconds time) const;

  // The loudness that the internal bus may not exceed: the programme's integrated, or −23.
  double programme_lufs() const { return programme_lufs_; }
  // What the internal bus, ringing and body together, is lowered by for that: to the programme's
  // loudness at most, softly to 20 LU below it. ≤ 0 dB.
  Decibels internal_gain(const LoudnessState& state) const;

 private:
  const ProgrammeLoudness& track_;
  SceneParams params_;
  double programme_lufs_;
};

}  // namespace otoscape::render::programme
