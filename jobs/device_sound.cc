// SPDX-License-Identifier: Apache-2.0
#include "jobs/device_sound.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/media/read/media_reader.h"
#include "io/media/resample.h"

namespace otoscape::jobs {
namespace {

constexpr double kRateTolerance = 0.06, kLongestS = 600.0;

// One channel of the wanted part of a track, and the level of all of it.
class Collector {
 public:
  Collector(const DeviceSoundOptions& options, const io::media::StreamInfo& stream, bool is_film)
      : right_(options.right && stream.channels > 1), is_film_(is_film) {
    const double rate = stream.rate.value();
    first_ = std::llround(options.start.value_or(Seconds(0)).value() * rate);
    longest_ = std::llround(kLongestS * rate);
    wanted_ = options.duration ? std::llround(options.duration->value() * rate) : longest_ + 1;
    wanted_ = std::min(wanted_, longest_ + 1);
    if (options.calibration.needs_measuring()) {
      level_.emplace(StreamSpec{stream.rate, std::min(stream.channels, 2)},
                     options.calibration.measure());
    }
  }

  void add(io::media::SoundPiece& piece) {
    if (level_) level_->add(piece.block());
    if (!is_film_ && !begin_) begin_ = piece.first;
    const std::int64_t place = piece.first - begin_.value_or(0) - first_;
    const auto& channel = piece.samples[right_ && piece.channels > 1 ? 1 : 0];
    const std::int64_t from = std::max<std::int64_t>(0, -place);
    const std::int64_t to = std::min<std::int64_t>(piece.frames, wanted_ - place);
    if (from >= to) return;
    sound_.resize(static_cast<std::size_t>(place + to), 0.0);
    for (std::int64_t n = from; n < to; ++n) {
      const double sample = channel[static_cast<std::size_t>(n)];
      sound_[static_cast<std::size_t>(place + n)] = std::isfinite(sample) ? sample : 0.0;
    }
  }

  // Nothing more is of use.
  bool full() const { return !level_ && static_cast<std::int64_t>(sound_.size()) >= wanted_; }
  bool too_long() const { return static_cast<std::int64_t>(sound_.size()) > longest_; }
  std::vector<double>& sound() { return sound_; }
  const std::optional<measure::ProgrammeLevel>& level() const { return level_; }

 private:
  bool right_, is_film_;
  std::int64_t first_ = 0, wanted_ = 0, longest_ = 0;  // frames
  std::optional<std::int64_t> begin_;
  std::optional<measure::ProgrammeLevel> level_;
  std::vector<double> sound_;
};

Status collect(io::media::MediaReader& reader, int stream, Collector& collector,
               const io::ProgressCall& progress) {
  if (auto status = reader.choose({stream}, /*copy_others=*/false); !status) return status;
  const auto take = [&](io::media::Piece piece) -> Status {
    if (auto* sound = std::get_if<io::media::SoundPiece>(&piece)) collector.add(*sound);
    return ok();
  };
  while (!collector.full()) {
    progress({"reading", reader.progress()});
    const auto more = reader.read(take);
    if (!more) return more.error();
    if (!*more) break;
  }
  return ok();
}

// To pascals, to the device's rate and units.
Status to_device(const DeviceSoundOptions& options, DeviceSound& sound) {
  const Hertz rate = implant::device_rate(options.strategy);
  if (std::abs(sound.source_rate / rate - 1.0) > kRateTolerance) {
    auto resampled = io::media::resample(sound.samples, sound.source_rate, rate);
    if (!resampled) return resampled.error();
    sound.samples = *std::move(resampled);
    sound.resampled = true;
  }
  const double gain =
      sound.calibration.pascals_per_unit() * implant::device_units_per_pascal(options.strategy);
  for (double& sample : sound.samples) sample *= gain;
  return ok();
}

}  // namespace

Result<DeviceSound> device_sound(const DeviceSoundOptions& options,
                                 const io::ProgressCall& progress) {
  auto opened = io::media::MediaReader::open(
      options.in, {.layout = options.input_layout, .layout_option = "--input-layout"});
  if (!opened) return opened.error();
  io::media::MediaReader& reader = **opened;
  const io::media::MediaInfo& info = reader.info();
  if (info.best_track < 0) return failed(fmt::format("{}: there is no sound in it", options.in));
  const int stream = info.tracks[static_cast<std::size_t>(info.best_track)];
  const io::media::StreamInfo track = info.streams[static_cast<std::size_t>(stream)];
  Collector collector(options, track, info.is_film);
  if (auto status = collect(reader, stream, collector, progress); !status) return status.error();
  if (collector.sound().empty()) {
    return failed(fmt::format("{}: there is no sound in {}", options.in,
                              options.start || options.duration ? "this region" : "it"));
  }
  if (collector.too_long()) {
    return failed(
        fmt::format("{}: an electrodogram holds at most ten minutes; choose them with "
                    "--start and --duration",
                    options.in));
  }
  DeviceSound sound;
  sound.samples = std::move(collector.sound());
  sound.source_rate = track.rate;
  sound.calibration = options.calibration.fixed;
  sound.notes = reader.troubles();
  if (collector.level()) {
    const measure::ChosenCalibration chosen =
        measure::choose_calibration(options.calibration, *collector.level());
    sound.calibration = chosen.calibration;
    if (!chosen.note.empty()) sound.notes.push_back(chosen.note);
  }
  if (auto status = to_device(options, sound); !status) return status.error();
  return sound;
}

}  // namespace otoscape::jobs
