// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "apps/demo/film/story_render.h"
#include "io/pages/player_contents.h"

// The parts of the page about the scene over time, as HTML.

namespace otoscape::demo::page {

// The story's moments, for its player.
std::vector<io::pages::Moment> story_moments();
std::string notice_paragraphs(const film::StorySummary& told);
// The summary of the return cap, the inner limit and the guard, in sentences.
std::string held_words(const film::StorySummary& told);

}  // namespace otoscape::demo::page
