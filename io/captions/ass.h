// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "io/captions/ass_tags.h"
#include "io/captions/cue.h"
#include "otoscape/base/result.h"

// SubStation Alpha (.ssa, .ass): as files, and as Matroska holds it: a header, and events without
// times. There is no standard.

namespace otoscape::io::captions {

struct AssStyle {
  Style style;
  int keypad = 2;  // alignment
};

struct AssScript {
  AssCanvas canvas;
  std::map<std::string, AssStyle, std::less<>> styles;
};

// What stands above the events. Names of styles begin without "*".
AssScript read_ass_header(std::string_view text);
// An event's style, speaker and text as a cue without times.
struct AssEvent {
  std::string_view style, name, text;
};
Cue ass_cue(const AssScript& script, const AssEvent& event, std::vector<std::string>& lost);
// A packet of Matroska: number, layer, style, speaker, three margins, effect, text.
Cue ass_packet_cue(const AssScript& script, std::string_view packet,
                   std::vector<std::string>& lost);

Result<CueList> read_ass(std::string_view text, const std::string& name);

// The header and the packets of our own tracks. number: of the packet in its track.
std::string ass_header();
std::string ass_packet(const Cue& cue, int number);

}  // namespace otoscape::io::captions
