// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/demo.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <optional>

#include "apps/demo/film/implant_render.h"
#include "apps/demo/film/renders.h"
#include "apps/demo/film/story.h"
#include "apps/demo/film/story_render.h"
#include "apps/demo/film/subtitles.h"
#include "apps/demo/page/implant_exhibit.h"
#include "apps/demo/page/page.h"
#include "apps/demo/page/spectrogram.h"
#include "apps/demo/sound/mix.h"
#include "io/output_file.h"

namespace otoscape::demo {
namespace {

constexpr std::uintmax_t kMostFilmBytes = 23'000'000;  // in the page, all films together

// Where "softer band" lowers the playback: from the first stick to the end of the last chord.
const std::vector<sound::Span> kLoud = {{sound::kBandStart - 0.1, sound::kTestStart}};

void say(const std::string& what) {
  fmt::print("{}\n", what);
  std::fflush(stdout);
}

// A folder for what is not a result; gone at the end, whatever the end is.
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

std::string in_words(const sound::SceneLevels& is) {
  return fmt::format(
      "Measured at the ears: conversation {:.1f} dB SPL while someone speaks, band {:.1f} dB SPL, "
      "party {:.1f} dB SPL, street {:.1f} dB SPL, room tone {:.1f} dB SPL; true peak {:.1f} dBFS.",
      is.talk_db_spl, is.band_db_spl, is.party_db_spl, is.street_db_spl, is.room_db_spl,
      is.true_peak_dbfs);
}

// Makes the page from what has been made before it.
class Exhibition {
 public:
  Exhibition(const tools::Runner& runner, const std::filesystem::path& work,
             const sound::Scene& scene)
      : runner_(runner), work_(work), scene_(scene), spectra_(scene.sound) {}

  Status add_typical(const film::Films& films) {
    const page::Heard heard = page::compare(spectra_, scene_.sound, spectra_, scene_.active);
    return add({"typical", "Typical hearing", "", films.mp4, heard, {}, {}, {}, kLoud}, spectra_);
  }

  Status add_listener(const film::Listener& listener, const film::Render& render) {
    const auto sound = film::decode(runner_, render.films.mkv);
    if (!sound) return sound.error();
    const page::StereoSpectra spectra(*sound);
    const page::Heard heard = page::compare(spectra_, *sound, spectra, scene_.active);
    return add({std::string(listener.preset),
                std::string(listener.name),
                std::string(listener.loss),
                render.films.mp4,
                heard,
                page::describe(exhibits_[0].heard, heard),
                {},
                render.audiogram_svg,
                kLoud},
               spectra);
  }

  Status add_story(const film::StoryRender& render) {
    const auto sound = film::decode(runner_, render.films.mkv);
    if (!sound) return sound.error();
    auto png = spectrogram(page::StereoSpectra(*sound));
    if (!png) return png.error();
    story_.told = render.told;
    story_.arc_svg = render.arc_svg;
    story_.along = {
        std::string(film::kStoryScene),
        "Along the arc",
        "one possible story",
        render.films.mp4,
        {},
        {"A ringing that grows, a pop, almost nothing but the body, two implants, silence.", {}},
        *png,
        {},
        {film::kFromTheRoom.begin(), film::kFromTheRoom.end()}};
    return ok();
  }

  Status add_implant(film::ImplantRender render) {
    auto exhibit = page::exhibit_implant(runner_, std::move(render), work_);
    if (!exhibit) return exhibit.error();
    implant_ = *std::move(exhibit);
    return ok();
  }

  Result<std::string> page() {
    if (auto fitted = fit_films(); !fitted) return fitted.error();
    return page::build_page({exhibits_, story_, implant_,
                             film::as_webvtt(film::captions(scene_.lines)),
                             in_words(scene_.levels)});
  }

 private:
  Status add(page::Exhibit exhibit, const page::StereoSpectra& spectra) {
    auto png = spectrogram(spectra);
    if (!png) return png.error();
    exhibit.spectrogram = *png;
    exhibits_.push_back(std::move(exhibit));
    return ok();
  }

  Result<std::string> spectrogram(const page::StereoSpectra& spectra) {
    return film::as_png(runner_, page::draw_spectrogram(spectra), work_ / "spectrogram.rgb");
  }

  // Where the films beside it are large, the page gets others: their sound smaller, and if that is
  // not enough the picture too.
  Status fit_films() {
    const std::vector<std::string> sound = {"-c:v", "copy", "-c:a", "aac", "-b:a", "160k"};
    const std::vector<std::string> both = {"-vf",  "scale=960:-2", "-b:v", "150k",
                                           "-c:a", "aac",          "-b:a", "128k"};
    for (const auto& how : {sound, both}) {
      std::uintmax_t bytes = std::filesystem::file_size(story_.along.film);
      for (const page::Exhibit& e : exhibits_) bytes += std::filesystem::file_size(e.film);
      if (bytes <= kMostFilmBytes) return ok();
      if (auto smaller = shrink(story_.along.film, how); !smaller) return smaller;
      for (page::Exhibit& e : exhibits_)
        if (auto smaller = shrink(e.film, how); !smaller) return smaller;
    }
    return ok();
  }

  Status shrink(std::filesystem::path& film, const std::vector<std::string>& how) {
    const auto small = work_ / fmt::format("{}-{}", how.size(), film.filename().string());
    std::vector<std::string> call = {"ffmpeg",      "-y",   "-v",  "error", "-i",
                                     film.string(), "-map", "0:v", "-map",  "0:a"};
    call.insert(call.end(), how.begin(), how.end());
    call.insert(call.end(), {"-movflags", "+faststart", small.string()});
    const auto made = runner_.run(call);
    if (!made) return made.error();
    film = small;
    return ok();
  }

  const tools::Runner& runner_;
  const std::filesystem::path& work_;
  const sound::Scene& scene_;
  page::StereoSpectra spectra_;
  std::vector<page::Exhibit> exhibits_;
  page::StoryPart story_;
  page::ImplantExhibit implant_;
};

void name_files(const std::vector<std::filesystem::path>& files) {
  say("Made:");
  for (const auto& file : files)
    say(fmt::format("  {}  {:.1f} MB", file.string(),
                    static_cast<double>(std::filesystem::file_size(file)) / 1e6));
}

}  // namespace

Status make_demo(const Options& options) {
  const WorkFolder work(options.out / "work");
  if (!std::filesystem::is_directory(work.path))
    return failed(fmt::format("{}: cannot make this folder; choose another with --out",
                              options.out.string()));
  const bool named_by_path = options.program.find('/') != std::string::npos;
  if (named_by_path && !std::filesystem::exists(options.program))
    return failed(fmt::format("{}: no such program; build it: ./run build", options.program));
  const tools::Runner runner(work.path / "log.txt");
  const film::Program program{runner, options.program};

  say("Making sound …");
  const auto scene = sound::make_scene(runner, work.path, options.seed);
  if (!scene) return scene.error();
  say("  " + in_words(scene->levels));
  say("Making the picture …");
  const auto films = film::make_films(runner, *scene, work.path, options.out);
  if (!films) return films.error();

  std::vector<std::filesystem::path> made = {films->mkv, films->mp4};
  Exhibition exhibition(runner, work.path, *scene);
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
