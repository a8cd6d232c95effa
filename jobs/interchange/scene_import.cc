// SPDX-License-Identifier: Apache-2.0
#include "jobs/interchange/scene_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "io/media/read/chapters.h"
#include "io/output_file.h"
#include "io/printable.h"
#include "io/text_file.h"
#include "io/timelines/edl_reader.h"
#include "io/timelines/film_markers.h"
#include "io/timelines/marker_scene.h"
#include "io/timelines/otio_reader.h"
#include "io/timelines/table_reader.h"
#include "io/timelines/text_lines.h"

namespace otoscape::jobs::interchange {
namespace {

using io::timelines::FilmClock;
using io::timelines::Markers;

constexpr const char* kWhatIsRead =
    "markers are read from .csv, .tsv, .edl and .otio, and chapters from a film";
// Files that FFmpeg would take for something else, or that hold markers in a form not read here.
constexpr std::array kOthers = {".txt",  ".toml", ".xml", ".fcpxml", ".aaf", ".mid",
                                ".midi", ".json", ".ale", ".xls",    ".xlsx"};

std::string extension(const std::string& path) {
  return io::timelines::lower(std::filesystem::path(path).extension().string());
}

bool is_table(const std::string& kind) { return kind == ".csv" || kind == ".tsv"; }

Result<Markers> read_text(const SceneImport& job, const std::string& kind) {
  const auto text = io::read_text_file(job.in);
  if (!text) return text.error();
  const auto clock = measure::film_clock(job.film);
  if (!clock) return clock.error();
  if (is_table(kind)) return io::timelines::read_table(*text, job.in, *clock);
  if (kind == ".otio") return io::timelines::read_otio(*text, job.in, *clock);
  return io::timelines::read_edl(*text, job.in, *clock, job.reel);
}

// In seconds where the film's pictures have no steady rate.
Result<Markers> read_chapters(const SceneImport& job) {
  const auto chapters = io::media::chapters(job.in);
  if (!chapters) return failed(fmt::format("{}; {}", chapters.error().sentence, kWhatIsRead));
  if (chapters->empty()) {
    return failed(fmt::format("{}: has no chapters; {}", job.in, kWhatIsRead));
  }
  if (chapters->size() > io::timelines::kMostMarkers) {
    return failed(
        fmt::format("{}: has more than {} chapters", job.in, io::timelines::kMostMarkers));
  }
  measure::FilmAsked film = job.film;
  if (film.film.empty()) film.film = job.in;
  auto clock = measure::film_clock(film);
  if (!clock) return clock.error();
  Markers markers{"", *std::move(clock), {}, {}};
  for (const io::media::Chapter& chapter : *chapters) {
    markers.all.push_back(
        {chapter.start, io::printable(chapter.title, io::timelines::kLongestName), "", {}, 0});
  }
  return markers;
}

Result<Markers> read_markers(const SceneImport& job) {
  const std::string kind = extension(job.in);
  std::error_code ignored;
  if (!std::filesystem::exists(job.in, ignored)) {
    return failed(fmt::format("{}: no such file", job.in));
  }
  if (!job.reel.empty() && kind != ".edl") {
    return wrong_usage("--reel is for an EDL, whose events have reels");
  }
  if (is_table(kind) || kind == ".edl" || kind == ".otio") return read_text(job, kind);
  if (std::ranges::find(kOthers, kind) != kOthers.end()) {
    return wrong_usage(fmt::format("{}: {}", job.in, kWhatIsRead));
  }
  return read_chapters(job);
}

}  // namespace

Result<std::string> run(const SceneImport& job) {
  if (job.out != "-" && extension(job.out) != ".toml") {
    return wrong_usage(fmt::format("{}: a scene is written as .toml", job.out));
  }
  auto read = read_markers(job);
  if (!read) return read.error();
  auto markers = io::timelines::within_film(*std::move(read), job.in);
  if (!markers) return markers.error();
  const std::string name = std::filesystem::path(job.in).filename().string();
  if (markers->title.empty()) {
    markers->title =
        io::printable(std::filesystem::path(job.in).stem().string(), io::timelines::kLongestName);
  }
  const auto scene = io::timelines::marker_scene(*markers, name);
  if (auto status = io::write_text(job.out, scene.text, job.overwrite); !status) {
    return status.error();
  }
  const auto time = [&](const io::timelines::Marker& m) { return written(m.time, markers->clock); };
  std::string text = fmt::format(
      "{} point{} from {}, {} to {}; {} set by a marker's name\n", scene.points,
      scene.points == 1 ? "" : "s", io::printable(name, 100), time(markers->all.front()),
      time(markers->all.back()), scene.set == 0 ? "none" : fmt::format("{}", scene.set));
  const auto shared = markers->all.size() - static_cast<std::size_t>(scene.points);
  if (shared > 0) {
    markers->notes.push_back(
        fmt::format("{} marker{} share{} the time of another; they are one point", shared,
                    shared == 1 ? "" : "s", shared == 1 ? "s" : ""));
  }
  for (const std::string& note : markers->notes) text += "note: " + note + "\n";
  return text;
}

}  // namespace otoscape::jobs::interchange
