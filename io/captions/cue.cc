// SPDX-License-Identifier: Apache-2.0
#include "io/captions/cue.h"

#include <algorithm>

namespace otoscape::io::captions {

std::string plain_text(const Cue& cue) {
  std::string text;
  for (const Run& run : cue.runs) text += run.text;
  return text;
}

bool is_of_perspective(const Cue& cue) {
  return std::ranges::any_of(cue.runs, [](const Run& run) {
    return !run.style.classes.empty() && run.style.classes.front() == kPerspectiveClass;
  });
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

void sort(std::vector<Cue>& cues) { std::ranges::stable_sort(cues, {}, &Cue::begin); }

}  // namespace otoscape::io::captions
