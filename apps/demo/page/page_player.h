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
  std::size_t first;           // which is chosen at the beginning
  bool sections;               // buttons that go to the film's sections
};

// One player: several ways of hearing the film, one at a time.
std::string player(const PlayerWords& words, const std::vector<Exhibit>& exhibits,
                   const std::string& webvtt);

// A film's bytes for the players that show it.
Result<std::string> film_data(const Exhibit& exhibit);

}  // namespace otoscape::demo::page
