// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "apps/cli/captions_options.h"
#include "apps/cli/commands.h"
#include "apps/cli/crash_note.h"
#include "apps/cli/hearing_argument.h"
#include "apps/cli/layout_argument.h"
#include "apps/cli/progress_bar.h"
#include "io/captions/wording.h"
#include "io/output_file.h"
#include "jobs/captions_job.h"

namespace otoscape::cli {
namespace {

struct CaptionsArguments {
  HearingArguments hearing;
  std::string in, calibration = "home", layout;
  CaptionArguments captions;
  jobs::RenderJob job;  // options that CLI11 parses itself
  bool quiet = false, wording_template = false;
};

Status write(const CaptionsArguments& asked) {
  if (asked.wording_template) {
    return io::write_text("-", io::captions::Wording::file_text(), true);
  }
  if (asked.in.empty() || !asked.captions.options.asked()) {
    return wrong_usage(
        "say which film, and where the captions go: otoscape captions IN -o FILE.vtt");
  }
  jobs::RenderJob job = asked.job;
  job.in = asked.in;
  job.captions = asked.captions.asked();
  const auto calibration = jobs::measure::parse_calibration(asked.calibration);
  if (!calibration) return calibration.error();
  job.calibration = *calibration;
  const auto layout = parse_input_layout(asked.layout);
  if (!layout) return layout.error();
  job.input_layout = *layout;
  const auto notes = load_hearing(asked.hearing, job);
  if (!notes) return notes.error();
  Result<std::string> text = failed("not run");
  {
    ProgressBar bar(!asked.quiet);
    const CrashNote crash(asked.in, job.captions.files.front());
    text = jobs::run_captions(job, [&](io::Progress progress) { bar.show(progress); });
  }
  if (!text) return text.error();
  if (asked.quiet) return ok();
  for (const std::string& note : *notes) *text += "note: " + note + "\n";
  return io::write_text("-", *text, true);
}

}  // namespace

Command add_captions(CLI::App& program) {
  auto asked = std::make_shared<CaptionsArguments>();
  CLI::App* command = program.add_subcommand(
      "captions", "Write captions of what a character hears, without rendering");
  command->add_option("in", asked->in, "IN: the film or sound file");
  command->add_option("-s,--scene", asked->hearing.scene,
                      "Hearing that changes along the film: preset:NAME or a scene file");
  command->add_option("-l,--listener", asked->hearing.listener,
                      "Or one listener: preset:NAME, a listener file, FILE.json#ID");
  command->add_flag("--fit", asked->hearing.fit, "Stretch the scene to the film's length");
  command
      ->add_option("-o,--out", asked->captions.options.files,
                   "FILE.vtt (WebVTT), .srt (SubRip), .ttml (IMSC 1.1 text) or .json; several "
                   "of them, each behind its own -o. FILE.full.vtt and FILE.json lie beside")
      ->allow_extra_args(false);
  add_caption_options(*command, asked->captions);
  command->add_flag("--wording-template", asked->wording_template,
                    "Print the wording as a file to edit, and nothing else");
  command
      ->add_option("-c,--calibration", asked->calibration,
                   "How loud IN is assumed to play, as for otoscape render")
      ->capture_default_str();
  command->add_option("--dialogue", asked->job.dialogue,
                      "The dialogue of IN by itself, as for otoscape render");
  command
      ->add_option("--audio-track", asked->job.track,
                   "Track whose speech counts, from 1. Default: the film's default track")
      ->check(CLI::PositiveNumber);
  add_input_layout(*command, asked->layout, "IN's");
  command->add_option("--seed", asked->job.seed,
                      "By which words are lost. Default: 1, or the scene's own");
  command->add_option("--cache", asked->job.cache,
                      "Folder for what is learnt of a file, as for otoscape render; off: nothing");
  command->add_flag("--overwrite", asked->job.overwrite, "Replace files that exist");
  command->add_flag("-q,--quiet", asked->quiet, "No progress and no report");
  command->footer(
      "FILE has the point of hearing: changes of perspective and of the character's hearing, and "
      "of\n"
      "the film's own words those that the character can make out. FILE.full has all words.\n\n"
      "Examples\n"
      "  otoscape captions film.mkv --scene preset:sudden-loss --fit -o film.vtt\n"
      "  otoscape captions film.mp4 --scene my.toml --subtitles film.srt -o film.ttml -o film.srt\n"
      "  otoscape captions --wording-template > wording.toml");
  return [asked] { return write(*asked); };
}

}  // namespace otoscape::cli
