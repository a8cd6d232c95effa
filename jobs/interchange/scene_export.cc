// SPDX-License-Identifier: Apache-2.0
#include "jobs/interchange/scene_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "io/files/scene_file.h"
#include "io/files/timecode.h"
#include "io/output_file.h"
#include "io/printable.h"
#include "io/timelines/arc_table.h"
#include "io/timelines/edl_writer.h"
#include "io/timelines/marker_table.h"
#include "io/timelines/midi_markers.h"
#include "io/timelines/otio_writer.h"
#include "io/timelines/scene_markers.h"
#include "io/timelines/text_lines.h"
#include "jobs/measure/scene_course.h"
#include "otoscape/scene/stretch.h"

namespace otoscape::jobs::interchange {
namespace {

using io::timelines::FilmClock;
using Table = SceneExport::Table;
using Notes = std::vector<std::string>;

constexpr std::array<std::string_view, 5> kKinds = {".csv", ".mid", ".midi", ".edl", ".otio"};

// Of the file to write; "-" is CSV.
Result<std::string> kind_of(const SceneExport& job) {
  const std::string kind =
      job.out == "-" ? ".csv"
                     : io::timelines::lower(std::filesystem::path(job.out).extension().string());
  if (std::ranges::find(kKinds, kind) == kKinds.end()) {
    return wrong_usage(fmt::format(
        "{}: markers are written as .csv, .mid (MIDI), .edl and .otio (OpenTimelineIO)", job.out));
  }
  if (job.table != Table::markers && kind != ".csv") {
    return wrong_usage(fmt::format("{}: --table is for .csv", job.out));
  }
  return kind;
}

// The film's clock, or what is asked for, or else the scene's own; the scene's start counts for a
// film of its rate that has none.
Result<FilmClock> clock_for(const SceneExport& job, const scene::Scene& scene) {
  measure::FilmAsked asked = job.film;
  asked.otherwise = scene.frame_rate;
  auto clock = measure::film_clock(asked);
  if (!clock || clock->start || !clock->rate || !scene.frame_rate) return clock;
  if (!io::timelines::same_rate(*clock->rate, *scene.frame_rate)) return clock;
  const FilmClock own = io::timelines::clock_of(scene);
  clock->start = own.start;
  clock->drops = own.drops;
  return clock;
}

Status in_decibels(const SceneExport& job, scene::Scene& scene, const io::ProgressCall& progress,
                   Notes& notes) {
  if (!render::programme::has_lu(scene.keyframes)) return ok();
  if (job.film.film.empty()) {
    notes.push_back("levels in LU are as with a programme at 65 dB SPL; --film has the film's own");
    return ok();
  }
  const auto course = measure::scene_course(scene, job.film.film, job.calibration, progress);
  if (!course) return course.error();
  scene.keyframes = render::programme::in_db(std::move(scene.keyframes), course->reference);
  return ok();
}

// A timeline may lie in another folder than its film; empty: no film.
std::string absolute(const std::string& film) {
  std::error_code ignored;
  return film.empty() ? "" : std::filesystem::absolute(film, ignored).string();
}

Result<std::string> text_of(const SceneExport& job, const std::string& kind,
                            const io::timelines::Markers& markers) {
  if (kind == ".edl") return io::timelines::edl_text(markers);
  if (kind == ".otio") return io::timelines::otio_text(markers, absolute(job.film.film));
  if (kind == ".csv") {
    return job.table == Table::reaper ? io::timelines::reaper_table(markers)
                                      : io::timelines::marker_table(markers);
  }
  return io::timelines::midi_markers(markers);
}

Result<std::string> arc_text(const SceneExport& job, scene::Scene& scene, const FilmClock& clock,
                             Notes& notes, const io::ProgressCall& progress) {
  if (auto status = in_decibels(job, scene, progress, notes); !status) return status.error();
  Seconds length = clock.length ? *clock.length : scene::own_length(scene);
  if (!clock.length && !scene.length) length = Seconds(length.value() * 1.05 + 1.0);  // see its end
  return io::timelines::arc_table(scene, clock, {length, job.step});
}

}  // namespace

Result<std::string> run(const SceneExport& job, const io::ProgressCall& progress) {
  const auto kind = kind_of(job);
  if (!kind) return kind.error();
  auto loaded = io::files::load_scene(job.scene);
  if (!loaded) return loaded.error();
  scene::Scene& scene = loaded->scene;
  auto clock = clock_for(job, scene);
  if (!clock) return clock.error();
  Notes notes;
  if (job.fit) {
    if (!clock->length) return wrong_usage("--fit needs the film to fit the scene to: give --film");
    if (auto status = io::files::fit_scene(scene, *clock->length, notes); !status)
      return status.error();
  }
  if (clock->length)
    std::ranges::move(io::files::notes_for(scene, *clock->length), std::back_inserter(notes));
  const bool arc = job.table == Table::arc;
  io::timelines::Markers markers;
  if (!arc) markers = io::timelines::markers_of(scene, *clock);
  std::ranges::move(markers.notes, std::back_inserter(notes));
  const auto text =
      arc ? arc_text(job, scene, *clock, notes, progress) : text_of(job, *kind, markers);
  if (!text) return text.error();
  if (auto status = io::write_text(job.out, *text, job.overwrite); !status) return status.error();
  const auto time = [&](Seconds at) { return written(at, *clock); };
  std::string said =
      arc ? fmt::format("{} rows to {}\n", std::ranges::count(*text, '\n') - 1, job.out)
          : fmt::format("{} marker{} to {}, {} to {}\n", markers.all.size(),
                        markers.all.size() == 1 ? "" : "s", job.out, time(markers.all.front().time),
                        time(markers.all.back().time));
  for (const std::string& note : notes) said += "note: " + note + "\n";
  return said;
}

}  // namespace otoscape::jobs::interchange
