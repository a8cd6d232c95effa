// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "apps/demo/page/heard.h"
#include "apps/demo/sound/mix.h"

namespace otoscape::demo::page {

// Sentences about the measured levels, as plain text. All of it follows from the numbers.
struct Findings {
  std::string headline;
  std::vector<std::string> sentences;
};
Findings describe(const Heard& scene, const Heard& render);

// The levels that were measured, as one sentence.
std::string describe(const sound::SceneLevels& is);

}  // namespace otoscape::demo::page
