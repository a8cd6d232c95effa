// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/side_track.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "io/media/ffmpeg.h"
#include "jobs/measure/side_facts.h"

namespace otoscape::jobs::models {

struct SideTrack::Impl {
  Status open_resampler();
  void pull();
  void take(const std::array<std::vector<float>, 2>& samples, int frames);
  void resample(const std::array<std::vector<float>, 2>& samples, int frames);
  void drop_before(std::int64_t frame);
  std::int64_t end() const { return begin + std::ssize(ready[0]); }

  std::string path;
  measure::SideReader side;
  int channels = 1;
  Hertz from, to;
  io::media::Ffmpeg<SwrContext> swr;  // none: equal rates
  std::int64_t offset = 0;

  // Frames of the file at the programme's rate: [begin, begin + size) are at hand.
  std::array<std::vector<float>, 2> ready;
  std::int64_t begin = 0;
  std::int64_t wanted = 0;  // what lies before is thrown away as it comes
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
  AVChannelLayout layout{};
  av_channel_layout_default(&layout, channels);
  SwrContext* made = nullptr;
  swr_alloc_set_opts2(&made, &layout, AV_SAMPLE_FMT_FLTP, static_cast<int>(to.value()), &layout,
                      AV_SAMPLE_FMT_FLTP, static_cast<int>(from.value()), 0, nullptr);
  swr.reset(made);
  const int error = swr ? swr_init(swr.get()) : AVERROR(ENOMEM);
  if (error < 0)
    return failed(fmt::format("{}: cannot be resampled: {}", path, io::media::words(error)));
  return ok();
}

// Reads one packet's worth.
void SideTrack::Impl::pull() {
  const auto more = side.reader->read([&](io::media::Piece piece) {
    if (auto* sound = std::get_if<io::media::SoundPiece>(&piece)) {
      measure::silence_what_is_no_sound(sound->block());
      if (swr) {
        resample(sound->samples, sound->frames);
      } else {
        take(sound->samples, sound->frames);
      }
    }
    return ok();
  });
  if (more && *more) return;
  if (!more) troubles.push_back(more.error().sentence);
  if (swr) resample({}, 0);  // what is still in it
  ended = true;
}

// No frames: the end.
void SideTrack::Impl::resample(const std::array<std::vector<float>, 2>& samples, int frames) {
  const int room = std::max(swr_get_out_samples(swr.get(), frames), 1);
  std::array<std::vector<float>, 2> out;
  std::array<std::uint8_t*, 2> to_planes{};
  std::array<const std::uint8_t*, 2> from_planes{};
  for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c) {
    out[c].resize(static_cast<std::size_t>(room));
    to_planes[c] = reinterpret_cast<std::uint8_t*>(out[c].data());
    from_planes[c] = reinterpret_cast<const std::uint8_t*>(samples[c].data());
  }
  const int made = swr_convert(swr.get(), to_planes.data(), room,
                               frames > 0 ? from_planes.data() : nullptr, frames);
  if (made > 0) take(out, made);
}

void SideTrack::Impl::take(const std::array<std::vector<float>, 2>& samples, int frames) {
  for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c) {
    ready[c].insert(ready[c].end(), samples[c].begin(), samples[c].begin() + frames);
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
