// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/side_track.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "io/media/stream_resampler.h"
#include "jobs/measure/side_facts.h"

namespace otoscape::jobs::models {
namespace {

using Resampled = std::array<std::vector<double>, 2>;

}  // namespace

struct SideTrack::Impl {
  Status open_resampler();
  void pull();
  void take(const io::media::SoundPiece& sound);
  void take(const Resampled& sound);
  void resample(const io::media::SoundPiece& sound);
  void drop_before(std::int64_t frame);
  std::int64_t end() const { return begin + std::ssize(ready[0]); }

  std::string path;
  measure::SideReader side;
  int channels = 1;
  Hertz from, to;
  std::optional<io::media::StreamResampler> resampler;  // none: equal rates
  std::int64_t offset = 0;

  // Frames of the file at the programme's rate: [begin, begin + size) are at hand.
  std::array<std::vector<float>, 2> ready;
  std::int64_t begin = 0;
  std::int64_t wanted = 0;  // earlier frames are dropped
  bool ended = false;
  std::vector<std::string> troubles;
};

SideTrack::SideTrack(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SideTrack::~SideTrack() = default;

Result<std::unique_ptr<SideTrack>> SideTrack::open(const std::string& path, Hertz rate,
                                                   Seconds offset) {
  auto side = measure::open_side(path);
  if (!side) return side.error();
  auto impl = std::make_unique<Impl>();
  const io::media::StreamInfo& about =
      side->reader->info().streams[static_cast<std::size_t>(side->stream)];
  impl->path = path;
  impl->channels = about.channels;
  impl->from = about.rate;
  impl->to = rate;
  impl->offset = to_frames(offset, rate).value();
  impl->side = std::move(*side);
  if (auto status = impl->open_resampler(); !status) return status.error();
  return std::unique_ptr<SideTrack>(new SideTrack(std::move(impl)));
}

Status SideTrack::Impl::open_resampler() {
  if (from == to) return ok();
  auto made = io::media::StreamResampler::make(from, to, channels);
  if (!made) return failed(fmt::format("{}: {}", path, made.error().sentence));
  resampler = *std::move(made);
  return ok();
}

// Reads one packet's worth.
void SideTrack::Impl::pull() {
  const auto more = side.reader->read([&](io::media::Piece piece) {
    if (auto* sound = std::get_if<io::media::SoundPiece>(&piece)) {
      measure::silence_what_is_no_sound(sound->block());
      if (resampler) {
        resample(*sound);
      } else {
        take(*sound);
      }
    }
    return ok();
  });
  if (more && *more) return;
  if (!more) troubles.push_back(more.error().sentence);
  if (resampler) {
    Resampled rest;
    resampler->finish(rest);
    take(rest);
  }
  ended = true;
}

void SideTrack::Impl::resample(const io::media::SoundPiece& sound) {
  Resampled in, out;
  for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c) {
    in[c].assign(sound.samples[c].begin(), sound.samples[c].begin() + sound.frames);
  }
  resampler->push({in[0], in[1]}, out);
  take(out);
}

void SideTrack::Impl::take(const Resampled& sound) {
  for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c) {
    for (const double x : sound[c]) ready[c].push_back(static_cast<float>(x));
  }
  drop_before(wanted);
}

void SideTrack::Impl::take(const io::media::SoundPiece& sound) {
  for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c) {
    ready[c].insert(ready[c].end(), sound.samples[c].begin(),
                    sound.samples[c].begin() + sound.frames);
  }
  drop_before(wanted);
}

void SideTrack::Impl::drop_before(std::int64_t frame) {
  const std::int64_t count = std::clamp<std::int64_t>(frame - begin, 0, std::ssize(ready[0]));
  for (auto& channel : ready) {
    if (!channel.empty()) channel.erase(channel.begin(), channel.begin() + count);
  }
  begin += count;
}

void SideTrack::read(std::int64_t first_frame, FullScaleBlock out) {
  Impl& p = *impl_;
  const std::int64_t first = first_frame - p.offset, last = first + out.frames();
  p.wanted = first;
  p.drop_before(first);
  while (!p.ended && p.end() < last) p.pull();
  for (int c = 0; c < out.channels(); ++c) {
    const auto to = out.channel(c);
    std::ranges::fill(to, 0.0f);
    const std::int64_t from = std::max(first, p.begin), end = std::min(last, p.end());
    const auto& left = p.ready[0];
    const auto& right = p.ready[p.channels == 2 ? 1 : 0];
    for (std::int64_t frame = from; frame < end; ++frame) {
      const auto at = static_cast<std::size_t>(frame - p.begin);
      const float mean = 0.5f * (left[at] + right[at]);
      to[static_cast<std::size_t>(frame - first)] = out.channels() == 1 ? mean
                                                    : c == 0            ? left[at]
                                                                        : right[at];
    }
  }
}

std::vector<std::string> SideTrack::troubles() const {
  std::vector<std::string> found = impl_->troubles;
  for (const std::string& trouble : impl_->side.reader->troubles()) {
    found.push_back(fmt::format("{}: {}", impl_->path, trouble));
  }
  return found;
}

}  // namespace otoscape::jobs::models
