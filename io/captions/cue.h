// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "otoscape/units/time.h"

// Captions as values: what the formats have in common.

namespace otoscape::io::captions {

struct Style {
  bool bold = false, italic = false, underlined = false;
  std::optional<std::uint32_t> colour;  // 0xRRGGBB
  std::string voice;                    // who speaks; empty: not said
  std::vector<std::string> classes;     // of WebVTT

  bool operator==(const Style&) const = default;
};

// Text in one style: UTF-8, with "\n" between lines.
struct Run {
  std::string text;
  Style style;

  bool operator==(const Run&) const = default;
};

// Where a caption stands in the picture.
struct Placement {
  enum class Row { bottom, middle, top };
  enum class Align { centre, left, right };
  Row row = Row::bottom;
  Align align = Align::centre;
  // Exactly, where the source says so: % of the picture's height and width from its upper left; or
  // the number of a line, negative from below.
  std::optional<double> line_percent, position_percent, size_percent;
  std::optional<int> line_number;

  bool operator==(const Placement&) const = default;
};

struct Cue {
  Seconds begin, end;
  Placement placement;
  std::vector<Run> runs;

  bool operator==(const Cue&) const = default;
};

struct CueList {
  std::vector<Cue> cues;           // by begin
  std::string language;            // BCP 47, or as a container has it; empty: not said
  std::string styles;              // WebVTT's STYLE blocks, as written
  std::vector<std::string> notes;  // what was left out or changed, for the user
};

// Without styles.
std::string plain_text(const Cue& cue);
// The class of captions that tell of the point of audition, first among their classes.
inline constexpr const char* kPerspectiveClass = "poa";
bool is_of_perspective(const Cue& cue);
// Characters of UTF-8.
std::size_t characters(std::string_view text);
// Sorts by begin; cues of one time stay in their order.
void sort(std::vector<Cue>& cues);

}  // namespace otoscape::io::captions
