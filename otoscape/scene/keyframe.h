// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "otoscape/hearing/profile.h"
#include "otoscape/scene/event.h"
#include "otoscape/scene/mix_state.h"
#include "otoscape/scene/recording.h"
#include "otoscape/units/level.h"
#include "otoscape/units/time.h"

// The content of a scene file, with names resolved: keyframes and the ramps that lead to them.

namespace otoscape::scene {

enum class Shape { linear, ease };  // ease: 3p² − 2p³

// The ramp to a keyframe; it ends at the keyframe's time. over = 0 is a cut: it begins at the
// keyframe's time and is complete 10 ms later.
struct Ramp {
  Seconds over{0.0};
  Shape shape = Shape::linear;

  bool operator==(const Ramp&) const = default;
};

// The part of the room that is mixed into the character's side; off is none.
struct Leak {
  bool on = false;
  Decibels level{0.0};  // of the room, −80…0 dB

  bool operator==(const Leak&) const = default;
};

// The level of the room: as it is, or matched to the loudness of the character's side, so that a
// cut changes the hearing and not the loudness.
enum class RoomLevel { as_is, match };

// What is felt of loud low sound (docs/models/felt.md): nothing, what a body takes, or that and a
// low, muffled voice as under water. level: re what the programme's own level gives, −40…+20 dB.
enum class Felt { off, body, water };
struct FeltSetting {
  Felt felt = Felt::off;
  Decibels level{0.0};

  bool operator==(const FeltSetting&) const = default;
};

// The level of a body sound: re the source's documented level (body/levels.h), or its loudness over
// whole cycles at rest, re the programme. What LU are in dB depends on the programme and the
// calibration (render/programme/levels_in_db.h).
using BodyLevel = std::variant<Decibels, Lu>;

// What captions print of words that the character cannot make out: nothing, the words that are
// left, or all of them.
enum class CaptionWords { hide, fade, full };

// Body sounds, −40…+20 dB or −60…0 LU; an absent one is off.
struct BodySetting {
  std::optional<BodyLevel> breath, heart, thuds, track;  // track: the file given beside the film
  double breath_per_min = 15.0, heart_per_min = 70.0, thuds_per_min = 100.0;
  bool film_heart = false;  // fundamentals higher, for small loudspeakers
  bool mouth = false;       // breath through the mouth; else the nose
  Floor floor = Floor::wood;

  bool operator==(const BodySetting&) const = default;
};

// One point of the scene. Values that it does not set stay as they were.
struct Keyframe {
  Seconds time;
  std::string name;  // as its author calls it; empty: not named
  std::optional<hearing::EarProfile> left, right;
  std::string left_name, right_name;  // of the listeners, for tables and pictures
  std::optional<double> perspective;  // 0 the room … 1 the character
  std::optional<Leak> leak;
  std::optional<RoomLevel> room_level;
  std::optional<BodySetting> body;
  std::optional<FeltSetting> felt;
  std::optional<double> stress;  // 0…1
  // Until the next point speech is raised until the better ear can use this share of it (short-time
  // SII); 0…0.75. What plans the gain is above the renderers (render::SpeechLift).
  std::optional<double> carry;
  std::optional<Event> event;
  std::optional<CaptionWords> captions;  // fade until a point sets it
  Ramp ramp;
  std::optional<Ramp> perspective_ramp, body_ramp, felt_ramp;  // `ramp` where absent
  int line = 0;                                                // in the file, for messages
};

// A rate of pictures, as 24000/1001; drop-frame timecode counts as 29.97 and 59.94 do.
struct FrameRate {
  int numerator = 25, denominator = 1;

  bool operator==(const FrameRate&) const = default;
};

// How the scene's author writes points in time: seconds and minutes, or frames; with ";" where the
// count leaves frames out.
enum class TimeNotation { seconds, timecode, drop_frame };

struct Scene {
  std::string title;
  std::string character;  // who hears, as captions call them; empty: not said
  std::uint64_t seed = 1;
  bool felt_physical = false;        // felt follows dB SPL and not LU re the programme
  std::vector<std::string> notices;  // sentences to show beside the render
  std::optional<Seconds>
      length;  // the film length its times are written for; stretch() scales from it
  std::optional<FrameRate> frame_rate;
  Seconds timecode_start{0.0};                    // timecode of the picture's first frame
  TimeNotation notation = TimeNotation::seconds;  // timecode needs frame_rate
  std::vector<Recording> recordings;              // at most one of each source
  std::vector<Keyframe> keyframes;                // ascending by time, at least one
};

}  // namespace otoscape::scene
