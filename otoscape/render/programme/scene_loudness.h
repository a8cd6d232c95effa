// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/render/programme/loudness_state.h"
#include "otoscape/render/programme/programme_loudness.h"
#include "otoscape/render/programme/section_loudness.h"
#include "otoscape/render/quantum/scene_params.h"
#include "otoscape/scene/arc.h"

namespace otoscape::render::programme {

// Loudness of a state of a scene over some seconds of the programme, estimated from its loudness
// track: Recruitment's gain in each half octave and 100 ms, perspective and leak in amplitude,
// internal sound, K weighting. Two states are compared over the same seconds, so that changes of
// the programme itself cancel.
//
// Not modelled: smearing; beats between components within a half octave; a loss that changes
// steeply within a half octave. The difference of two states is within 2 LU of that of two full
// renders (scene_loudness_render_test.cc).
class SceneLoudness {
 public:
  SceneLoudness(const ProgrammeLoudness& programme, const SceneParams& params);

  // LUFS over [from, from + 3 s], floored at 47 LU below the programme's integrated loudness (−23
  // where that is silent).
  double of(const LoudnessState& state, Seconds from) const;
  // Loudness of the character's side minus that of the room over [from, from + 3 s]; the room as it
  // is, the character's side without a pop's stillness.
  Decibels match_gain(const LoudnessState& state, Seconds from) const;  // −30…0 dB
  // Loudness of the programme as heard in this state over [time − 3 s, time], LUFS, at least −50.
  double before(const LoudnessState& state, Seconds time) const;

  // Over one row of the programme, K-weighted mean squares of each bus.
  BusEnergies row(const LoudnessState& state, std::int64_t row) const;

  const ProgrammeLoudness& programme() const { return programme_; }
  // The programme's integrated loudness; −23 LUFS where that is silent.
  double programme_lufs() const { return programme_lufs_; }
  // The loudness that ringing and body sounds together may have: programme_lufs(), in soft mode
  // 20 LU less.
  double internal_limit_lufs() const;
  // Gain that holds this state's ringing and body sounds to internal_limit_lufs(), ≤ 0 dB.
  Decibels internal_gain(const LoudnessState& state) const;

 private:
  const ProgrammeLoudness& programme_;
  SceneParams params_;
  double programme_lufs_;
};

}  // namespace otoscape::render::programme
