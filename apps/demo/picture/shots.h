// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "apps/demo/picture/place.h"

namespace otoscape::demo::picture {

enum class Location { stage, booth, clinic, party, street, home };
inline constexpr int kLocations = 6;

// From a cut to the next.
struct Shot {
  double start_s;
  Location location;
  Camera first, last;  // it moves slowly from one to the other
};

// The film's shots in order of time. They change where the scene sudden-loss does: from the room
// the picture is wide, from inside it is close. Two cuts more follow the talk.
std::span<const Shot> shots();

// The shot at a time, and its camera then.
const Shot& shot_at(double seconds);
Camera camera_at(double seconds);

}  // namespace otoscape::demo::picture
