// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "apps/cli/commands.h"
#include "apps/cli/crash_note.h"
#include "apps/cli/hearing_argument.h"
#include "apps/cli/layout_argument.h"
#include "apps/cli/progress_bar.h"
#include "jobs/video/video_job.h"

namespace otoscape::cli {
namespace {

struct VideoArguments {
  HearingArguments hearing;
  std::string calibration = "home", ear = "both", layout, tinnitus = "full", strip = "top";
  jobs::video::VideoJob job;  // options that CLI11 parses itself
  int quality = -1;           // as the codec's
  bool overlay = false, json = false, quiet = false;
};

Result<std::vector<std::string>> parse_words(const VideoArguments& asked,
                                             jobs::video::VideoJob& job) {
  if (!asked.overlay)
    return wrong_usage(
        "say what the picture shows: --overlay lays a strip of what is heard over it");
  if (!job.programme.empty() && !job.audibility.empty())
    return wrong_usage("--programme and --audibility say the same; give one of them");
  jobs::RenderJob& ears = job.hearing;
  const auto calibration = jobs::measure::parse_calibration(asked.calibration);
  if (!calibration) return calibration.error();
  ears.calibration = *calibration;
  const auto layout = parse_input_layout(asked.layout);
  if (!layout) return layout.error();
  ears.input_layout = *layout;
  ears.ears = asked.ear == "left"    ? jobs::models::Ears::left
              : asked.ear == "right" ? jobs::models::Ears::right
                                     : jobs::models::Ears::both;
  ears.tinnitus = asked.tinnitus == "off"    ? render::TinnitusMode::off
                  : asked.tinnitus == "soft" ? render::TinnitusMode::soft
                                             : render::TinnitusMode::full;
  job.strip.top = asked.strip == "top";
  if (asked.quality >= 0) job.quality = asked.quality;
  return load_hearing(asked.hearing, ears);
}

Status make(const VideoArguments& asked) {
  jobs::video::VideoJob job = asked.job;
  const auto notes = parse_words(asked, job);
  if (!notes) return notes.error();
  Result<jobs::video::VideoSummary> summary = failed("not run");
  {
    ProgressBar bar(!asked.quiet);
    const CrashNote crash(job.in, job.out);
    summary = jobs::video::run_video(job, [&](io::Progress progress) { bar.show(progress); });
  }
  if (!summary) return summary.error();
  summary->notes.insert(summary->notes.begin(), notes->begin(), notes->end());
  const std::string text = asked.json    ? jobs::video::to_json(*summary)
                           : asked.quiet ? ""
                                         : jobs::video::to_text(*summary);
  if (std::fputs(text.c_str(), stdout) < 0 || std::fflush(stdout) != 0)
    return failed("the film is complete, but its summary could not be written");
  return ok();
}

void add_hearing_options(CLI::App& command, VideoArguments& asked) {
  command.add_option("in", asked.job.in, "IN: any film, mostly a render")->required();
  command.add_option("-o,--out", asked.job.out, "OUT: .mp4, .mov, .mkv, .webm or .ts")->required();
  command.add_flag("--overlay", asked.overlay,
                   "Lay a strip over the picture: audiogram of the moment, a ribbon of how much of "
                   "the speech each ear can use, what rings");
  command.add_option("-l,--listener", asked.hearing.listener,
                     "Whose ears: preset:NAME, a listener file, FILE.json#ID");
  command.add_option("-s,--scene", asked.hearing.scene,
                     "Instead of --listener: preset:NAME or a scene file");
  command.add_flag("--fit", asked.hearing.fit, "Stretch the scene to the film's length");
  command.add_option("--programme", asked.job.programme,
                     "Where IN is a render: the film before it, whose speech is measured");
  command.add_option(
      "--audibility", asked.job.audibility,
      "Instead: the speech as render --audibility or audibility -o wrote it, .csv or "
      ".json; no sound is measured");
  command
      .add_option("-c,--calibration", asked.calibration,
                  "How loud the programme is assumed to play, as for otoscape render")
      ->capture_default_str();
  command
      .add_option("--tinnitus", asked.tinnitus,
                  "Ringing: full, soft or off, as for otoscape render")
      ->check(CLI::IsMember({"full", "soft", "off"}))
      ->capture_default_str();
  command.add_option("--ear", asked.ear, "left, right or both")
      ->check(CLI::IsMember({"left", "right", "both"}))
      ->capture_default_str();
  command.add_option("--dialogue", asked.job.hearing.dialogue,
                     "The programme's dialogue by itself, of the same length");
}

void add_picture_options(CLI::App& command, VideoArguments& asked) {
  auto& strip = asked.job.strip;
  command
      .add_option("--strip", asked.strip,
                  "Where it lies: top, or bottom, where captions mostly are, in the picture or of "
                  "a player")
      ->check(CLI::IsMember({"top", "bottom"}))
      ->capture_default_str();
  command
      .add_option("--height", strip.height,
                  "Its height as a part of the picture's, or of three quarters of the width of "
                  "upright pictures: 0.08 to 0.4")
      ->check(CLI::Range(0.08, 0.4))
      ->capture_default_str();
  command.add_option("--opacity", strip.opacity, "Of its dark ground: 0 to 1")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command
      .add_option(
          "--span", strip.span_s,
          "Seconds that the ribbon shows at once, in pages; a film up to half as long again "
          "is shown whole: 5 to 86400")
      ->check(CLI::Range(5.0, 86400.0))
      ->capture_default_str();
  command
      .add_option(
          "--codec", asked.job.codec,
          "Of the picture: h264 or vp9. Default: VP9 in .webm, else H.264 where this FFmpeg "
          "has libx264")
      ->check(CLI::IsMember({"h264", "vp9"}));
  command
      .add_option("--quality", asked.quality,
                  "The encoder's constant rate factor, 0 to 40, more is worse. Default: 11 of "
                  "H.264, 6 of VP9: no difference is seen")
      ->check(CLI::Range(0, 40));
}

}  // namespace

Command add_video(CLI::App& program) {
  auto asked = std::make_shared<VideoArguments>();
  CLI::App* command = program.add_subcommand(
      "video", "A film whose picture shows what is heard, for those who look");
  add_hearing_options(*command, *asked);
  add_picture_options(*command, *asked);
  command
      ->add_option("--audio-track", asked->job.hearing.track,
                   "Track of the programme whose speech is measured, from 1")
      ->check(CLI::PositiveNumber);
  add_input_layout(*command, asked->layout, "the programme's");
  command->add_option("--cache", asked->job.hearing.cache,
                      "Folder for what is learnt of a file, as for otoscape render; off: nothing");
  command->add_flag("--overwrite", asked->job.overwrite, "Replace OUT if it exists");
  command->add_flag("--json", asked->json, "The summary as one JSON object");
  command->add_flag("-q,--quiet", asked->quiet, "No progress and no summary");
  command->footer(
      "Only the picture is encoded anew, every picture at its own time. The sound is copied\n"
      "bit for bit, and so are subtitles, chapters, attachments and tags where OUT can hold\n"
      "them. Outside the strip the picture stays as it is, to 42 dB and better; the summary\n"
      "says how near it came.\n"
      "IN begins where the scene begins: a render of a whole film, not of a region.\n\n"
      "In the audiogram O is the right ear and X the left one; in the ribbon the left ear is "
      "above\n"
      "and the right one below, a faint line is typical hearing, and gaps are where nobody "
      "speaks.\n"
      "What is shown is one possible percept.\n\n"
      "Examples\n"
      "  otoscape video heard.mp4 -o shown.mp4 --overlay --listener preset:N3 --programme "
      "film.mp4\n"
      "  otoscape video heard.mkv -o shown.mkv --overlay --scene my.toml --audibility speech.csv\n"
      "  otoscape video film.mkv -o look.webm --overlay --scene preset:sudden-loss --fit --strip "
      "bottom");
  return [asked] { return make(*asked); };
}

}  // namespace otoscape::cli
