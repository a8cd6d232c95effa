// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/captions/cue.h"
#include "otoscape/scene/keyframe.h"

// What is left of a film's captions where the audience reads what the character makes out.

namespace otoscape::jobs::captions {

enum class Printed { all, part, none };

struct HeardCue {
  io::captions::Cue cue;  // without runs where nothing is printed
  Printed printed = Printed::all;
};

// The caption with this share of its words left (io/captions/arc_states.h, words_left), by the seed
// and the caption's begin; words that are lost become "…". Names of speakers before a colon stay,
// and a description in brackets goes as one.
// how: hide prints a caption of which half the words are left or more, whole.
HeardCue heard_cue(const io::captions::Cue& cue, double words_left, scene::CaptionWords how,
                   std::uint64_t seed);

// What a scene sets at a time: fade until a point says something else.
scene::CaptionWords caption_words(const std::vector<scene::Keyframe>& keyframes, Seconds time);

}  // namespace otoscape::jobs::captions
