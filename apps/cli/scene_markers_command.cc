// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/scene_markers_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "apps/cli/crash_note.h"
#include "apps/cli/progress_bar.h"
#include "io/files/timecode.h"
#include "jobs/interchange/scene_export.h"
#include "jobs/interchange/scene_import.h"

namespace otoscape::cli {
namespace {

struct ExportArguments {
  jobs::interchange::SceneExport job;
  std::string table = "markers", step = "100ms", calibration = "home";
};

// Where the file itself goes to standard output, words must not.
Status say_of_file(const std::string& out, const std::string& text) {
  std::FILE* to = out == "-" ? stderr : stdout;
  if (std::fputs(text.c_str(), to) < 0 || std::fflush(to) != 0) {
    return failed(out + ": is complete, but what it holds could not be said");
  }
  return ok();
}

Status export_markers(const ExportArguments& asked) {
  jobs::interchange::SceneExport job = asked.job;
  using Table = jobs::interchange::SceneExport::Table;
  job.table = asked.table == "arc"      ? Table::arc
              : asked.table == "reaper" ? Table::reaper
                                        : Table::markers;
  const auto step = io::files::parse_span(asked.step);
  if (!step) return wrong_usage("--step: " + step.error().sentence);
  if (*step < Seconds(0.001)) return wrong_usage("--step: the shortest is 1ms");
  job.step = *step;
  const auto calibration = jobs::measure::parse_calibration(asked.calibration);
  if (!calibration) return calibration.error();
  job.calibration = *calibration;
  Result<std::string> said = failed("not run");
  {
    ProgressBar bar(true);
    const CrashNote crash(job.film.film, job.out);
    said = jobs::interchange::run(job, [&](io::Progress progress) { bar.show(progress); });
  }
  return said ? say_of_file(job.out, *said) : said.error();
}

Status import_markers(const jobs::interchange::SceneImport& job) {
  const CrashNote crash(job.in, job.out);
  const auto said = jobs::interchange::run(job);
  return said ? say_of_file(job.out, *said) : said.error();
}

void add_clock_options(CLI::App& command, jobs::measure::FilmAsked& film, bool* overwrite) {
  command.add_option("--film", film.film,
                     "The film that the times belong to: its frame rate, the timecode of its first "
                     "frame and its length");
  command.add_option("--rate", film.rate,
                     "Frames a second where there is no film: 25, 24000/1001 (23.976), 30000/1001 "
                     "(29.97) …");
  command.add_option("--start", film.start,
                     "Timecode of the film's first frame, as 01:00:00:00, or 01:00:00;00 for "
                     "drop-frame. Default: the film's own, or the scene's, else 00:00:00:00");
  command.add_flag("--overwrite", *overwrite, "Replace OUT if it exists");
}

}  // namespace

MarkerCommand add_scene_export(CLI::App& scene) {
  auto asked = std::make_shared<ExportArguments>();
  CLI::App* command =
      scene.add_subcommand("export", "Write its points as markers for editors and workstations");
  jobs::interchange::SceneExport& job = asked->job;
  command->add_option("scene", job.scene, "FILE.toml, or preset:NAME (see otoscape presets)")
      ->required();
  command
      ->add_option("-o,--out", job.out,
                   "OUT.csv, OUT.mid (MIDI), OUT.edl or OUT.otio (OpenTimelineIO); - is CSV on "
                   "standard output")
      ->required();
  add_clock_options(*command, job.film, &job.overwrite);
  command->add_flag("--fit", job.fit, "Stretch the scene to the film's length first");
  command
      ->add_option("--table", asked->table,
                   "Of CSV. markers: name, timecode, time_s, comment. reaper: as REAPER's region "
                   "and marker manager reads them. arc: the movement itself, for automation: "
                   "perspective, thresholds, ringing, body and felt over time")
      ->check(CLI::IsMember({"markers", "reaper", "arc"}))
      ->capture_default_str();
  command->add_option("--step", asked->step, "Between two rows of --table arc")
      ->capture_default_str();
  command
      ->add_option("-c,--calibration", asked->calibration,
                   "The level of the film in --table arc, as for otoscape render")
      ->capture_default_str();
  command->footer(
      "Each point is a marker with its name, or with what happens there. Frames are counted as\n"
      "--rate says, else as the film does, else as the scene is written.\n\n"
      "Examples\n"
      "  otoscape scene export my.toml -o markers.edl --film film.mkv\n"
      "  otoscape scene export my.toml -o markers.mid --rate 24000/1001 --start 01:00:00:00\n"
      "  otoscape scene export my.toml -o arc.csv --table arc --film film.mkv");
  return {command, [asked] { return export_markers(*asked); }};
}

MarkerCommand add_scene_import(CLI::App& scene) {
  auto job = std::make_shared<jobs::interchange::SceneImport>();
  CLI::App* command = scene.add_subcommand(
      "import", "Begin a scene with the markers of an edit, or a film's chapters");
  command
      ->add_option("file", job->in,
                   "Markers: FILE.csv, .tsv, .edl or .otio; or a film, whose chapters are taken")
      ->required();
  command->add_option("-o,--out", job->out, "SCENE.toml; - is standard output")->required();
  add_clock_options(*command, job->film, &job->overwrite);
  command->add_option("--reel", job->reel, "Of an EDL: only events of this reel");
  command->footer(
      "Each marker is a point of the scene, at its frame and with its name. A name that is a\n"
      "listener preset (N3), room, character or an event (pop) sets the point, also several with\n"
      "commas; the others wait for what you write. A table needs a first row with a column\n"
      "timecode, time or time_s. Markers outside the film are left out and named.\n\n"
      "Examples\n"
      "  otoscape scene import markers.edl --film film.mkv -o my.toml\n"
      "  otoscape scene import markers.csv --rate 25 --start 10:00:00:00 -o my.toml\n"
      "  otoscape scene import film.mkv -o my.toml");
  return {command, [job] { return import_markers(*job); }};
}

}  // namespace otoscape::cli
