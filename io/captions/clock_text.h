// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "otoscape/base/result.h"
#include "otoscape/units/time.h"

// Times and lines of caption files.

namespace otoscape::io::captions {

// All of `text` as a finite number; nothing where it is none.
std::optional<double> finite_number(std::string_view text);
// "1:02:03,5", "02:03.500" or "3.5s"; hours and a sign may stand before. Nothing where it is none.
std::optional<Seconds> parse_clock(std::string_view text);
// "01:02:03.500", with `point` before the milliseconds.
std::string clock_text(Seconds time, char point);

// The file's text as UTF-8 with "\n" alone at the ends of lines, without a byte order mark. Fails
// for text in another encoding and for bytes that are no text; the error names file and line.
Result<std::string> caption_text(std::string_view bytes, const std::string& name);

struct Line {
  int number = 0;  // from 1
  std::string_view text;
};
std::vector<Line> lines_of(std::string_view text);
// The lines between two that are empty. Files lack that line at times: a line of times after
// another begins a block of its own as well, with the number before it.
std::vector<std::vector<Line>> blocks_of(std::string_view text);

// Errors for a cue that ends before it begins, or begins before 0.
Status check_times(Seconds begin, Seconds end, const std::string& name, int line);

std::string_view trimmed(std::string_view text);

}  // namespace otoscape::io::captions
