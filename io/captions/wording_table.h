// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// Table: our wording of captions of the perspective

namespace otoscape::io::captions {

struct WordingEntry {
  std::string_view key, text, meaning;
};

// Who hears, where the scene has no `character`; in place of {name}.
inline constexpr std::string_view kSomeone = "one listener";

inline constexpr WordingEntry kWording[] = {
    {"character", "[{name}'s hearing]", "the sound is what this person's ears give"},
    {"room", "[the room]", "the sound is what is in the room"},
    {"both", "[the room and {name}'s hearing]", "both at once"},
    {"room_leaks", "[the room, faintly]", "within the person's hearing"},
    {"ringing_begins", "[ringing begins]", ""},
    {"ringing_rises", "[ringing rises]", ""},
    {"ringing_covers", "[ringing rises, covers the voices]", "and words are lost"},
    {"ringing_fades", "[ringing fades]", ""},
    {"ringing_stops", "[ringing stops]", ""},
    {"voices_dull", "[voices dull]", "words are clear enough to follow"},
    {"voices_words_lost", "[voices dull, some words lost]", ""},
    {"voices_no_words", "[voices dull, no words]", ""},
    {"voices_gone", "[no voices]", "voices are not heard at all"},
    {"voices_clearer", "[voices clearer]", "but not yet clear"},
    {"voices_clear", "[voices clear]", ""},
    {"no_sound", "[no sound]", "nothing is heard, from outside or inside"},
    {"pop", "[a pop in the ear]", ""},
    {"pop_quiet", "[a pop - then almost nothing]", "and no words after it"},
    {"blast", "[a blast close by]", ""},
    {"blast_ringing", "[a blast close by - then ringing]", ""},
    {"plugs_in", "[earplugs in: all is softer]", ""},
    {"plugs_out", "[earplugs out]", ""},
    {"muffs_on", "[ear muffs on: all is softer]", ""},
    {"muffs_off", "[ear muffs off]", ""},
    {"swallow", "[swallowing, from inside]", ""},
    {"teeth", "[teeth, from inside]", ""},
    {"blink", "[a blink, from inside]", ""},
    {"jaw", "[the jaw, from inside]", ""},
    {"cloth", "[cloth against skin]", ""},
    {"touch", "[a touch, from inside]", ""},
    {"own_hum", "[humming, from inside]", ""},
    {"breath", "[own breath]", ""},
    {"heart", "[own heartbeat]", ""},
    {"breath_heart", "[own breath and heartbeat]", ""},
    {"steps", "[own steps]", ""},
    {"felt", "[low sounds are felt]", "loud low sound, by the body"},
    {"felt_water", "[all muffled, as under water]", ""},
    {"implant_on", "[implant on: buzzing, metallic]", "of one ear"},
    {"implants_on", "[implants on: buzzing, metallic]", "of both ears"},
    {"implant_used", "[implant on: thin, with words]", "after months of practice"},
    {"implants_used", "[implants on: thin, with words]", ""},
    {"implant_clearer", "[voices by implant clearer]", "after practice"},
    {"implant_off", "[implant off]", ""},
    {"implants_off", "[implants off]", ""},
    {"implants_off_no_sound", "[implants off: no sound]", ""},
};

}  // namespace otoscape::io::captions
