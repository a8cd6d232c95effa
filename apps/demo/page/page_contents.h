// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "apps/demo/film/story_render.h"
#include "apps/demo/page/heard.h"
#include "apps/demo/page/implant_exhibit.h"
#include "apps/demo/page/words.h"
#include "apps/demo/sound/timeline.h"
#include "io/pages/player_contents.h"
#include "jobs/report/sound_view.h"

namespace otoscape::demo::page {

// The scene as one listener hears it: film, numbers and pictures.
struct Exhibit {
  std::string id;              // "typical", "N3" …
  std::string name;            // for the button
  std::string loss;            // empty for typical hearing
  std::filesystem::path film;  // beside the page
  Heard heard;
  Findings findings;  // empty for typical hearing
  jobs::report::SoundPictures pictures;
  io::pages::HearingCourse hearing;  // of typical hearing: empty
  std::string audiogram_svg;         // may be empty
};

// The render along the scene sudden-loss.
struct StoryPart {
  Exhibit along;
  film::StorySummary told;
  std::string arc_svg;
};

struct PageContents {
  std::vector<Exhibit> exhibits;  // the first is typical hearing
  StoryPart story;
  ImplantExhibit implant;
  std::string webvtt;
  std::string levels;  // of the scene, in words
};

}  // namespace otoscape::demo::page
