// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/frame_converter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/media/ffmpeg.h"
#include "io/media/read/fold.h"

namespace otoscape::io::media {

struct FrameConverter::Impl {
  Impl(int index, int count, int rate) : stream(index), channels(count), rate_hz(rate) {}
  ~Impl() { av_channel_layout_uninit(&layout); }
  Result<int> resample(const std::uint8_t* const* from, int frames);
  SoundPiece piece_of(int frames) const;

  int stream;
  int channels, rate_hz;   // of the output
  Ffmpeg<SwrContext> swr;  // to float at rate_hz; keeps the layout
  AVChannelLayout layout{};
  int in_rate_hz = 0, in_format = AV_SAMPLE_FMT_NONE;
  std::vector<FoldGains> fold;
  std::vector<std::vector<float>> wide;  // before the fold
};

namespace {

// Gains of each channel to both outputs; a mono output gets their mean.
std::vector<FoldGains> gains_of(const AVChannelLayout& layout) {
  if (layout.nb_channels == 1) return {{1.0f, 1.0f}};
  if (layout.nb_channels == 2) return {{1.0f, 0.0f}, {0.0f, 1.0f}};
  return fold_to_stereo(layout);
}

}  // namespace

FrameConverter::FrameConverter(int stream, int channels, int rate_hz)
    : impl_(std::make_unique<Impl>(stream, channels, rate_hz)) {}
FrameConverter::~FrameConverter() = default;

int FrameConverter::rate_hz() const { return impl_->rate_hz; }
int FrameConverter::channels() const { return impl_->channels; }
bool FrameConverter::resamples() const { return impl_->swr && impl_->in_rate_hz != impl_->rate_hz; }

bool FrameConverter::is_set_to(const AVFrame& f) const {
  return impl_->swr && f.format == impl_->in_format && f.sample_rate == impl_->in_rate_hz &&
         av_channel_layout_compare(&f.ch_layout, &impl_->layout) == 0;
}

Status FrameConverter::set_to(const AVFrame& f) {
  Impl& p = *impl_;
  if (f.ch_layout.nb_channels < 1 || f.ch_layout.nb_channels > kMostChannels ||
      f.sample_rate < kLowestRateHz || f.sample_rate > kHighestRateHz) {
    return failed(fmt::format("the sound changes to {} channels at {} Hz, which cannot be rendered",
                              f.ch_layout.nb_channels, f.sample_rate));
  }
  if (p.channels == 0) p.channels = std::min(f.ch_layout.nb_channels, 2);
  p.in_format = f.format;
  p.in_rate_hz = f.sample_rate;
  av_channel_layout_copy(&p.layout, &f.ch_layout);
  p.fold = gains_of(p.layout);
  SwrContext* made = nullptr;
  swr_alloc_set_opts2(&made, &p.layout, AV_SAMPLE_FMT_FLTP, p.rate_hz, &p.layout,
                      static_cast<AVSampleFormat>(f.format), f.sample_rate, 0, nullptr);
  p.swr.reset(made);
  const int error = p.swr ? swr_init(p.swr.get()) : AVERROR(ENOMEM);
  if (error < 0) return failed(fmt::format("the sound cannot be converted: {}", words(error)));
  return ok();
}

// Float samples of all channels into `wide`; returns their number per channel. Null: the rest.
Result<int> FrameConverter::Impl::resample(const std::uint8_t* const* from, int frames) {
  const int room = swr_get_out_samples(swr.get(), frames);
  const auto count = static_cast<std::size_t>(layout.nb_channels);
  wide.resize(count);
  std::array<std::uint8_t*, kMostChannels> to{};
  for (std::size_t c = 0; c < count; ++c) {
    wide[c].resize(static_cast<std::size_t>(std::max(room, 1)));
    to[c] = reinterpret_cast<std::uint8_t*>(wide[c].data());
  }
  const int made =
      swr_convert(swr.get(), to.data(), room, const_cast<const std::uint8_t**>(from), frames);
  if (made < 0) return failed(fmt::format("the sound cannot be converted: {}", words(made)));
  return made;
}

SoundPiece FrameConverter::Impl::piece_of(int frames) const {
  const auto n = static_cast<std::size_t>(frames);
  SoundPiece piece = silence(stream, channels, frames);
  if (wide.size() == static_cast<std::size_t>(channels)) {
    for (std::size_t c = 0; c < wide.size(); ++c)
      std::copy_n(wide[c].begin(), n, piece.samples[c].begin());
    return piece;
  }
  for (std::size_t c = 0; c < wide.size(); ++c) {
    for (std::size_t i = 0; i < n; ++i) {
      piece.samples[0][i] += fold[c].left * wide[c][i];
      piece.samples[1][i] += fold[c].right * wide[c][i];
    }
  }
  for (std::size_t i = 0; channels == 1 && i < n; ++i) {
    piece.samples[0][i] = 0.5f * (piece.samples[0][i] + piece.samples[1][i]);
  }
  return piece;
}

Result<SoundPiece> FrameConverter::convert(const AVFrame& f, float& fold_peak) {
  const auto frames = impl_->resample(f.extended_data, f.nb_samples);
  if (!frames) return frames.error();
  SoundPiece piece = impl_->piece_of(*frames);
  if (impl_->wide.size() <= 2) return piece;
  for (const auto& channel : piece.samples) {
    for (float x : channel) fold_peak = std::max(fold_peak, std::abs(x));
  }
  return piece;
}

SoundPiece FrameConverter::rest() {
  const auto frames = resamples() ? impl_->resample(nullptr, 0) : Result<int>(0);
  return impl_->piece_of(frames ? *frames : 0);
}

}  // namespace otoscape::io::media
