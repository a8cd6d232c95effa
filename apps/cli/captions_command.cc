// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "apps/cli/captions_options.h"
#include "apps/cli/commands.h"
#include "apps/cli/crash_note.h"
#include "apps/cli/layout_argument.h"
#include "apps/cli/progress_bar.h"
#include "io/captions/wording.h"
#include "io/files/listener_file.h"
#include "io/files/scene_file.h"
#include "io/output_file.h"
#include "jobs/captions_job.h"

namespace otoscape::cli {
namespace {

struct CaptionsArguments {
  std::string in, listener, scene, calibration = "home", layout;
  CaptionArguments captions;
  jobs::RenderJob job;  // options that CLI11 parses itself
  bool fit = false, quiet = false, wording_template = false;
};

// Whose ears. Answers notes.
Result<std::vector<std::string>> load_hearing(const CaptionsArguments& asked,
                                              jobs::RenderJob& job) {
  if (asked.listener.empty() == asked.scene.empty()) {
    return wrong_usage("say whose hearing: --scene S or --listener L, one of them");
  }
  if (asked.scene.empty()) {
    if (asked.fit) return wrong_usage("--fit belongs to a scene: give --scene, not --listener");
    auto loaded = io::files::load_listener(asked.listener);
    if (!loaded) return loaded.error();
    job.model = loaded->profile;
    return loaded->notes;
  }
  auto loaded = io::files::load_scene(asked.scene);
  if (!loaded) return loaded.error();
  jobs::models::SceneOptions options;
  options.scene = std::move(loaded->scene);
  options.fit = asked.fit;
  job.model = std::move(options);
  return loaded->notes;
}

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
  const auto notes = load_hearing(asked, job);
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
  command->add_option("-s,--scene", asked->scene,
                      "Hearing that changes along the film: preset:NAME or a scene file");
  command->add_option("-l,--listener", asked->listener,
                      "Or one listener: preset:NAME, a listener file, FILE.json#ID");
  command->add_flag("--fit", asked->fit, "Stretch the scene to the film's length");
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
