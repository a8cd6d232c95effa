// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "apps/demo/film/story_render.h"

// The parts of the page that tell the story: words and the arc's picture, as HTML.

namespace otoscape::demo::page {

// The program's picture of the scene, and over it what follows the player and seeks. Fails where
// the picture does not say where its times lie.
Result<std::string> arc_figure(const std::string& svg);
std::string moment_list();
std::string notice_paragraphs(const film::StorySummary& told);
// What the safety layer did.
std::string held_words(const film::StorySummary& told);

}  // namespace otoscape::demo::page
