// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <memory>

#include "apps/cli/commands.h"
#include "apps/cli/crash_note.h"
#include "apps/cli/layout_argument.h"
#include "apps/cli/progress_bar.h"
#include "apps/cli/render_arguments.h"
#include "apps/cli/time_argument.h"
#include "io/files/listener_file.h"
#include "io/files/scene_file.h"
#include "jobs/measure/film_times.h"
#include "jobs/render_job.h"
#include "jobs/render_summary.h"

namespace otoscape::cli {
namespace {

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

// Frames are counted as in the scene, else as in the film.
Status set_region(const RenderArguments& asked, jobs::RenderJob& job) {
  const auto clock = [&]() -> Result<io::files::TimeReader> {
    const auto* along = std::get_if<jobs::models::SceneOptions>(&job.model);
    if (along != nullptr && along->scene.frame_rate) return io::files::TimeReader::of(along->scene);
    return jobs::measure::film_times(job.in);
  };
  const auto region = parse_region(asked.region, clock);
  if (!region) return region.error();
  job.start = region->start;
  job.duration = region->duration;
  if (job.duration && job.duration->value() <= 0.0) {
    return wrong_usage("--duration 0: a region needs a length");
  }
  if (job.picture && !job.start && !job.duration) {
    return wrong_usage("--picture belongs to a region: give --start or --duration");
  }
  return ok();
}

Status parse_all(const RenderArguments& asked, jobs::RenderJob& job) {
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
  job.tinnitus = asked.tinnitus == "off"    ? render::TinnitusMode::off
                 : asked.tinnitus == "soft" ? render::TinnitusMode::soft
                                            : render::TinnitusMode::full;
  job.ears = asked.ear == "left"    ? jobs::models::Ears::left
             : asked.ear == "right" ? jobs::models::Ears::right
                                    : jobs::models::Ears::both;
  if (asked.sample_format == "s16") job.options.sample_format = io::media::SampleFormat::s16;
  if (asked.sample_format == "s24") job.options.sample_format = io::media::SampleFormat::s24;
  if (asked.sample_format == "f32") job.options.sample_format = io::media::SampleFormat::f32;
  if (auto status = parse_track(asked.track, job); !status) return status;
  const auto layout = parse_input_layout(asked.input_layout);
  if (!layout) return layout.error();
  job.input_layout = *layout;
  if (asked.layout == "stereo") job.layout = jobs::OutLayout::stereo;
  if (asked.layout == "binaural") job.layout = jobs::OutLayout::binaural;
  if (!job.hrtf.empty() && asked.layout != "binaural") {
    return wrong_usage("--hrtf belongs to --layout binaural");
  }
  if (auto status = parse_bit_rate(asked.bit_rate, job.options); !status) return status;
  return ok();
}

// Options that only mean something along a scene.
Status refuse_scene_options(const RenderArguments& asked) {
  for (auto [option, given] :
       {std::pair{"--fit", asked.fit}, std::pair{"--body", !asked.body.empty()},
        std::pair{"--own-voice", !asked.own_voice.empty()}}) {
    if (given) {
      return wrong_usage(
          fmt::format("{} belongs to a scene: give --scene, not --listener", option));
    }
  }
  return ok();
}

// Whose ears: a listener's, or those along a scene. Answers notes.
Result<std::vector<std::string>> load_hearing(const RenderArguments& asked, jobs::RenderJob& job) {
  if (asked.listener.empty() == asked.scene.empty()) {
    return wrong_usage("say whose hearing: --listener L or --scene S, one of them");
  }
  if (asked.scene.empty()) {
    if (auto status = refuse_scene_options(asked); !status) return status.error();
    auto loaded = io::files::load_listener(asked.listener);
    if (!loaded) return loaded.error();
    if (asked.msbg.model == "msbg") {
      job.model = jobs::models::MsbgRequest{msbg_options(asked.msbg), loaded->profile};
    } else {
      job.model = loaded->profile;
    }
    return loaded->notes;
  }
  auto loaded = io::files::load_scene(asked.scene);
  if (!loaded) return loaded.error();
  jobs::models::SceneOptions options;
  options.scene = std::move(loaded->scene);
  options.fit = asked.fit;
  options.tinnitus = job.tinnitus;
  options.return_cap_lu = asked.return_cap_lu;
  options.seed = job.seed;
  options.body = asked.body;
  options.own_voice = asked.own_voice;
  options.body_offset = Seconds(asked.body_offset_s);
  job.model = std::move(options);
  return loaded->notes;
}

// Each model has options of its own.
Status refuse_other_models_options(const RenderArguments& asked, const CLI::App& command) {
  const bool msbg = asked.msbg.model == "msbg";
  for (const char* option : msbg ? live_options() : msbg_options()) {
    if (command.count(option) == 0) continue;
    return wrong_usage(msbg ? fmt::format("{} belongs to --model live: the MSBG model takes "
                                          "a whole file and one listener, as they are",
                                          option)
                            : fmt::format("{} belongs to --model msbg", option));
  }
  return ok();
}

Status render(const RenderArguments& asked, const CLI::App& command) {
  if (auto status = refuse_other_models_options(asked, command); !status) return status;
  jobs::RenderJob job = asked.job;
  job.in = asked.in;
  job.out = asked.out;
  job.captions = asked.captions.asked();
  if (auto status = parse_all(asked, job); !status) return status;
  const auto notes = load_hearing(asked, job);
  if (!notes) return notes.error();
  if (auto status = set_region(asked, job); !status) return status;
  Result<jobs::RenderSummary> summary = failed("not run");
  {
    ProgressBar bar(!asked.quiet);
    const CrashNote crash(asked.in, asked.out);
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

}  // namespace

Command add_render(CLI::App& program) {
  auto asked = std::make_shared<RenderArguments>();
  CLI::App* command = program.add_subcommand(
      "render", "Render the sound of a film or a sound file through one listener's ears");
  add_render_options(*command, *asked);
  return [asked, command] { return render(*asked, *command); };
}

}  // namespace otoscape::cli
