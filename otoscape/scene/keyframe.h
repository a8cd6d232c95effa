// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "otoscape/hearing/profile.h"
#include "otoscape/scene/event.h"
#include "otoscape/units/level.h"
#include "otoscape/units/time.h"

// What a scene file says, with names resolved: points in time and how the story arrives at them.

namespace otoscape::scene {

enum class Shape { linear, ease };  // ease: 3p² − 2p³

// The way to a keyframe; it arrives at the keyframe's time. over 0 is a cut: it begins at the
// keyframe's time and is complete 10 ms later.
struct Ramp {
  Seconds over{0.0};
  Shape shape = Shape::linear;

  bool operator==(const Ramp&) const = default;
};

// A little of the room that stays in the character's side; off is none.
struct Leak {
  bool on = false;
  Decibels level{0.0};  // of the room, −80…0 dB

  bool operator==(const Leak&) const = default;
};

// The room as loud as it is, or brought down to the character's loudness so that a cut is about
// hearing.
enum class RoomLevel { as_is, match };

// Body sounds re each source's documented level (body/sounds.h), −40…+20 dB; an absent one is off.
struct BodySetting {
  std::optional<Decibels> breath, heart, thuds, track;  // track: the file given beside the film
  double breath_per_min = 15.0, heart_per_min = 70.0, thuds_per_min = 100.0;
  bool film_heart = false;  // fundamentals doubled, for small loudspeakers

  bool operator==(const BodySetting&) const = default;
};

// A point of the story. What it does not set stays as it was.
struct Keyframe {
  Seconds time;
  std::optional<hearing::EarProfile> left, right;
  std::string left_name, right_name;  // of the listeners, for tables and pictures
  std::optional<double> perspective;  // 0 the room … 1 the character
  std::optional<Leak> leak;
  std::optional<RoomLevel> room_level;
  std::optional<BodySetting> body;
  std::optional<double> stress;  // 0…1, the author's curve
  std::optional<Event> event;
  Ramp ramp;
  std::optional<Ramp> perspective_ramp, body_ramp;  // else `ramp`
  int line = 0;                                     // in the file, for messages
};

// A rate of pictures, as 24000/1001; drop-frame timecode counts as 29.97 and 59.94 do.
struct FrameRate {
  int numerator = 25, denominator = 1;

  bool operator==(const FrameRate&) const = default;
};

struct Scene {
  std::string title;
  std::uint64_t seed = 1;
  std::vector<std::string> notices;  // what a person must read beside the render
  std::optional<Seconds> length;     // what its times are written for; stretch() scales from it
  std::optional<FrameRate> frame_rate;
  Seconds timecode_start{0.0};      // what the picture's first frame is called
  std::vector<Keyframe> keyframes;  // ascending by time, at least one
};

}  // namespace otoscape::scene
