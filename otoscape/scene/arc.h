// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/scene/cycles.h"
#include "otoscape/scene/ear_timeline.h"
#include "otoscape/scene/keyframe.h"
#include "otoscape/scene/mix_automation.h"
#include "otoscape/scene/mix_state.h"
#include "otoscape/scene/movements.h"

namespace otoscape::scene {

// The movement of a scene in time. Everything is a pure function of the time: thresholds are
// interpolated in dB over log frequency, pitches in octaves, switches step. Before the first
// keyframe the first holds, after the last the last.
class Arc {
 public:
  // keyframes: ascending, at least one. Levels in LU stand for those with a programme at 65 dB SPL
  // and no K weighting, until levels_in_db.h puts the real ones in their place.
  explicit Arc(std::vector<Keyframe> keyframes);

  const std::vector<Keyframe>& keyframes() const { return keyframes_; }

  // The ear at `time`, including the effect of events; without ringing layers. At the time of a cut
  // it is the ear after the cut; within a blend it is the ear after the blend.
  hearing::EarProfile ear(Side side, Seconds time) const;
  MixState mix(Seconds time) const noexcept OTOSCAPE_RT { return mix_.at(time); }
  // Of mix(time), alone.
  HeardShares shares(Seconds time) const noexcept OTOSCAPE_RT { return mix_.shares(time); }
  double stress(Seconds time) const noexcept OTOSCAPE_RT { return mix_.stress().at(time); }
  FeltLevels felt(Seconds time) const noexcept OTOSCAPE_RT {
    return mix_.felt(time);
  }  // of mix(time), alone

  std::span<const EarMovement> ear_movements() const { return ear_movements_; }
  std::span<const RingingStep> ringing() const {
    return ringing_;
  }  // the first holds from the start
  std::span<const RoomSpan> rooms() const { return rooms_; }
  std::span<const PlacedEvent> events() const { return events_; }
  // Times at which mix() cuts, or ears or ringing step, or a ramp ends: the loudness may jump
  // there.
  std::span<const Seconds> moments() const { return moments_; }

  // Beats, breaths and steps since time 0, with fractions. They follow the rates at each moment,
  // which stress raises (heart by half, breath by 60 %).
  double heart_cycles(Seconds time) const noexcept OTOSCAPE_RT { return heart_.at(time); }
  double breath_cycles(Seconds time) const noexcept OTOSCAPE_RT { return breath_.at(time); }
  double thud_cycles(Seconds time) const noexcept OTOSCAPE_RT { return thuds_.at(time); }
  bool occludes() const { return mix_.occludes(); }  // whether hearing protection closes an ear
  bool film_heart() const { return film_heart_; }    // whether any keyframe sets it
  // The most that any keyframe asks to be felt: off, body or water.
  Felt felt_at_most() const { return felt_at_most_; }

 private:
  std::vector<Keyframe> keyframes_;
  EarTimeline ears_;
  MixAutomation mix_;
  Cycles heart_, breath_, thuds_;
  std::vector<EarMovement> ear_movements_;
  std::vector<RingingStep> ringing_;
  std::vector<RoomSpan> rooms_;
  std::vector<PlacedEvent> events_;
  std::vector<Seconds> moments_;
  bool film_heart_ = false;
  Felt felt_at_most_ = Felt::off;
};

}  // namespace otoscape::scene
