// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "otoscape/metrics/audibility_track.h"
#include "otoscape/scene/arc.h"

namespace otoscape::jobs::captions {

// How much of what is said can be made out along a scene: the better ear's share of speech, 0 to 1,
// on average where somebody speaks. Where nobody does, or nothing is known of the sound, it is that
// of speech of normal effort at one metre, without noise (SII), by the ears or the room, whichever
// is more.
//
// The share of an implant is of what reaches its electrodes. How much of that is understood comes
// with practice: 40 % of it on the day of activation, all of it after two years (ours).
class SpeechShare {
 public:
  // track: without values where nothing is known. Both must stay.
  SpeechShare(const scene::Arc& arc, const metrics::AudibilityTrack& track)
      : arc_(arc), track_(track) {}

  double between(Seconds from, Seconds to) const;
  // Nothing where nobody speaks between these times.
  std::optional<double> of_speech(Seconds from, Seconds to) const;

 private:
  double in_quiet(Seconds time) const;
  double practised(scene::Side side, Seconds time) const;

  const scene::Arc& arc_;
  const metrics::AudibilityTrack& track_;
};

}  // namespace otoscape::jobs::captions
