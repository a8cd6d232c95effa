// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/hearing/profile.h"
#include "otoscape/scene/event.h"
#include "otoscape/units/time.h"

namespace otoscape::scene {

enum class Side { left, right };

// When the ears move. Outside movements they are what they were. Cuts and ramps below 200 ms are
// blends: the two ends' sounds in amplitude, a raised cosine over the movement (10 ms for a cut).
// Longer ones move the thresholds. Sorted, not overlapping; where movements would overlap, the
// later waits or they are cut into pieces.
struct EarMovement {
  Seconds start, end;
  bool blends = false;
};

// What rings from `end` on, the layers gliding there from `start`; end = start is a cut. Layers of
// equal name glide, others fade in and out. The profiles hold the layers and, where a layer's level
// is in dB SL, the thresholds it is based on.
struct RingingStep {
  Seconds start, end;
  std::array<hearing::EarProfile, 2> to;
};

// From a keyframe's arrival to the next, how loud the room is. Its level moves over [start, end].
struct RoomSpan {
  Seconds start, end;
  bool matched = false;
};

struct PlacedEvent {
  Seconds time;
  Event event;
};

}  // namespace otoscape::scene
