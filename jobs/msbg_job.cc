// SPDX-License-Identifier: Apache-2.0
#include "jobs/msbg_job.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "jobs/msbg_track.h"
#include "otoscape/ear/fit_msbg.h"
#include "otoscape/loss/msbg/level_step.h"
#include "otoscape/loss/msbg/sampling.h"

namespace otoscape::jobs {

using loss::msbg::LevelStep;

namespace {

bool same(const loss::msbg::Audiogram& a, const loss::msbg::Audiogram& b) {
  return a.frequencies_hz == b.frequencies_hz && a.thresholds_db_hl == b.thresholds_db_hl;
}

}  // namespace

// What the first pass keeps of a track.
struct MsbgJob::Level {
  Level(MsbgInput from, LevelStep step) : input(std::move(from)), level_step(step) {}

  void add() {
    frames += std::ssize(sound[0]);
    const bool stereo = input.channels() == 2;
    if (stereo && level_step == LevelStep::per_ear) {
      meters[1].push(std::span<const double>(sound[1]));
    }
    if (stereo && level_step == LevelStep::joint) {
      meters[0].push(std::span<const double>(sound[0]), std::span<const double>(sound[1]));
    } else {
      meters[0].push(std::span<const double>(sound[0]));
    }
    for (auto& channel : sound) channel.clear();
  }
  Result<double> gain(int channel) const {
    const bool own = level_step == LevelStep::per_ear && input.channels() == 2;
    return meters[own ? static_cast<std::size_t>(channel) : 0].gain();
  }

  MsbgInput input;
  LevelStep level_step;
  MsbgInput::Channels sound;
  std::array<loss::msbg::LevelMeter, 2> meters;
  std::int64_t frames = 0;
};

const io::media::StreamInfo& MsbgJob::about(int stream) const {
  return info_.streams[static_cast<std::size_t>(stream)];
}

int MsbgJob::channels_of(int stream) const { return std::min(about(stream).channels, 2); }

Result<std::unique_ptr<MsbgJob>> MsbgJob::make(const Asked& asked, const io::media::MediaInfo& info,
                                               const std::set<int>& tracks,
                                               std::vector<std::string>& notes) {
  std::unique_ptr<MsbgJob> job(new MsbgJob(asked, info));
  if (info.is_film) job->asked_.options.aligned = true;
  hearing::HearingProfile& heard = job->asked_.listener;
  if (asked.ears == Ears::left) heard.right = heard.left;
  if (asked.ears == Ears::right) heard.left = heard.right;
  for (const auto& [ear, side, at] :
       {std::tuple{&heard.left, asked.ears == Ears::right ? "right" : "left", 0},
        std::tuple{&heard.right, asked.ears == Ears::left ? "left" : "right", 1}}) {
    auto audiogram = ear::fit_msbg(*ear, side);
    if (!audiogram) return audiogram.error();
    job->audiograms_[static_cast<std::size_t>(at)] = *std::move(audiogram);
  }
  for (const int stream : tracks) {
    const double rate_hz = job->about(stream).rate.value();
    if (rate_hz != loss::msbg::kRateHz && !asked.options.resample) {
      return failed(fmt::format(
          "{}: the laboratory's model runs at 44100 Hz and this sound has {:.0f} Hz; --resample "
          "brings it there, --model live renders it as it is",
          asked.in, rate_hz));
    }
  }
  const auto unknown = ear::unknown_to_msbg(heard);
  if (!unknown.empty()) {
    notes.push_back(fmt::format("the laboratory's model knows air thresholds only; left out: {}",
                                fmt::join(unknown, ", ")));
  }
  return job;
}

Status MsbgJob::measure(io::media::MediaReader& reader, const ProgressCall& progress) {
  std::map<int, Level> levels;
  const auto take = [&](io::media::Piece piece) -> Status {
    if (auto* sound = std::get_if<io::media::SoundPiece>(&piece)) {
      const auto known = levels.find(sound->stream);
      if (known == levels.end()) {
        auto input = MsbgInput::make(about(sound->stream).rate, channels_of(sound->stream));
        if (!input) return input.error();
        levels.try_emplace(sound->stream, *std::move(input), asked_.options.level_step);
      }
      Level& level = levels.at(sound->stream);
      level.input.push(*sound, level.sound);
      level.add();
    }
    progress({"measuring", reader.progress()});
    return ok();
  };
  while (true) {
    auto more = reader.read(take);
    if (!more) return more.error();
    if (!*more) break;
  }
  for (auto& [stream, level] : levels) {
    level.input.finish(level.sound);
    level.add();
    if (level.frames < loss::msbg::kFewestFrames) {
      return failed(
          fmt::format("{}: the laboratory's model needs at least {} frames (10 ms), and this sound "
                      "has {}; --model live renders it",
                      asked_.in, loss::msbg::kFewestFrames, level.frames));
    }
    for (int c = 0; c < level.input.channels(); ++c) {
      if (c == 0 && asked_.ears == Ears::right && level.input.channels() == 2) continue;
      if (c == 1 && asked_.ears == Ears::left) continue;
      const auto gain = level.gain(c);
      if (!gain) {
        return failed(
            fmt::format("{}: {}; --model live renders it", asked_.in, gain.error().sentence));
      }
      gains_[stream][static_cast<std::size_t>(c)] = *gain;
    }
  }
  return ok();
}

Result<std::unique_ptr<RenderedTrack>> MsbgJob::track(int stream,
                                                      const render::RenderParams& params) {
  const int channels = channels_of(stream);
  const bool alike = same(audiograms_[0], audiograms_[1]);
  const loss::msbg::Params model{asked_.options.position, params.calibration.unit_rms().value(),
                                 asked_.options.aligned};
  MsbgSummary summary;
  summary.options = asked_.options;
  summary.full_scale_db_spl = model.full_scale_db_spl;
  if (about(stream).rate.value() != loss::msbg::kRateHz)
    summary.resampled_from = about(stream).rate;
  std::vector<MsbgTrack::Ear> ears;
  for (std::size_t side = 0; side < 2; ++side) {
    if (asked_.ears == (side == 0 ? Ears::right : Ears::left)) continue;
    const int channel = side == 1 && channels == 2 ? 1 : 0;
    auto design = loss::msbg::Design::make(audiograms_[side], model);
    if (!design) return design.error();
    const double gain = gains_[stream][static_cast<std::size_t>(channel)];
    summary.ears[side] = {20.0 * std::log10(gain), model.aligned ? 0 : design->delay_frames()};
    if (side == 1 && channels == 1 && alike && !ears.empty()) continue;  // mono stays mono
    ears.push_back({channel, *std::move(design), gain});
  }
  summaries_[stream] = summary;
  return MsbgTrack::make({stream, about(stream).rate, channels, asked_.options.single_precision,
                          info_.is_film, asked_.side_by_side, params.ceiling_dbtp},
                         ears);
}

MsbgSummary MsbgJob::summarise(int stream, const render::RenderReport& report) const {
  MsbgSummary summary = summaries_.at(stream);
  summary.guarded = report.guard_events > 0;
  return summary;
}

std::string MsbgJob::comment() const {
  std::string text;
  for (const auto& [stream, summary] : summaries_) {
    text += (text.empty() ? "otoscape: " : "; ") + to_line(summary);
  }
  return text;
}

}  // namespace otoscape::jobs
