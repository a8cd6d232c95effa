// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/film/story_render.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "apps/demo/film/story.h"
#include "io/output_file.h"
#include "io/text_file.h"

namespace otoscape::demo::film {

Result<StorySummary> read_story_summary(const std::string& text) {
  try {
    const auto json = nlohmann::json::parse(text);
    const auto& track = json.at("tracks").at(0);
    const auto& scene = track.at("scene");
    StorySummary summary{json.at("notices").get<std::vector<std::string>>(),
                         scene.at("return_cap_lu").get<double>(),
                         {},
                         scene.at("inner_sound_limit_db").get<double>(),
                         track.at("guard").at("events").get<int>()};
    for (const auto& action : scene.at("return_cap_actions"))
      summary.held.push_back({action.at("seconds").get<double>(),
                              action.at("rise_lu").get<double>(),
                              action.at("excess_lu").get<double>()});
    return summary;
  } catch (const nlohmann::json::exception&) {
    return failed("the program's summary is not one of a scene; build it anew: ./run build");
  }
}

Result<StoryRender> render_story(const Program& program, const Films& scene,
                                 const std::filesystem::path& out) {
  const std::string stem = fmt::format("scene-{}", kStoryScene);
  const std::string preset = fmt::format("preset:{}", kStoryScene);
  const std::vector<std::string> along = {"--scene", preset, "--fit"};
  StoryRender made{{out / (stem + ".mkv"), out / (stem + ".mp4")},
                   out / (stem + ".json"),
                   out / (stem + ".svg"),
                   {},
                   {}};
  const auto summary = render_film(program, along, scene.mkv, made.films.mkv);
  if (!summary) return summary.error();
  auto told = read_story_summary(*summary);
  if (!told) return told.error();
  made.told = *std::move(told);
  if (auto written = io::write_text(made.summary.string(), *summary, true); !written)
    return written.error();
  const auto second = render_film(program, along, scene.mp4, made.films.mp4);
  if (!second) return second.error();
  const auto drawn =
      program.runner.run({program.path, "scene", "plot", preset, "-o", made.arc.string(), "--film",
                          scene.mkv.string(), "--fit", "--overwrite"});
  if (!drawn) return drawn.error();
  auto svg = io::read_text_file(made.arc);
  if (!svg) return svg.error();
  made.arc_svg = *std::move(svg);
  return made;
}

}  // namespace otoscape::demo::film
