// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apps/demo/page/page_contents.h"
#include "otoscape/base/result.h"

namespace otoscape::demo::page {

struct PlayerWords {
  std::string_view id;
  std::string_view question;   // above the buttons
  std::string_view key_words;  // what the number keys do
  std::size_t first;           // index of the exhibit that is chosen at the start
  bool sections;               // adds buttons that seek to the film's sections
};

// One player, as HTML: it plays one of `exhibits` at a time.
std::string player(const PlayerWords& words, const std::vector<Exhibit>& exhibits,
                   const std::string& webvtt);

// The film's bytes as a script element in base64, which the players read.
Result<std::string> film_data(const Exhibit& exhibit);

}  // namespace otoscape::demo::page
