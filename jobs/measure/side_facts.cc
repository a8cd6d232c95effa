// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/side_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "io/input_path.h"
#include "jobs/measure/row_meter.h"

namespace otoscape::jobs::measure {
namespace {

constexpr double kWorthSayingSeconds = 0.5;
constexpr double kNothing = -std::numeric_limits<double>::infinity();
constexpr float kLargest = 1e6f;  // 120 dB above full scale: no sound

// One channel counts as the same sound in both.
RowMeter meter_of(Hertz rate, int channels) {
  constexpr double kBoth[] = {2.0}, kEach[] = {1.0, 1.0};
  return channels == 1 ? RowMeter(rate, kBoth) : RowMeter(rate, kEach);
}

double loudest_3s_lufs(const metrics::LoudnessRows& rows) {
  const std::int64_t window = std::min(rows.rows(), metrics::LoudnessRows::kShortTerm);
  if (window == 0) return kNothing;
  const auto loudest = rows.loudest(window, 0, rows.rows());
  return loudest ? loudest->lufs : kNothing;
}

}  // namespace

void silence_what_is_no_sound(FullScaleBlock sound) {
  for (int c = 0; c < sound.channels(); ++c) {
    for (float& x : sound.channel(c)) x = std::abs(x) <= kLargest ? x : 0.0f;
  }
}

Result<SideReader> open_side(const std::string& path) {
  if (auto status = io::must_be_read_twice(path); !status) return status.error();
  auto reader = io::media::MediaReader::open(path);
  if (!reader) return reader.error();
  const io::media::MediaInfo& info = (*reader)->info();
  if (info.best_track < 0) return failed(fmt::format("{}: there is no sound in it", path));
  const int stream = info.tracks[static_cast<std::size_t>(info.best_track)];
  const int channels = info.streams[static_cast<std::size_t>(stream)].channels;
  if (channels > 2) {
    return failed(
        fmt::format("{}: its sound has {} channels; a sound beside the programme has one or two",
                    path, channels));
  }
  if (auto status = (*reader)->choose({stream}, false); !status) return status.error();
  return SideReader{std::move(*reader), stream};
}

Result<SideFacts> measure_side(const std::string& path) {
  auto side = open_side(path);
  if (!side) return side.error();
  const io::media::StreamInfo& about =
      side->reader->info().streams[static_cast<std::size_t>(side->stream)];
  SideFacts facts{Seconds(0), about.rate, about.channels, std::nullopt, kNothing};
  RowMeter meter = meter_of(about.rate, about.channels);
  std::int64_t frames = 0;
  const auto take = [&](io::media::Piece piece) {
    auto* sound = std::get_if<io::media::SoundPiece>(&piece);
    if (sound == nullptr) return ok();
    silence_what_is_no_sound(sound->block());
    std::vector<std::span<const float>> channels;
    for (int c = 0; c < about.channels; ++c) channels.push_back(sound->block().channel(c));
    meter.add(channels, static_cast<std::size_t>(sound->frames));
    frames += sound->frames;
    return ok();
  };
  if (auto status = side->reader->read_to_end(take); !status) return status.error();
  if (frames == 0) return failed(fmt::format("{}: its sound has zero length", path));
  facts.length = to_seconds(Frames(frames), about.rate);
  facts.active_lufs = meter.rows().integrated_lufs();
  facts.loudest_3s_lufs = loudest_3s_lufs(meter.rows());
  return facts;
}

std::vector<std::string> side_notes(const std::string& path, const SideFacts& facts, Hertz rate,
                                    Seconds offset, Seconds programme_length) {
  std::vector<std::string> notes;
  const double late = offset.value() + facts.length.value() - programme_length.value();
  if (late < -kWorthSayingSeconds) {
    notes.push_back(
        fmt::format("{}: ends {:.1f} s before the programme; silence follows", path, -late));
  }
  if (late > kWorthSayingSeconds) {
    notes.push_back(
        fmt::format("{}: reaches {:.1f} s beyond the programme; that is left out", path, late));
  }
  if (facts.rate != rate) {
    notes.push_back(fmt::format("{}: is resampled from {:.0f} to {:.0f} Hz", path,
                                facts.rate.value(), rate.value()));
  }
  return notes;
}

}  // namespace otoscape::jobs::measure
