// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "apps/cli/commands.h"
#include "apps/cli/crash_note.h"
#include "apps/cli/layout_argument.h"
#include "apps/cli/progress_bar.h"
#include "io/files/scene_file.h"
#include "jobs/loudness_job.h"
#include "jobs/loudness_report.h"

namespace otoscape::cli {
namespace {

constexpr int kMissedTarget = 3;  // exit status

struct LoudnessArguments {
  std::string in, scene, layout, target;
  std::optional<int> track;
  bool fit = false, json = false, quiet = false;
};

Result<jobs::LoudnessJob> job_of(const LoudnessArguments& asked, std::vector<std::string>& notes) {
  jobs::LoudnessJob job;
  job.in = asked.in;
  job.track = asked.track;
  const auto layout = parse_input_layout(asked.layout);
  if (!layout) return layout.error();
  job.layout = *layout;
  job.target = asked.target;
  job.fit = asked.fit;
  if (asked.scene.empty()) {
    if (asked.fit) return wrong_usage("--fit belongs to a scene: give --scene");
    return job;
  }
  auto loaded = io::files::load_scene(asked.scene);
  if (!loaded) return loaded.error();
  notes = loaded->notes;
  job.scene = std::move(loaded->scene);
  return job;
}

// The sentence of a target that is missed.
std::string missed(const jobs::LoudnessReport& report) {
  std::string text = fmt::format("{}: misses {}:", report.in, report.verdict->target);
  const char* between = " ";
  for (const auto& rule : report.verdict->rules) {
    if (rule.passes) continue;
    text += between + rule.name + " " +
            (rule.measured ? fmt::format("{:.1f}", *rule.measured) : std::string("not measured"));
    between = ", ";
  }
  return text;
}

Status measure(const LoudnessArguments& asked, int& exit_status) {
  std::vector<std::string> notes;
  const auto job = job_of(asked, notes);
  if (!job) return job.error();
  Result<jobs::LoudnessReport> report = failed("not run");
  {
    ProgressBar bar(!asked.quiet);
    const CrashNote crash(asked.in, "");
    report = jobs::run(*job, [&](io::Progress progress) { bar.show(progress); });
  }
  if (!report) return report.error();
  report->notes.insert(report->notes.begin(), notes.begin(), notes.end());
  const std::string text = asked.json    ? jobs::to_json(*report)
                           : asked.quiet ? ""
                                         : jobs::to_text(*report);
  if (std::fputs(text.c_str(), stdout) < 0 || std::fflush(stdout) != 0) {
    return failed("the report could not be written");
  }
  if (!report->verdict || report->verdict->passes()) return ok();
  std::fprintf(stderr, "otoscape: %s\n", missed(*report).c_str());
  exit_status = kMissedTarget;
  return ok();
}

void add_options(CLI::App& command, LoudnessArguments& asked) {
  command.add_option("in", asked.in, "IN: any film or sound file; - is standard input")->required();
  command.add_option("-s,--scene", asked.scene,
                     "Also each section of this scene, and the step at each of its points: "
                     "preset:NAME or a scene file. IN is a render along it, or the film itself");
  command.add_flag("--fit", asked.fit, "Stretch the scene to the file's length");
  command
      .add_option("--audio-track", asked.track,
                  "Track to measure, from 1. Default: the film's default track, or a camera's two "
                  "mono tracks as one")
      ->check(CLI::PositiveNumber);
  add_input_layout(command, asked.layout, "IN's");
  command
      .add_option("-t,--target", asked.target,
                  "Judge it: r128 (-23 LUFS), r128-live, a85 (dialogue at -24 LKFS), netflix "
                  "(dialogue at -27 LKFS), sony-game (-24 LUFS), sony-portable (-18 LUFS). A "
                  "target that is missed gives exit status 3")
      ->check(CLI::IsMember(jobs::measure::loudness_targets()));
  command.add_flag("--json", asked.json, "One JSON object in place of lines");
  command.add_flag("-q,--quiet", asked.quiet, "No progress and no report: the exit status alone");
}

}  // namespace

Command add_loudness(CLI::App& program, int& exit_status) {
  auto asked = std::make_shared<LoudnessArguments>();
  CLI::App* command = program.add_subcommand(
      "loudness", "Measure a film's or sound file's loudness, true peak and dialogue");
  add_options(*command, *asked);
  command->footer(
      "Integrated loudness and true peak by ITU-R BS.1770-4, mono to 7.1.4, loudness range by EBU\n"
      "Tech 3342, and the loudness while somebody speaks, where speech is found. Sections of a\n"
      "scene are not gated: near silence counts as it is. One pass; nothing is written.\n\n"
      "Exit status: 0, or 3 where --target is missed.\n\n"
      "Examples\n"
      "  otoscape loudness film.mkv\n"
      "  otoscape loudness heard.mkv --scene my.toml --target r128\n"
      "  otoscape loudness mix.wav --target netflix --json");
  return [asked, &exit_status] { return measure(*asked, exit_status); };
}

}  // namespace otoscape::cli
