// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "apps/cli/commands.h"
#include "apps/cli/crash_note.h"
#include "apps/cli/layout_argument.h"
#include "apps/cli/progress_bar.h"
#include "apps/cli/time_argument.h"
#include "io/files/implant_map_file.h"
#include "jobs/electrodogram_job.h"
#include "jobs/measure/film_times.h"

namespace otoscape::cli {
namespace {

// As typed.
struct ElectrodogramArguments {
  std::string in, out, map, calibration = "home", ear = "left", format, input_layout;
  std::string times = "cycles";
  RegionArguments region;
  bool overwrite = false, quiet = false;
};

Result<jobs::ElectrodogramJob> job_of(const ElectrodogramArguments& asked) {
  jobs::ElectrodogramJob job;
  job.out = asked.out;
  using Csv = jobs::ElectrodogramJob::Csv;
  if (!asked.format.empty()) {
    job.csv = asked.format == "long" ? Csv::with_times : Csv::sequence;
  }
  job.overwrite = asked.overwrite;
  auto map = io::files::load_map(asked.map);
  if (!map) return map.error();
  job.map = *std::move(map);
  const auto calibration = jobs::measure::parse_calibration(asked.calibration);
  if (!calibration) return calibration.error();
  if (asked.times == "toolbox") job.grid = implant::coding::PulseGrid::toolbox;
  job.sound.in = asked.in;
  job.sound.calibration = *calibration;
  const auto layout = parse_input_layout(asked.input_layout);
  if (!layout) return layout.error();
  job.sound.input_layout = *layout;
  job.sound.right = asked.ear == "right";
  const auto clock = [&] { return jobs::measure::film_times(asked.in); };
  const auto region = parse_region(asked.region, clock);
  if (!region) return region.error();
  job.sound.start = region->start;
  job.sound.duration = region->duration;
  return job;
}

Status code(const ElectrodogramArguments& asked) {
  const auto job = job_of(asked);
  if (!job) return job.error();
  Result<jobs::ElectrodogramSummary> summary = failed("not run");
  {
    ProgressBar bar(!asked.quiet);
    const CrashNote crash(asked.in, asked.out);
    summary = jobs::run(*job, [&](io::Progress progress) { bar.show(progress); });
  }
  if (!summary) return summary.error();
  if (asked.quiet) return ok();
  // Where the pulses themselves go to standard output, words must not.
  std::FILE* to = asked.out == "-" ? stderr : stdout;
  if (std::fputs(jobs::to_text(*summary).c_str(), to) < 0 || std::fflush(to) != 0) {
    return failed("the electrodogram is complete, but its summary could not be written");
  }
  return ok();
}

void add_sound_options(CLI::App& command, ElectrodogramArguments& asked) {
  command
      .add_option("-c,--calibration", asked.calibration,
                  "How loud IN is assumed to play: fs=100 is the dB SPL of a signal whose RMS is "
                  "1.0; home: fs=91; cinema: fs=108; rms=65, loudness=65: the whole track is "
                  "measured first")
      ->capture_default_str();
  command.add_option("--ear", asked.ear, "Which channel of a stereo sound; mono feeds both")
      ->check(CLI::IsMember({"left", "right"}))
      ->capture_default_str();
  command
      .add_option("--pulse-times", asked.times,
                  "cycles: every cycle at its true time. toolbox: one rounded period for all, as "
                  "the public Nucleus toolbox writes; pulses drift by up to 96 ms a minute")
      ->check(CLI::IsMember({"cycles", "toolbox"}))
      ->capture_default_str();
  add_input_layout(command, asked.input_layout, "IN's");
  command.add_option("--start", asked.region.start,
                     "Begin here: seconds, M:S, H:M:S or timecode H:M:S:F");
  command.add_option("--duration", asked.region.duration,
                     "Take this much: seconds, M:S, H:M:S or H:M:S:F; at most ten minutes");
}

}  // namespace

Command add_electrodogram(CLI::App& program) {
  auto asked = std::make_shared<ElectrodogramArguments>();
  CLI::App* command = program.add_subcommand(
      "electrodogram", "Write what a cochlear implant would send: every pulse on every electrode");
  command->add_option("in", asked->in, "IN: anything FFmpeg reads; - is standard input")
      ->required();
  command
      ->add_option("-o,--out", asked->out,
                   "OUT.csv (a row for each pulse), OUT.npy (doubles, n by 6: time_us, electrode, "
                   "channel, current_level, current_ua, period_us) or OUT.svg (a picture); - is "
                   "CSV on standard output")
      ->required();
  command
      ->add_option("-m,--map", asked->map,
                   "The clinical map: preset:NAME (see otoscape presets) or a map file")
      ->required();
  add_sound_options(*command, *asked);
  command
      ->add_option("--format", asked->format,
                   "Of CSV. sequence: electrodes,modes,current_levels,phase_widths_us,"
                   "phase_gaps_us,periods_us; long: time_us,electrode,channel,magnitude,"
                   "current_level,current_ua. Default: sequence")
      ->check(CLI::IsMember({"sequence", "long"}));
  command->add_flag("--overwrite", asked->overwrite, "Replace OUT if it exists");
  command->add_flag("-q,--quiet", asked->quiet, "No progress, no summary");
  command->footer(
      "Electrodes are written by their maker's numbers; an idle pulse has level 0 and keeps its\n"
      "slot. Inputs within 6 % of the implant's rate (16 kHz, HiRes 17.4 kHz) are used as they\n"
      "are, others are resampled.\n\n"
      "Examples\n"
      "  otoscape electrodogram word.wav -o word.svg --map preset:ace-22\n"
      "  otoscape electrodogram word.wav -o word.csv --map my-map.toml --format long\n"
      "  otoscape electrodogram film.mkv -o line.npy --map preset:fs4-12 --start 1:02 --duration "
      "3");
  return [asked] { return code(*asked); };
}

}  // namespace otoscape::cli
