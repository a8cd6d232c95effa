// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "apps/demo/film/renders.h"

namespace otoscape::demo::film {

// The part of the program's summary of a render along a scene that the page shows.
struct StorySummary {
  struct Held {  // a rise that the return cap did not let through at once
    double at_s;
    double rise_lu;
    double delayed_lu;
  };
  std::vector<std::string> notices;
  double return_cap_lu;
  std::vector<Held> held;
  double inner_limit_db;  // ≤ 0: the inner limit's gain for ringing and body
  int guard_events;
};

// Reads --json's object. Fails where it is not one of a scene.
Result<StorySummary> read_story_summary(const std::string& json);

struct StoryRender {
  Films films;
  std::filesystem::path summary, arc;  // files beside the films
  StorySummary told;
  std::string arc_svg;
};

// `program render --scene` for both films into `out`, and the scene's picture by `program scene
// plot`.
Result<StoryRender> render_story(const Program& program, const Films& scene,
                                 const std::filesystem::path& out);

}  // namespace otoscape::demo::film
