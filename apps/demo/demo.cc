// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/demo.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <utility>
#include <vector>

#include "apps/demo/film/film.h"
#include "apps/demo/film/implant_render.h"
#include "apps/demo/film/listeners.h"
#include "apps/demo/film/renders.h"
#include "apps/demo/film/story.h"
#include "apps/demo/film/story_render.h"
#include "apps/demo/page/exhibition.h"
#include "apps/demo/page/words.h"
#include "apps/demo/sound/mix.h"
#include "apps/demo/tools/process.h"
#include "io/output_file.h"

namespace otoscape::demo {
namespace {

void say(const std::string& what) {
  fmt::print("{}\n", what);
  std::fflush(stdout);
}

// A folder for scratch files, removed by the destructor.
struct WorkFolder {
  explicit WorkFolder(std::filesystem::path folder) : path(std::move(folder)) {
    std::error_code ignored;
    std::filesystem::create_directories(path, ignored);
  }
  ~WorkFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  std::filesystem::path path;
};

void name_files(const std::vector<std::filesystem::path>& files) {
  say("Made:");
  for (const auto& file : files)
    say(fmt::format("  {}  {:.1f} MB", file.string(),
                    static_cast<double>(std::filesystem::file_size(file)) / 1e6));
}

Status check(const Options& options, const std::filesystem::path& work) {
  if (!std::filesystem::is_directory(work))
    return failed(fmt::format("{}: cannot make this folder; choose another with --out",
                              options.out.string()));
  const bool named_by_path = options.program.find('/') != std::string::npos;
  if (named_by_path && !std::filesystem::exists(options.program))
    return failed(fmt::format("{}: no such program; build it: ./run build", options.program));
  return ok();
}

}  // namespace

Status make_demo(const Options& options) {
  const WorkFolder work(options.out / "work");
  if (auto checked = check(options, work.path); !checked) return checked;
  const tools::Runner runner(work.path / "log.txt");
  const film::Program program{runner, options.program};

  say("Making sound …");
  const auto scene = sound::make_scene(runner, work.path, options.seed);
  if (!scene) return scene.error();
  say("  " + page::describe(scene->levels));
  say("Making the picture …");
  const auto films = film::make_films(runner, *scene, work.path, options.out);
  if (!films) return films.error();

  std::vector<std::filesystem::path> made = {films->mkv, films->mp4, options.out / "scene.vtt"};
  page::Exhibition exhibition(runner, *scene);
  if (auto added = exhibition.add_typical(*films); !added) return added;
  for (const film::Listener& listener : film::kListeners) {
    say(fmt::format("Rendering for {}, {} …", listener.preset, listener.loss));
    const auto render = film::render_for(program, listener, *films, work.path, options.out);
    if (!render) return render.error();
    if (auto added = exhibition.add_listener(listener, *render); !added) return added;
    made.insert(made.end(), {render->films.mkv, render->films.mp4});
    if (!render->summary.empty()) made.push_back(render->summary);
  }

  say(fmt::format("Rendering along the scene {} …", film::kStoryScene));
  const auto story = film::render_story(program, *films, options.out);
  if (!story) return story.error();
  if (auto added = exhibition.add_story(*story); !added) return added;
  made.insert(made.end(), {story->films.mkv, story->films.mp4, story->summary, story->arc});

  say("Rendering a sentence through an implant …");
  auto implant = film::render_implant(program, *scene, work.path);
  if (!implant) return implant.error();
  if (auto added = exhibition.add_implant(*std::move(implant)); !added) return added;

  say("Writing the page …");
  const auto page = exhibition.page();
  if (!page) return page.error();
  made.push_back(options.out / "index.html");
  if (auto written = io::write_text(made.back().string(), *page, true); !written) return written;
  name_files(made);
  return ok();
}

}  // namespace otoscape::demo
