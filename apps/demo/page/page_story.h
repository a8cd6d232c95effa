// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "apps/demo/film/story_render.h"

// The parts of the page about the scene over time, as HTML.

namespace otoscape::demo::page {

// The program's picture of the scene with a slider over its time axis. Fails where the picture
// lacks the attributes of its time axis.
Result<std::string> arc_figure(const std::string& svg);
std::string moment_list();
std::string notice_paragraphs(const film::StorySummary& told);
// The summary of the return cap, the inner limit and the guard, in sentences.
std::string held_words(const film::StorySummary& told);

}  // namespace otoscape::demo::page
