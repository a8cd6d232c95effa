// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "apps/demo/sound/timeline.h"

// The scene that the demo film is rendered along, and what the page says of it.

namespace otoscape::demo::film {

inline constexpr std::string_view kStoryScene = "sudden-loss";

// A point of the scene, or the start of its ramp, with the page's words for it.
struct Moment {
  double start_s;
  std::string_view words;  // one sentence, or two short ones
};

inline constexpr std::array<Moment, 20> kMoments{{
    {0.0, "As the film was mixed, for typical hearing."},
    {2.4, "A thin, high whistle comes in. Voices dull a little."},
    {8.4, "Days later: voices duller, the whistle louder, a hiss beside it."},
    {18.0, "Cut to the room: the same talk, crisp."},
    {19.8, "Back inside: dull again, and the whistle. Breath and heart come up."},
    {21.0, "The pop: the left ear is gone, ringing and all. Breath and heart remain."},
    {22.3, "The right ear has followed: hours, told in a second. The ringing is back."},
    {25.5, "A memory of the band leaks in, and out again."},
    {31.2, "Cut to the room: the band as loud as it is mixed, eased in."},
    {34.5, "Back inside: of the band a dull trace, beside breath, heart and ringing."},
    {38.4, "The room: a hearing test. The tester says a word."},
    {40.2, "Inside: the tester says another. No word comes in, and the ringing rises."},
    {42.0, "Half inside, half in the room: both hear the result."},
    {45.6,
     "Months later two implants are switched on. A voice, as if of metal: one possible percept."},
    {56.0, "A party: voices and music run into one."},
    {61.0, "The same party from the room, for a moment."},
    {63.0, "Back inside: one noise again."},
    {66.5, "Three months go by: most people understand more with every month."},
    {68.0, "The street: the bell is a bell, voices are voices, thin ones. Implants differ."},
    {78.0,
     "The implants are taken off. Silence, and it is meant: nothing is heard, nothing rings."},
}};

}  // namespace otoscape::demo::film
