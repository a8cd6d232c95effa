// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/frame_converter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/media/ffmpeg.h"
#include "io/media/read/fold.h"

namespace otoscape::io::media {

struct FrameConverter::Impl {
  explicit Impl(int index) : stream(index) {}
  ~Impl() {
    av_channel_layout_uninit(&layout);
    av_channel_layout_uninit(&in_layout);
  }
  Result<int> resample(const AVFrame& frame);
  void fold_into(SoundPiece& piece) const;

  int stream;
  Ffmpeg<SwrContext> swr;
  int rate_hz = 0;
  AVChannelLayout layout{};  // what swr gives
  std::vector<FoldGains> fold;
  int in_rate_hz = 0, in_format = AV_SAMPLE_FMT_NONE;  // what swr takes
  AVChannelLayout in_layout{};
  std::vector<std::vector<float>> wide;  // before the fold
};

FrameConverter::FrameConverter(int stream) : impl_(std::make_unique<Impl>(stream)) {}
FrameConverter::~FrameConverter() = default;

int FrameConverter::rate_hz() const { return impl_->rate_hz; }

bool FrameConverter::is_set_to(const AVFrame& f) const {
  return impl_->swr && f.format == impl_->in_format && f.sample_rate == impl_->in_rate_hz &&
         av_channel_layout_compare(&f.ch_layout, &impl_->in_layout) == 0;
}

Status FrameConverter::set_to(const AVFrame& f, bool keep_output) {
  Impl& p = *impl_;
  if (f.ch_layout.nb_channels > kMostChannels || f.sample_rate <= 0) {
    return failed("the sound changes to a form that cannot be rendered");
  }
  if (!keep_output) {
    p.rate_hz = f.sample_rate;
    av_channel_layout_copy(&p.layout, &f.ch_layout);
    if (p.layout.nb_channels > 2) p.fold = fold_to_stereo(p.layout);
  }
  p.in_format = f.format;
  p.in_rate_hz = f.sample_rate;
  av_channel_layout_copy(&p.in_layout, &f.ch_layout);
  SwrContext* made = nullptr;
  swr_alloc_set_opts2(&made, &p.layout, AV_SAMPLE_FMT_FLTP, p.rate_hz, &p.in_layout,
                      static_cast<AVSampleFormat>(f.format), f.sample_rate, 0, nullptr);
  p.swr.reset(made);
  const int error = p.swr ? swr_init(p.swr.get()) : AVERROR(ENOMEM);
  if (error < 0) return failed(fmt::format("the sound cannot be converted: {}", words(error)));
  return ok();
}

// Float samples of all channels into `wide`; returns their number per channel.
Result<int> FrameConverter::Impl::resample(const AVFrame& f) {
  const int room = swr_get_out_samples(swr.get(), f.nb_samples);
  const auto count = static_cast<std::size_t>(layout.nb_channels);
  wide.resize(count);
  std::array<std::uint8_t*, kMostChannels> to{};
  for (std::size_t c = 0; c < count; ++c) {
    wide[c].resize(static_cast<std::size_t>(std::max(room, 1)));
    to[c] = reinterpret_cast<std::uint8_t*>(wide[c].data());
  }
  const int frames = swr_convert(swr.get(), to.data(), room,
                                 const_cast<const std::uint8_t**>(f.extended_data), f.nb_samples);
  if (frames < 0) return failed(fmt::format("the sound cannot be converted: {}", words(frames)));
  return frames;
}

void FrameConverter::Impl::fold_into(SoundPiece& piece) const {
  const auto n = static_cast<std::size_t>(piece.frames);
  for (std::size_t c = 0; c < wide.size(); ++c) {
    for (std::size_t i = 0; i < n; ++i) {
      piece.samples[0][i] += fold[c].left * wide[c][i];
      piece.samples[1][i] += fold[c].right * wide[c][i];
    }
  }
}

Result<SoundPiece> FrameConverter::convert(const AVFrame& f, float& fold_peak) {
  const auto frames = impl_->resample(f);
  if (!frames) return frames.error();
  SoundPiece piece = silence(impl_->stream, std::min(impl_->layout.nb_channels, 2), *frames);
  if (impl_->fold.empty()) {
    const auto n = static_cast<std::size_t>(*frames);
    for (std::size_t c = 0; c < impl_->wide.size(); ++c)
      std::copy_n(impl_->wide[c].begin(), n, piece.samples[c].begin());
    return piece;
  }
  impl_->fold_into(piece);
  for (const auto& channel : piece.samples) {
    for (float x : channel) fold_peak = std::max(fold_peak, std::abs(x));
  }
  return piece;
}

}  // namespace otoscape::io::media
