// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "apps/demo/timeline.h"

// The scene that the demo ends with, told in the demo film's 60 s.

namespace otoscape::demo {

inline constexpr std::string_view kStoryScene = "sudden-loss";

// When something begins to be heard: a point of the scene, or where its ramp starts.
struct Moment {
  double start_s;
  std::string_view words;  // one sentence, or two short ones
};

inline constexpr std::array<Moment, 15> kMoments{{
    {0.0, "As the film was mixed, for typical hearing."},
    {2.4, "A thin, high whistle comes in. Voices dull a little."},
    {8.4, "Days later: voices duller, the whistle louder, a hiss beside it."},
    {18.0, "Cut to the room: the same talk, crisp."},
    {19.8, "Back inside: dull again, and the whistle. Breath and heart come up."},
    {21.0, "The pop: the left ear is gone, ringing and all. Breath and heart remain."},
    {22.3, "The right ear has followed: hours, told in a second. The ringing is back."},
    {25.5, "A memory of the band leaks in, and out again."},
    {31.2, "Cut to the room: the band as loud as it is, eased in."},
    {34.5, "Back inside: of the band a dull trace, beside breath, heart and ringing."},
    {38.4, "The room again: the song’s last bar."},
    {40.2, "Inside: the last chord is hardly there, and the ringing rises."},
    {42.0, "Half inside, half in the room: talk under the ringing."},
    {54.0, "Inside: the last words are gone, ringing and body fade."},
    {55.8, "Silence, and it is meant: nothing is heard, nothing rings."},
}};

// While the band plays, the scene is heard from the room.
inline constexpr std::array<Span, 2> kFromTheRoom{{{31.2, 34.5}, {38.4, 40.2}}};

}  // namespace otoscape::demo
