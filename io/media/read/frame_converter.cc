// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/frame_converter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/media/ffmpeg.h"
#include "io/media/read/fold.h"
#include "io/media/speakers.h"

namespace otoscape::io::media {

namespace {

constexpr float kAbsurd = 1e6f;  // 120 dB over full scale; such samples are damaged

}  // namespace

struct FrameConverter::Impl {
  Impl(int index, const Channels& asked, int rate)
      : stream(index),
        kept(asked.kept),
        given(asked.given),
        channels(kept.channels() > 0 ? kept.channels() : asked.folded),
        rate_hz(rate) {}
  ~Impl() { av_channel_layout_uninit(&layout); }
  Status set_routes();
  Result<int> resample(const std::uint8_t* const* from, int frames);
  SoundPiece piece_of(int frames) const;
  bool folds() const { return kept.channels() == 0 && layout.nb_channels > 2; }

  int stream;
  Layout kept, given, heard;
  int channels, rate_hz;   // of the output
  Ffmpeg<SwrContext> swr;  // to float at rate_hz; keeps the layout
  AVChannelLayout layout{};
  int in_rate_hz = 0, in_format = AV_SAMPLE_FMT_NONE;
  Routes routes;
  std::vector<std::vector<float>> wide;  // before the routes
};

FrameConverter::FrameConverter(int stream, const Channels& channels, int rate_hz)
    : impl_(std::make_unique<Impl>(stream, channels, rate_hz)) {}
FrameConverter::~FrameConverter() = default;

int FrameConverter::rate_hz() const { return impl_->rate_hz; }
int FrameConverter::channels() const { return impl_->channels; }
const Layout& FrameConverter::heard() const { return impl_->heard; }
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
  p.swr.reset();
  p.in_format = f.format;
  p.in_rate_hz = f.sample_rate;
  av_channel_layout_copy(&p.layout, &f.ch_layout);
  if (auto status = p.set_routes(); !status) return status;
  SwrContext* made = nullptr;
  swr_alloc_set_opts2(&made, &p.layout, AV_SAMPLE_FMT_FLTP, p.rate_hz, &p.layout,
                      static_cast<AVSampleFormat>(f.format), f.sample_rate, 0, nullptr);
  p.swr.reset(made);
  const int error = p.swr ? swr_init(p.swr.get()) : AVERROR(ENOMEM);
  if (error < 0) return failed(fmt::format("the sound cannot be converted: {}", words(error)));
  return ok();
}

Status FrameConverter::Impl::set_routes() {
  const bool is_given = given.channels() == layout.nb_channels;
  heard = is_given ? given : layout_of(layout);
  const bool named =
      layout.order == AV_CHANNEL_ORDER_NATIVE || layout.order == AV_CHANNEL_ORDER_CUSTOM;
  if (heard.channels() == 0 && (!named || kept.channels() > 0)) {
    return failed(fmt::format("the sound has {} channels, and nothing says for which loudspeakers",
                              layout.nb_channels));
  }
  if (kept.channels() > 0) {
    routes = routes_between(heard, kept);
  } else {
    routes = is_given ? fold_routes(given, channels) : fold_routes(layout, channels);
  }
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
  std::vector<bool> begun(static_cast<std::size_t>(std::max(channels, 1)));
  for (const Route& route : routes) {
    const std::vector<float>& from = wide[static_cast<std::size_t>(route.from)];
    std::vector<float>& to = piece.samples[static_cast<std::size_t>(route.to)];
    const bool is_first = !begun[static_cast<std::size_t>(route.to)];
    begun[static_cast<std::size_t>(route.to)] = true;
    if (is_first && route.gain == 1.0f) {  // bit for bit, of negative zeros too
      std::copy_n(from.begin(), n, to.begin());
      continue;
    }
    for (std::size_t i = 0; i < n; ++i) to[i] += route.gain * from[i];
  }
  return piece;
}

Result<SoundPiece> FrameConverter::convert(const AVFrame& f, float& fold_peak) {
  const auto frames = impl_->resample(f.extended_data, f.nb_samples);
  if (!frames) return frames.error();
  SoundPiece piece = impl_->piece_of(*frames);
  if (!impl_->folds()) return piece;
  for (const auto& channel : piece.samples) {
    for (const float x : channel) {
      if (std::abs(x) <= kAbsurd) fold_peak = std::max(fold_peak, std::abs(x));
    }
  }
  return piece;
}

SoundPiece FrameConverter::rest() {
  if (!resamples()) return {};
  const auto frames = impl_->resample(nullptr, 0);
  return impl_->piece_of(frames ? *frames : 0);
}

}  // namespace otoscape::io::media
