// SPDX-License-Identifier: Apache-2.0
#include "jobs/render_summary.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "jobs/audibility/audibility_report.h"
#include "jobs/haptics/haptics_report.h"
#include "jobs/loudness_report.h"
#include "jobs/scene_summary.h"

namespace otoscape::jobs {
namespace {

constexpr double kNearlyAll = 0.9;

// Of what a typical ear would hear, how much lies below this ear's threshold; none: nothing to
// hear.
std::optional<double> share_below(const render::RenderReport::Ear& ear) {
  if (ear.typical) return 0.0;
  if (ear.silent) return 1.0;
  if (ear.audible_to_typical == 0) return std::nullopt;
  return static_cast<double>(ear.inaudible) / static_cast<double>(ear.audible_to_typical);
}

std::string level(const std::optional<DbFs>& rms, const Calibration& calibration) {
  return rms ? fmt::format("{:.1f} dB SPL", calibration.to_spl(*rms).value()) : "silence";
}

double seconds(const models::TrackSummary& t) {
  return to_seconds(Frames(t.frames), t.rate).value();
}

std::string guard_text(const render::RenderReport& report, double ceiling_dbtp, double rate_hz) {
  if (report.guard_events == 0)
    return fmt::format("did not act (ceiling {:.1f} dBTP)", ceiling_dbtp);
  return fmt::format("acted {} time{}, {:.2f} s in all, by up to {:.1f} dB (ceiling {:.1f} dBTP)",
                     report.guard_events, report.guard_events == 1 ? "" : "s",
                     static_cast<double>(report.guarded_frames) / rate_hz,
                     -report.deepest_guard.value(), ceiling_dbtp);
}

std::string at_times(const models::TrackSummary& t) {
  constexpr std::size_t kMost = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(kMost, t.guard_times.size()); ++i) {
    text += (i == 0 ? "; at " : ", ") + measure::clock_text(t.guard_times[i]);
  }
  return text + (t.guard_times.size() > kMost ? " …" : "");
}

bool electric(const models::TrackSummary& t) {
  return t.report.ears[0].electric || t.report.ears[1].electric;
}

std::string implant_text(const models::TrackSummary& t) {
  const bool left = t.report.ears[0].electric, right = t.report.ears[1].electric;
  return fmt::format("{}: one possible percept; live it would be {:.1f} ms late",
                     left && right ? "both ears"
                     : left        ? "left ear"
                                   : "right ear",
                     1e3 * static_cast<double>(t.report.latency_frames) / t.rate.value());
}

std::string speech_lines(const models::SpeechAudibility& audibility) {
  std::string text;
  const char* name = "speech";
  for (const std::string& sentence : audibility::sentences(audibility)) {
    text += line(name, sentence);
    name = "";
  }
  return text;
}

// What is in it lies below this ear's threshold, and playing it louder would help.
bool nearly_all_below(const models::TrackSummary& t) {
  if (t.report.ears[0].silent && t.report.ears[1].silent) return false;
  return share_below(t.report.ears[0]).value_or(0.0) > kNearlyAll &&
         share_below(t.report.ears[1]).value_or(0.0) > kNearlyAll;
}

const char* mode_word(render::TinnitusMode mode) {
  switch (mode) {
    case render::TinnitusMode::off:
      return "off";
    case render::TinnitusMode::soft:
      return "soft";
    case render::TinnitusMode::full:
      break;
  }
  return "full";
}

std::string ringing_text(const models::RingingSummary& ringing) {
  if (ringing.mode == render::TinnitusMode::off) return "left out, as asked";
  const bool soft = ringing.mode == render::TinnitusMode::soft;
  std::string text = soft ? "softly, at most 35 dB SPL" : "as the listener has it";
  if (ringing.limit && ringing.limit->value() < kHeldDownDb) {
    text += fmt::format(", held down by up to {:.1f} dB, to {}the programme's loudness",
                        -ringing.limit->value(), soft ? "20 LU below " : "");
  }
  return text;
}

std::string msbg_text(const models::MsbgSummary& msbg) {
  std::string text = line("model", models::to_line(msbg));
  if (msbg.guarded) {
    text += line("", "the guard acted: the file is no longer the published program's");
  }
  return text;
}

std::string to_text(const models::TrackSummary& t, double ceiling_dbtp) {
  std::string text;
  text += line("sound", fmt::format("track {}, {:.2f} s, {:.0f} Hz, {} → {} channel{}, {}", t.track,
                                    seconds(t), t.rate.value(), t.channels_in, t.channels_out,
                                    t.channels_out == 1 ? "" : "s", t.encoder));
  text += line("assumed level",
               fmt::format("fs={:.1f}: {} in, {} out (RMS)", t.calibration.unit_rms().value(),
                           level(t.level_in, t.calibration), level(t.level_out, t.calibration)));
  if (electric(t)) text += line("implant", implant_text(t));
  const auto* msbg = std::get_if<models::MsbgSummary>(&t.model);
  const auto* scene = std::get_if<models::SceneSummary>(&t.model);
  if (msbg != nullptr) text += msbg_text(*msbg);
  if (t.audibility) text += speech_lines(*t.audibility);
  if (scene == nullptr && nearly_all_below(t)) {  // along a scene that may well be meant
    text += line("",
                 "this listener hears almost none of the sound: if it plays louder than "
                 "assumed, say so with --calibration");
  }
  if (t.gain.value() != 0.0) text += line("gain", fmt::format("{:+.1f} dB", t.gain.value()));
  if (t.fold_peak_db) {
    text += line(
        "fold to stereo",
        fmt::format("ITU-R BS.775 without LFE; peak {:+.1f} dB re full scale", *t.fold_peak_db));
  }
  if (scene != nullptr) text += scene_text(*scene);
  if (const auto* ringing = std::get_if<models::RingingSummary>(&t.model)) {
    text += line("ringing", ringing_text(*ringing));
  }
  if (t.loudness) text += loudness_lines(*t.loudness, measure::clock_text);
  text += line("guard", guard_text(t.report, ceiling_dbtp, t.rate.value()) + at_times(t));
  if (t.report.non_finite_samples > 0) {
    text += line("silenced", fmt::format("{} samples: not numbers, or 120 dB over full scale",
                                         t.report.non_finite_samples));
  }
  return text;
}

nlohmann::ordered_json to_json(const models::RingingSummary& ringing) {
  return {{"mode", mode_word(ringing.mode)},
          {"inner_sound_limit_db",
           ringing.limit ? nlohmann::ordered_json(ringing.limit->value()) : nullptr}};
}

nlohmann::ordered_json to_json(const models::MsbgSummary& s) {
  nlohmann::ordered_json steps, delays;
  for (std::size_t side = 0; side < 2; ++side) {
    const char* name = side == 0 ? "left" : "right";
    const auto& ear = s.ears[side];
    steps[name] = ear ? nlohmann::ordered_json(ear->level_step_db) : nlohmann::ordered_json();
    delays[name] = ear ? nlohmann::ordered_json(ear->delay_frames) : nlohmann::ordered_json();
  }
  return {{"model", "msbg"},
          {"version", models::kMsbgVersion},
          {"precision", models::precision_word(s.options)},
          {"source_position", models::position_word(s.options)},
          {"level", models::level_word(s.options)},
          {"level_step_db", std::move(steps)},
          {"delay_frames", std::move(delays)},
          {"aligned", s.options.aligned},
          {"resampled_from_hz", s.resampled_from ? nlohmann::ordered_json(s.resampled_from->value())
                                                 : nlohmann::ordered_json()},
          {"is_the_reference", !s.guarded && !s.resampled_from}};
}

nlohmann::ordered_json to_json(const models::TrackSummary& t) {
  const auto optional = [](const auto& v) -> nlohmann::ordered_json {
    return v ? nlohmann::ordered_json(*v) : nlohmann::ordered_json();
  };
  const auto spl = [&](const std::optional<DbFs>& rms) -> nlohmann::ordered_json {
    return rms ? nlohmann::ordered_json(t.calibration.to_spl(*rms).value())
               : nlohmann::ordered_json();
  };
  auto guard_times = nlohmann::ordered_json::array();
  for (const Seconds time : t.guard_times) guard_times.push_back(time.value());
  nlohmann::ordered_json json = {
      {"track", t.track},
      {"seconds", seconds(t)},
      {"rate_hz", t.rate.value()},
      {"channels_in", t.channels_in},
      {"channels_out", t.channels_out},
      {"frames", t.frames},
      {"encoder", t.encoder},
      {"unit_rms_db_spl", t.calibration.unit_rms().value()},
      {"level_in_db_spl", spl(t.level_in)},
      {"level_out_db_spl", spl(t.level_out)},
      {"gain_db", t.gain.value()},
      {"speech_audibility",
       t.audibility ? audibility::to_json(*t.audibility, false) : nlohmann::ordered_json()},
      {"fold_peak_db", optional(t.fold_peak_db)},
      {"guard",
       {{"events", t.report.guard_events},
        {"frames", t.report.guarded_frames},
        {"deepest_db", t.report.deepest_guard.value()},
        {"seconds", std::move(guard_times)}}},
      {"non_finite_samples", t.report.non_finite_samples}};
  if (t.loudness) json["loudness"] = jobs::to_json(*t.loudness);
  if (electric(t)) {
    json["implant"] = {{"left", t.report.ears[0].electric},
                       {"right", t.report.ears[1].electric},
                       {"live_latency_frames", t.report.latency_frames}};
  }
  if (const auto* msbg = std::get_if<models::MsbgSummary>(&t.model)) json["msbg"] = to_json(*msbg);
  if (const auto* scene = std::get_if<models::SceneSummary>(&t.model))
    json["scene"] = jobs::to_json(*scene);
  if (const auto* ringing = std::get_if<models::RingingSummary>(&t.model))
    json["ringing"] = to_json(*ringing);
  return json;
}

// A line for each.
std::string stems_text(const std::vector<models::StemFacts>& stems) {
  std::size_t wide = 0;
  for (const models::StemFacts& stem : stems) {
    wide = std::max(wide, stem.written.stem.name.size());
  }
  std::string text;
  for (const models::StemFacts& stem : stems) {
    text += line(text.empty() ? "stems" : "", fmt::format("{:<{}}  {}", stem.written.stem.name,
                                                          wide, level_text(stem.loudness)));
  }
  return text;
}

nlohmann::ordered_json to_json(const models::StemFacts& stem) {
  auto loudness = jobs::to_json(stem.loudness);
  for (const char* key : {"dialogue_lufs", "dialogue_share", "dialogue"}) loudness.erase(key);
  return {{"name", stem.written.stem.name},
          {"file", stem.written.file},
          {"loudness", std::move(loudness)}};
}

}  // namespace

std::string to_text(const RenderSummary& summary) {
  std::string text = fmt::format("{}: one possible percept {} \"{}\"\n", summary.out,
                                 summary.heard.relation, summary.heard.name);
  double length = 0.0;
  for (const models::TrackSummary& track : summary.tracks) {
    text += to_text(track, summary.ceiling_dbtp);
    length = std::max(length, seconds(track));
  }
  const char* name = "captions";
  for (const std::string& sentence : summary.captions) {
    text += line(name, sentence);
    name = "";
  }
  if (summary.haptics) text += line("vibration", haptics::sentence(*summary.haptics));
  text += stems_text(summary.stems);
  for (const std::string& notice : summary.notices) text += line("please read", notice);
  for (const std::string& note : summary.notes) text += line("note", note);
  text += line("took", fmt::format("{:.1f} s, {:.0f} × real time", summary.seconds_taken,
                                   length / std::max(summary.seconds_taken, 1e-3)));
  return text;
}

std::string to_json(const RenderSummary& summary) {
  nlohmann::ordered_json json = {{"out", summary.out},
                                 {summary.heard.key, summary.heard.name},
                                 {"ceiling_dbtp", summary.ceiling_dbtp},
                                 {"tracks", nlohmann::ordered_json::array()},
                                 {"haptics", haptics::to_json(summary.haptics)},
                                 {"notices", summary.notices},
                                 {"notes", summary.notes},
                                 {"seconds_taken", summary.seconds_taken}};
  for (const models::TrackSummary& track : summary.tracks) json["tracks"].push_back(to_json(track));
  if (!summary.captions.empty()) json["captions"] = summary.captions;
  for (const models::StemFacts& stem : summary.stems) json["stems"].push_back(to_json(stem));
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace otoscape::jobs
