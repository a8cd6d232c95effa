// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/side_facts.h"

#include <ebur128.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "io/input_path.h"

namespace otoscape::jobs::measure {
namespace {

constexpr double kLoudestSeconds = 3.0, kLookSeconds = 0.1;
constexpr double kWorthSayingSeconds = 0.5;
constexpr double kNothing = -std::numeric_limits<double>::infinity();
constexpr float kLargest = 1e6f;  // 120 dB above full scale: no sound

class Meter {
 public:
  Meter(Hertz rate, int channels)
      : channels_(static_cast<std::size_t>(channels)),
        look_(static_cast<std::size_t>(std::lround(kLookSeconds * rate.value()))),
        meter_(ebur128_init(static_cast<unsigned>(channels),
                            static_cast<unsigned long>(rate.value()),
                            EBUR128_MODE_I | EBUR128_MODE_S | EBUR128_MODE_HISTOGRAM)) {
    if (channels == 1) ebur128_set_channel(meter_, 0, EBUR128_DUAL_MONO);
  }
  Meter(const Meter&) = delete;
  Meter& operator=(const Meter&) = delete;
  ~Meter() { ebur128_destroy(&meter_); }

  void add(FullScaleBlock sound) {
    for (int n = 0; n < sound.frames(); ++n) {
      for (std::size_t c = 0; c < channels_; ++c) {
        interleaved_.push_back(sound.channel(static_cast<int>(c))[static_cast<std::size_t>(n)]);
      }
      if (interleaved_.size() == look_ * channels_) look();
    }
  }

  std::optional<double> active_lufs() {
    double lufs = kNothing;
    return ebur128_loudness_global(meter_, &lufs) == EBUR128_SUCCESS && std::isfinite(lufs)
               ? std::optional(lufs)
               : std::nullopt;
  }

  double loudest_lufs(double length_s) {
    look();
    double lufs = kNothing;
    const auto window_ms = static_cast<unsigned long>(length_s * 1000.0);
    if (length_s < kLoudestSeconds && window_ms > 0 &&
        ebur128_loudness_window(meter_, window_ms, &lufs) == EBUR128_SUCCESS) {
      return lufs;
    }
    return loudest_;
  }

 private:
  void look() {
    ebur128_add_frames_float(meter_, interleaved_.data(), interleaved_.size() / channels_);
    interleaved_.clear();
    double lufs = kNothing;
    ebur128_loudness_shortterm(meter_, &lufs);
    loudest_ = std::max(loudest_, lufs);
  }

  std::size_t channels_, look_;
  std::vector<float> interleaved_;
  ebur128_state* meter_;
  double loudest_ = kNothing;
};

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
  Meter meter(about.rate, about.channels);
  std::int64_t frames = 0;
  const auto take = [&](io::media::Piece piece) {
    auto* sound = std::get_if<io::media::SoundPiece>(&piece);
    if (sound == nullptr) return ok();
    silence_what_is_no_sound(sound->block());
    meter.add(sound->block());
    frames += sound->frames;
    return ok();
  };
  if (auto status = side->reader->read_to_end(take); !status) return status.error();
  if (frames == 0) return failed(fmt::format("{}: its sound has zero length", path));
  facts.length = to_seconds(Frames(frames), about.rate);
  facts.active_lufs = meter.active_lufs();
  facts.loudest_3s_lufs = meter.loudest_lufs(facts.length.value());
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
