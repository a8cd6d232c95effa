// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/msbg_model.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "jobs/models/msbg_track.h"
#include "otoscape/ear/fit_msbg.h"
#include "otoscape/loss/msbg/level_step.h"
#include "otoscape/loss/msbg/sampling.h"

namespace otoscape::jobs::models {

using loss::msbg::LevelStep;

namespace {

bool same(const loss::msbg::Audiogram& a, const loss::msbg::Audiogram& b) {
  return a.frequencies_hz == b.frequencies_hz && a.thresholds_db_hl == b.thresholds_db_hl;
}

}  // namespace

// What the first pass keeps of a track.
struct MsbgModel::Level {
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

MsbgModel::MsbgModel(MsbgRequest request, Ears ears, bool side_by_side, bool is_film)
    : request_(std::move(request)), ears_(ears), side_by_side_(side_by_side), is_film_(is_film) {
  if (is_film) request_.options.aligned = true;
  hearing::HearingProfile& heard = request_.listener;
  if (ears == Ears::left) heard.right = heard.left;
  if (ears == Ears::right) heard.left = heard.right;
}

Result<std::unique_ptr<MsbgModel>> MsbgModel::make(const MsbgRequest& request, Ears ears,
                                                   bool side_by_side, const InputFile& in,
                                                   std::vector<std::string>& notes) {
  std::unique_ptr<MsbgModel> model(new MsbgModel(request, ears, side_by_side, in.info().is_film));
  const hearing::HearingProfile& heard = model->request_.listener;
  for (const auto& [ear, side, at] :
       {std::tuple{&heard.left, ears == Ears::right ? "right" : "left", 0},
        std::tuple{&heard.right, ears == Ears::left ? "left" : "right", 1}}) {
    auto audiogram = ear::fit_msbg(*ear, side);
    if (!audiogram) return audiogram.error();
    model->audiograms_[static_cast<std::size_t>(at)] = *std::move(audiogram);
  }
  for (const int stream : in.streams()) {
    const double rate_hz = in.stream(stream).rate.value();
    if (rate_hz != loss::msbg::kRateHz && !request.options.resample) {
      return failed(fmt::format(
          "{}: the MSBG model runs at 44100 Hz and this sound has {:.0f} Hz; --resample "
          "brings it there, --model live renders it as it is",
          in.path(), rate_hz));
    }
  }
  const auto unknown = ear::unknown_to_msbg(heard);
  if (!unknown.empty()) {
    notes.push_back(fmt::format("the MSBG model knows air thresholds only; left out: {}",
                                fmt::join(unknown, ", ")));
  }
  return model;
}

Status MsbgModel::measure(InputFile& in, const io::ProgressCall& progress,
                          std::vector<std::string>&) {
  auto reader = in.read(/*copy_others=*/false);
  if (!reader) return reader.error();
  std::map<int, Level> levels;
  const auto take = [&](io::media::Piece piece) -> Status {
    if (auto* sound = std::get_if<io::media::SoundPiece>(&piece)) {
      if (!levels.contains(sound->stream)) {
        const io::media::StreamInfo& about = in.stream(sound->stream);
        auto input = MsbgInput::make(about.rate, std::min(about.channels, 2));
        if (!input) return input.error();
        levels.try_emplace(sound->stream, *std::move(input), request_.options.level_step);
      }
      Level& level = levels.at(sound->stream);
      level.input.push(*sound, level.sound);
      level.add();
    }
    progress({"measuring", (*reader)->progress()});
    return ok();
  };
  if (auto status = (*reader)->read_to_end(take); !status) return status;
  for (auto& [stream, level] : levels) {
    level.input.finish(level.sound);
    level.add();
    if (auto status = keep_gains(stream, level, in.path()); !status) return status;
  }
  return ok();
}

Status MsbgModel::keep_gains(int stream, const Level& level, const std::string& path) {
  if (level.frames < loss::msbg::kFewestFrames) {
    return failed(
        fmt::format("{}: the MSBG model needs at least {} frames (10 ms), and this sound "
                    "has {}; --model live renders it",
                    path, loss::msbg::kFewestFrames, level.frames));
  }
  for (int c = 0; c < level.input.channels(); ++c) {
    if (c == 0 && ears_ == Ears::right && level.input.channels() == 2) continue;
    if (c == 1 && ears_ == Ears::left) continue;
    const auto gain = level.gain(c);
    if (!gain) {
      return failed(fmt::format("{}: {}; --model live renders it", path, gain.error().sentence));
    }
    gains_[stream][static_cast<std::size_t>(c)] = *gain;
  }
  return ok();
}

Result<std::unique_ptr<RenderedTrack>> MsbgModel::track(const TrackSpec& spec,
                                                        const render::RenderParams& params,
                                                        std::vector<std::string>&) {
  const MsbgOptions& options = request_.options;
  const bool alike = same(audiograms_[0], audiograms_[1]);
  const loss::msbg::Params model{options.position, params.calibration.unit_rms().value(),
                                 options.aligned};
  MsbgSummary summary;
  summary.options = options;
  summary.full_scale_db_spl = model.full_scale_db_spl;
  if (spec.rate.value() != loss::msbg::kRateHz) summary.resampled_from = spec.rate;
  std::vector<MsbgTrack::Ear> ears;
  for (std::size_t side = 0; side < 2; ++side) {
    if (ears_ == (side == 0 ? Ears::right : Ears::left)) continue;
    const int channel = side == 1 && spec.channels == 2 ? 1 : 0;
    auto design = loss::msbg::Design::make(audiograms_[side], model);
    if (!design) return design.error();
    const double gain = gains_[spec.stream][static_cast<std::size_t>(channel)];
    summary.ears[side] = {20.0 * std::log10(gain), model.aligned ? 0 : design->delay_frames()};
    if (side == 1 && spec.channels == 1 && alike && !ears.empty()) continue;  // mono stays mono
    ears.push_back({channel, *std::move(design), gain});
  }
  summaries_[spec.stream] = summary;
  return MsbgTrack::make({spec.stream, spec.rate, spec.channels, options.single_precision, is_film_,
                          side_by_side_, params.ceiling_dbtp},
                         ears);
}

void MsbgModel::summarise(const TrackSpan& span, TrackSummary& summary,
                          std::vector<std::string>&) const {
  MsbgSummary made = summaries_.at(span.stream);
  made.guarded = summary.report.guard_events > 0;
  summary.model = made;
}

std::string MsbgModel::comment() const {
  std::string text;
  for (const auto& [stream, summary] : summaries_) {
    text += (text.empty() ? "otoscape: " : "; ") + to_line(summary);
  }
  return text;
}

}  // namespace otoscape::jobs::models
