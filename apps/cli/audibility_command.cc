// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "apps/cli/commands.h"
#include "apps/cli/crash_note.h"
#include "apps/cli/hearing_argument.h"
#include "apps/cli/layout_argument.h"
#include "apps/cli/progress_bar.h"
#include "apps/cli/time_argument.h"
#include "jobs/audibility_job.h"
#include "jobs/measure/film_times.h"

namespace otoscape::cli {
namespace {

struct AudibilityArguments {
  HearingArguments hearing;
  std::string in, calibration = "home", ear = "both", layout, tinnitus = "full";
  RegionArguments region;
  jobs::RenderJob job;  // options that CLI11 parses itself
  bool json = false, quiet = false;
};

Status set_region(const AudibilityArguments& asked, jobs::RenderJob& job) {
  const auto clock = [&]() -> Result<io::files::TimeReader> {
    const auto* along = std::get_if<jobs::models::SceneOptions>(&job.model);
    if (along != nullptr && along->scene.frame_rate) return io::files::TimeReader::of(along->scene);
    return jobs::measure::film_times(job.in);
  };
  const auto region = parse_region(asked.region, clock);
  if (!region) return region.error();
  job.start = region->start;
  job.duration = region->duration;
  return ok();
}

Status parse_words(const AudibilityArguments& asked, jobs::RenderJob& job) {
  const auto calibration = jobs::measure::parse_calibration(asked.calibration);
  if (!calibration) return calibration.error();
  job.calibration = *calibration;
  const auto layout = parse_input_layout(asked.layout);
  if (!layout) return layout.error();
  job.input_layout = *layout;
  job.ears = asked.ear == "left"    ? jobs::models::Ears::left
             : asked.ear == "right" ? jobs::models::Ears::right
                                    : jobs::models::Ears::both;
  job.tinnitus = asked.tinnitus == "off"    ? render::TinnitusMode::off
                 : asked.tinnitus == "soft" ? render::TinnitusMode::soft
                                            : render::TinnitusMode::full;
  return ok();
}

Status measure(const AudibilityArguments& asked) {
  jobs::RenderJob job = asked.job;
  job.in = asked.in;
  if (auto status = parse_words(asked, job); !status) return status;
  const auto notes = load_hearing(asked.hearing, job);
  if (!notes) return notes.error();
  if (auto status = set_region(asked, job); !status) return status;
  Result<jobs::AudibilityReport> report = failed("not run");
  {
    ProgressBar bar(!asked.quiet);
    const CrashNote crash(asked.in, job.audibility);
    report = jobs::run_audibility(job, [&](io::Progress progress) { bar.show(progress); });
  }
  if (!report) return report.error();
  report->notes.insert(report->notes.begin(), notes->begin(), notes->end());
  const std::string text = asked.json    ? jobs::to_json(*report)
                           : asked.quiet ? ""
                                         : jobs::to_text(*report);
  if (std::fputs(text.c_str(), stdout) < 0 || std::fflush(stdout) != 0) {
    return failed("the report could not be written");
  }
  return ok();
}

void add_hearing_options(CLI::App& command, AudibilityArguments& asked) {
  command.add_option("in", asked.in, "IN: any film or sound file")->required();
  command.add_option("-l,--listener", asked.hearing.listener,
                     "Whose ears: preset:NAME, a listener file, FILE.json#ID");
  command.add_option("-s,--scene", asked.hearing.scene,
                     "Instead of --listener: preset:NAME or a scene file");
  command.add_flag("--fit", asked.hearing.fit, "Stretch the scene to the film's length");
  command
      .add_option("-c,--calibration", asked.calibration,
                  "How loud IN is assumed to play, as for otoscape render")
      ->capture_default_str();
  command
      .add_option("--tinnitus", asked.tinnitus,
                  "Ringing, which masks speech: full, soft or off, as for otoscape render")
      ->check(CLI::IsMember({"full", "soft", "off"}))
      ->capture_default_str();
  command.add_option("--ear", asked.ear, "left, right or both")
      ->check(CLI::IsMember({"left", "right", "both"}))
      ->capture_default_str();
}

void add_file_options(CLI::App& command, AudibilityArguments& asked) {
  command.add_option("--dialogue", asked.job.dialogue,
                     "The dialogue of IN by itself, as it lies in IN and of the same length");
  command.add_option("-o,--out", asked.job.audibility,
                     "Every value along the time: .csv, .svg (a ribbon) or .json");
  command
      .add_option("--audio-track", asked.job.track,
                  "Track, from 1. Default: the film's default track, or a camera's two mono tracks "
                  "as one")
      ->check(CLI::PositiveNumber);
  add_input_layout(command, asked.layout, "IN's");
  command.add_option("--start", asked.region.start,
                     "From here: seconds, M:S, H:M:S or timecode H:M:S:F");
  command.add_option("--duration", asked.region.duration,
                     "This much: seconds, M:S, H:M:S or H:M:S:F");
  command.add_option("--cache", asked.job.cache,
                     "Folder for what is learnt of a file, as for otoscape render; off: nothing");
  command.add_flag("--overwrite", asked.job.overwrite, "Replace the file of -o if it exists");
  command.add_flag("--json", asked.json, "One JSON object with every value, in place of lines");
  command.add_flag("-q,--quiet", asked.quiet, "No progress and no report");
}

}  // namespace

Command add_audibility(CLI::App& program) {
  auto asked = std::make_shared<AudibilityArguments>();
  CLI::App* command = program.add_subcommand(
      "audibility", "How much of the speech in a film each ear of a listener can use");
  add_hearing_options(*command, *asked);
  add_file_options(*command, *asked);
  command->footer(
      "The share of speech above threshold, noise and ringing, weighted by the importance of its\n"
      "bands: the speech intelligibility index of ANSI S3.5-1997, ten times a second. It is no\n"
      "percentage of words. Without --dialogue, speech is found in IN and the noise beside it is\n"
      "estimated from its gaps. Nothing is rendered.\n\n"
      "Examples\n"
      "  otoscape audibility film.mkv --listener preset:N3\n"
      "  otoscape audibility film.mkv --scene preset:sudden-loss -o ribbon.svg\n"
      "  otoscape audibility mix.wav --dialogue dialogue.wav --listener me.toml -o speech.csv");
  return [asked] { return measure(*asked); };
}

}  // namespace otoscape::cli
