// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/hearing/profile.h"
#include "otoscape/scene/event.h"
#include "otoscape/units/time.h"

namespace otoscape::scene {

enum class Side { left, right };

// An interval in which the ears move. Between movements they are constant. Cuts and ramps below 200
// ms are blends: the sounds of the two ends are crossfaded in amplitude, by a raised cosine over
// the movement (10 ms for a cut). Longer ones move the thresholds. Sorted, not overlapping: where
// movements would overlap, the later one waits, or a glide is cut into pieces.
struct EarMovement {
  Seconds start, end;
  bool blends = false;
};

// The ringing from `end` on; the layers glide there from `start`. end = start is a cut. Layers that
// do not glide (ringing_glide.h) fade in and out. The profiles hold the layers and, where a layer's
// level is in dB SL, the thresholds it is based on.
struct RingingStep {
  Seconds start, end;
  std::array<hearing::EarProfile, 2> to;
};

// The level of the room from one keyframe's arrival to the next. It moves over [start, end].
struct RoomSpan {
  Seconds start, end;
  bool matched = false;
};

struct PlacedEvent {
  Seconds time;
  Event event;
};

}  // namespace otoscape::scene
