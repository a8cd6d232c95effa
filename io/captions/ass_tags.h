// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/captions/cue.h"

// Override tags of Advanced SubStation Alpha, as "\an8\c&H00FFFF&" between braces.

namespace otoscape::io::captions {

// The size that \pos counts in.
struct AssCanvas {
  double width = 384.0, height = 288.0;  // where a script does not say
};

// Sets row and align from \an1 … \an9, as on a numeric keypad.
void read_alignment(std::string_view tags, Placement& placement);
void set_alignment(int keypad, Placement& placement);
// "{\an8}"; empty at the bottom centre, where players put captions by themselves.
std::string alignment_tag(const Placement& placement);

// "&H00FFFF&" or a decimal number, as 0xRRGGBB.
std::optional<std::uint32_t> ass_colour(std::string_view text);

// The text of an event with its tags. base: its style's. Adds runs to the cue, and what they have
// that is dropped to `lost`.
void read_ass_text(std::string_view text, const Style& base, const AssCanvas& canvas, Cue& cue,
                   std::vector<std::string>& lost);
// The runs with tags.
std::string ass_text(const Cue& cue);

}  // namespace otoscape::io::captions
