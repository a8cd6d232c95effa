// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <memory>

#include "apps/cli/commands.h"
#include "apps/cli/msbg_options.h"
#include "apps/cli/progress_bar.h"
#include "apps/cli/time_argument.h"
#include "io/files/listener_file.h"
#include "io/files/scene_file.h"
#include "jobs/render_job.h"
#include "jobs/render_summary.h"

namespace otoscape::cli {
namespace {

// As typed; words become values in make_job.
struct Arguments {
  std::string in, out, listener, scene;
  std::string calibration, smearing = "auto", temporal = "off", ear = "both", track, bit_rate,
                           sample_format, start, duration, tinnitus = "full", body, own_voice;
  bool fit = false;
  double return_cap_lu = 20.0, body_offset_s = 0.0;
  double output_gain_db = 0.0, ceiling_dbtp = -1.0;
  MsbgArguments msbg;
  jobs::RenderJob job;  // what needs no reading
  bool quiet = false, json = false;
};

Result<double> parse_temporal_ms(const std::string& text) {
  if (text == "off") return 0.0;
  double ms = 0.0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, ms);
  if (error != std::errc() || rest != end || !(ms >= 1.0 && ms <= 100.0)) {
    return wrong_usage(fmt::format("--temporal {}: say off, or 1 to 100 ms", text));
  }
  return ms;
}

Status parse_track(const std::string& text, jobs::RenderJob& job) {
  if (text.empty()) return ok();
  job.all_tracks = text == "all";
  if (job.all_tracks) return ok();
  int track = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, track);
  if (error != std::errc() || rest != end || track < 1) {
    return wrong_usage(fmt::format("--audio-track {}: say 1, 2, … or all", text));
  }
  job.track = track;
  return ok();
}

Status parse_bit_rate(std::string text, io::media::OutputOptions& options) {
  if (text.empty()) return ok();
  const bool kilo = text.back() == 'k' || text.back() == 'K';
  int rate = 0;
  const char* end = text.data() + text.size() - (kilo ? 1 : 0);
  const auto [rest, error] = std::from_chars(text.data(), end, rate);
  const int bits = kilo && rate < 1'000'000 ? rate * 1000 : rate;
  if (error != std::errc() || rest != end || bits < 6'000 || bits > 2'000'000) {
    return wrong_usage(fmt::format("--audio-bitrate {}: say bit/s, such as 256k", text));
  }
  options.bit_rate = bits;
  return ok();
}

Status parse_region(const Arguments& asked, jobs::RenderJob& job) {
  for (auto [option, text, to] : {std::tuple{"--start", &asked.start, &job.start},
                                  std::tuple{"--duration", &asked.duration, &job.duration}}) {
    if (text->empty()) continue;
    const auto time = parse_time(option, *text);
    if (!time) return time.error();
    *to = *time;
  }
  if (job.duration && job.duration->value() <= 0.0) {
    return wrong_usage("--duration 0: a region needs a length");
  }
  if (job.picture && !job.start && !job.duration) {
    return wrong_usage("--picture belongs to a region: give --start or --duration");
  }
  return ok();
}

Status parse_all(const Arguments& asked, jobs::RenderJob& job) {
  const bool msbg = asked.msbg.model == "msbg";
  const std::string usual = msbg ? "fs=120" : "home";
  const auto calibration =
      jobs::measure::parse_calibration(asked.calibration.empty() ? usual : asked.calibration);
  if (!calibration) return calibration.error();
  job.calibration = *calibration;
  const auto temporal = parse_temporal_ms(asked.temporal);
  if (!temporal) return temporal.error();
  // A range check lets not-a-number pass, and a ceiling that is none would never hold.
  for (auto [option, db] : {std::pair{"--output-gain", asked.output_gain_db},
                            std::pair{"--ceiling", asked.ceiling_dbtp}}) {
    if (std::isnan(db)) return wrong_usage(fmt::format("{} nan: say a number of dB", option));
  }
  job.params.temporal_window = Seconds(*temporal / 1000.0);
  job.params.smearing = asked.smearing != "off";
  job.params.output_gain = Decibels(asked.output_gain_db);
  job.params.ceiling_dbtp = asked.ceiling_dbtp;
  job.ears = asked.ear == "left"    ? jobs::Ears::left
             : asked.ear == "right" ? jobs::Ears::right
                                    : jobs::Ears::both;
  if (msbg) job.msbg = msbg_options(asked.msbg);
  if (asked.sample_format == "s16") job.options.sample_format = io::media::SampleFormat::s16;
  if (asked.sample_format == "s24") job.options.sample_format = io::media::SampleFormat::s24;
  if (asked.sample_format == "f32") job.options.sample_format = io::media::SampleFormat::f32;
  if (auto status = parse_track(asked.track, job); !status) return status;
  if (auto status = parse_bit_rate(asked.bit_rate, job.options); !status) return status;
  return parse_region(asked, job);
}

// Options that only mean something along a scene.
Status refuse_scene_options(const Arguments& asked) {
  for (auto [option, given] :
       {std::pair{"--fit", asked.fit}, std::pair{"--tinnitus", asked.tinnitus != "full"},
        std::pair{"--body", !asked.body.empty()},
        std::pair{"--own-voice", !asked.own_voice.empty()}}) {
    if (given) {
      return wrong_usage(
          fmt::format("{} belongs to a scene: give --scene, not --listener", option));
    }
  }
  return ok();
}

// Whose ears: a listener's, or those along a scene. Answers notes.
Result<std::vector<std::string>> load_hearing(const Arguments& asked, jobs::RenderJob& job) {
  if (asked.listener.empty() == asked.scene.empty()) {
    return wrong_usage("say whose hearing: --listener L or --scene S, one of them");
  }
  if (asked.scene.empty()) {
    if (auto status = refuse_scene_options(asked); !status) return status.error();
    auto loaded = io::files::load_listener(asked.listener);
    if (!loaded) return loaded.error();
    job.listener = loaded->profile;
    return loaded->notes;
  }
  auto loaded = io::files::load_scene(asked.scene);
  if (!loaded) return loaded.error();
  jobs::SceneOptions options;
  options.scene = std::move(loaded->scene);
  options.fit = asked.fit;
  options.tinnitus = asked.tinnitus == "off"    ? render::TinnitusMode::off
                     : asked.tinnitus == "soft" ? render::TinnitusMode::soft
                                                : render::TinnitusMode::full;
  options.return_cap_lu = asked.return_cap_lu;
  options.seed = job.seed;
  options.body = asked.body;
  options.own_voice = asked.own_voice;
  options.body_offset = Seconds(asked.body_offset_s);
  job.scene = std::move(options);
  return loaded->notes;
}

// Each model has options of its own.
Status refuse_other_models_options(const Arguments& asked, const CLI::App& command) {
  const bool msbg = asked.msbg.model == "msbg";
  for (const char* option : msbg ? live_options() : msbg_options()) {
    if (command.count(option) == 0) continue;
    return wrong_usage(msbg
                           ? fmt::format("{} belongs to --model live: the laboratory's model takes "
                                         "a whole file and one listener, as they are",
                                         option)
                           : fmt::format("{} belongs to --model msbg", option));
  }
  return ok();
}

Status render(const Arguments& asked, const CLI::App& command) {
  if (auto status = refuse_other_models_options(asked, command); !status) return status;
  jobs::RenderJob job = asked.job;
  job.in = asked.in;
  job.out = asked.out;
  if (auto status = parse_all(asked, job); !status) return status;
  const auto notes = load_hearing(asked, job);
  if (!notes) return notes.error();
  Result<jobs::RenderSummary> summary = failed("not run");
  {
    ProgressBar bar(!asked.quiet);
    summary = jobs::run(job, [&](io::Progress progress) { bar.show(progress); });
  }
  if (!summary) return summary.error();
  summary->notes.insert(summary->notes.begin(), notes->begin(), notes->end());
  // Where the sound itself goes to standard output, words must not.
  std::FILE* to = asked.out == "-" ? stderr : stdout;
  const std::string text = asked.json    ? jobs::to_json(*summary)
                           : asked.quiet ? ""
                                         : jobs::to_text(*summary);
  if (std::fputs(text.c_str(), to) < 0 || std::fflush(to) != 0) {
    return failed("the render is complete, but its summary could not be written");
  }
  return ok();
}

void add_hearing_options(CLI::App& command, Arguments& asked) {
  command.add_option(
      "-l,--listener", asked.listener,
      "Whose ears: preset:NAME (see otoscape presets), a listener file, FILE.json#ID");
  command.add_option(
      "-c,--calibration", asked.calibration,
      "How loud IN is assumed to play. fs=100: dB SPL of a signal whose RMS is 1.0. "
      "home: fs=88, dialogue at -23 LUFS plays near 65 dB SPL. cinema: fs=108. "
      "rms=65, loudness=65: the whole track is measured first and plays at this level. "
      "Default: home; with --model msbg fs=120");
  command
      .add_option("--smearing", asked.smearing,
                  "Spectral smearing: auto widens the auditory filters with the loss")
      ->check(CLI::IsMember({"auto", "off"}))
      ->capture_default_str();
  command
      .add_option("--temporal", asked.temporal,
                  "Temporal smearing: off, or the window's equivalent duration in ms, 1 to 100")
      ->capture_default_str();
  command.add_option("--ear", asked.ear, "left or right: a mono render of that ear alone")
      ->check(CLI::IsMember({"left", "right", "both"}))
      ->capture_default_str();
}

void add_scene_options(CLI::App& command, Arguments& asked) {
  command.add_option("-s,--scene", asked.scene,
                     "Instead of --listener: hearing that changes along the film. preset:NAME (see "
                     "otoscape presets) or a scene file (see otoscape scene check)");
  command.add_flag("--fit", asked.fit, "Stretch the scene to the film's length");
  command
      .add_option(
          "--tinnitus", asked.tinnitus,
          "Ringing for the audience's sake: full as written; soft: at most 35 dB SPL and no "
          "pure tones above 2 kHz; off")
      ->check(CLI::IsMember({"full", "soft", "off"}))
      ->capture_default_str();
  command
      .add_option("--return-cap", asked.return_cap_lu,
                  "How many LU a change of the scene may raise the loudness at once; the rest "
                  "follows within 0.4 s. 6 to 40")
      ->check(CLI::Range(render::kLowestReturnCap, render::kHighestReturnCap))
      ->capture_default_str();
  command.add_option("--body", asked.body,
                     "Sound of the body (a contact microphone), in time with IN; heard where the "
                     "scene's body has track_db");
  command
      .add_option("--body-offset", asked.body_offset_s,
                  "Seconds by which the body's sound begins after IN's")
      ->capture_default_str();
  command.add_option("--own-voice", asked.own_voice,
                     "The character's own voice, in time with IN and not in it: heard by air and "
                     "by bone");
}

void add_track_options(CLI::App& command, Arguments& asked) {
  command.add_option("--audio-track", asked.track,
                     "Track to render: 1, 2, … or all. Default: the film's default track");
  command.add_flag("--keep-original", asked.job.options.keep_original,
                   "Keep the source track beside the rendered one");
  command.add_option("--start", asked.start, "Render from here: seconds, M:S or H:M:S. Sound only");
  command.add_option("--duration", asked.duration, "Render this much: seconds, M:S or H:M:S");
  command.add_flag("--picture", asked.job.picture,
                   "A region with its picture, from the key frame at or before --start");
}

void add_level_options(CLI::App& command, Arguments& asked) {
  command.add_option("--output-gain", asked.output_gain_db, "Gain after the ears, -40 to +20 dB")
      ->check(CLI::Range(-40.0, 20.0))
      ->capture_default_str();
  command.add_flag("--match-loudness", asked.job.match_loudness,
                   "A gain that gives the programme its loudness back (BS.1770), at most +20 dB; "
                   "takes a pass more");
  command
      .add_option("--ceiling", asked.ceiling_dbtp,
                  "True peaks stay below this, -6 to 0 dBTP; the guard changes no bit of sound "
                  "0.5 dB and more below it")
      ->check(CLI::Range(-6.0, 0.0))
      ->capture_default_str();
}

void add_output_options(CLI::App& command, Arguments& asked) {
  command.add_option("--audio-codec", asked.job.options.codec,
                     "flac, alac, pcm, aac, mp3, opus, vorbis or an FFmpeg encoder. Default: "
                     "lossless stays lossless; lossy film sound becomes FLAC in .mkv, AAC in .mp4, "
                     "24-bit PCM in .mov; a lossy sound file keeps its codec");
  command.add_option("--audio-bitrate", asked.bit_rate, "Of lossy codecs: bit/s, such as 256k");
  command
      .add_option("--sample-format", asked.sample_format,
                  "s16 (dithered), s24 or f32. Default: float stays float, integers become s24")
      ->check(CLI::IsMember({"s16", "s24", "f32"}));
  command.add_option("--seed", asked.job.seed,
                     "Of the dither and of all that is random in a scene. Default: 1, or the "
                     "scene's own");
  command
      .add_option("--threads", asked.job.threads,
                  "1: one; 0: decoding, ears and encoding side by side. The result is the same")
      ->check(CLI::Range(0, 256))
      ->capture_default_str();
  command.add_option("--cache", asked.job.cache,
                     "Folder for what renders learn of a file, so that a region of it is found at "
                     "once the next time; off: learn nothing. Default: $OTOSCAPE_CACHE, "
                     "$XDG_CACHE_HOME/otoscape or ~/.cache/otoscape; at most 500 MB");
  command.add_flag("--overwrite", asked.job.overwrite, "Replace OUT if it exists");
  command.add_flag("-q,--quiet", asked.quiet, "No progress, no summary");
  command.add_flag("--json", asked.json, "The summary as JSON");
}

}  // namespace

Command add_render(CLI::App& program) {
  auto asked = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand(
      "render", "Render the sound of a film or a sound file through one listener's ears");
  command->add_option("in", asked->in, "IN: anything FFmpeg reads; - is standard input")
      ->required();
  command
      ->add_option("-o,--out", asked->out,
                   "OUT: its extension decides the format; - is standard output, as WAV")
      ->required();
  add_hearing_options(*command, *asked);
  add_msbg_options(*command, asked->msbg);
  add_scene_options(*command, *asked);
  add_track_options(*command, *asked);
  add_level_options(*command, *asked);
  add_output_options(*command, *asked);
  command->footer(
      "Picture, subtitles, further tracks, chapters and tags are copied bit for bit; only the\n"
      "sound is rendered. OUT appears when it is complete.\n\n"
      "Examples\n"
      "  otoscape render film.mkv -o heard.mkv --listener preset:N3\n"
      "  otoscape render film.mkv -o heard.mkv --scene preset:sudden-loss --fit\n"
      "  otoscape render song.flac -o heard.flac --listener me.toml --calibration loudness=80\n"
      "  otoscape render film.mp4 -o scene.wav --listener preset:S2 --start 1:02:00 --duration 90\n"
      "  otoscape render word.wav -o word-N3.wav --listener preset:N3 --model msbg");
  return [asked, command] { return render(*asked, *command); };
}

}  // namespace otoscape::cli
