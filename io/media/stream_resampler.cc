// SPDX-License-Identifier: Apache-2.0
#include "io/media/stream_resampler.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

constexpr int kFilterSize = 256;
constexpr double kCutoff = 0.98;
constexpr std::size_t kMostFrames = 1 << 14;  // of input at once

}  // namespace

struct StreamResampler::Impl {
  void convert(const std::array<const double*, 2>& in, int frames,
               std::array<std::vector<double>, 2>& out);

  Ffmpeg<SwrContext> context;
  int channels = 1, from_hz = 0, to_hz = 0;
  std::int64_t taken = 0, given = 0;
  std::array<std::vector<double>, 2> room;
};

StreamResampler::StreamResampler(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
StreamResampler::StreamResampler(StreamResampler&&) noexcept = default;
StreamResampler& StreamResampler::operator=(StreamResampler&&) noexcept = default;
StreamResampler::~StreamResampler() = default;

Result<StreamResampler> StreamResampler::make(Hertz from, Hertz to, int channels) {
  auto impl = std::make_unique<Impl>();
  impl->channels = channels;
  impl->from_hz = static_cast<int>(std::lround(from.value()));
  impl->to_hz = static_cast<int>(std::lround(to.value()));
  impl->context.reset(swr_alloc());
  SwrContext* c = impl->context.get();
  AVChannelLayout layout{};
  av_channel_layout_default(&layout, channels);
  if (c != nullptr) {
    av_opt_set_chlayout(c, "in_chlayout", &layout, 0);
    av_opt_set_chlayout(c, "out_chlayout", &layout, 0);
    av_opt_set_int(c, "in_sample_rate", impl->from_hz, 0);
    av_opt_set_int(c, "out_sample_rate", impl->to_hz, 0);
    av_opt_set_sample_fmt(c, "in_sample_fmt", AV_SAMPLE_FMT_DBLP, 0);
    av_opt_set_sample_fmt(c, "out_sample_fmt", AV_SAMPLE_FMT_DBLP, 0);
    av_opt_set_int(c, "filter_size", kFilterSize, 0);
    av_opt_set_int(c, "exact_rational", 1, 0);
    av_opt_set_double(c, "cutoff", kCutoff, 0);
  }
  if (c == nullptr || swr_init(c) < 0) return failed("the sound could not be resampled");
  const double ratio = static_cast<double>(impl->to_hz) / impl->from_hz;
  for (auto& room : impl->room) {
    room.resize(static_cast<std::size_t>(static_cast<double>(kMostFrames) * ratio) +
                4 * kFilterSize + 64);
  }
  return StreamResampler(std::move(impl));
}

void StreamResampler::Impl::convert(const std::array<const double*, 2>& in, int frames,
                                    std::array<std::vector<double>, 2>& out) {
  const std::int64_t most =  // rounded up
      (taken * to_hz + from_hz - 1) / from_hz;
  std::array<std::uint8_t*, 2> to{};
  std::array<const std::uint8_t*, 2> from{};
  while (true) {
    for (std::size_t c = 0; c < 2; ++c) {
      to[c] = reinterpret_cast<std::uint8_t*>(room[c].data());
      from[c] = reinterpret_cast<const std::uint8_t*>(in[c]);
    }
    const bool end = in[0] == nullptr;
    const int made = swr_convert(context.get(), to.data(), static_cast<int>(room[0].size()),
                                 end ? nullptr : from.data(), frames);
    if (made <= 0) return;
    const auto kept = std::min<std::int64_t>(made, most - given);
    for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c) {
      out[c].insert(out[c].end(), room[c].begin(), room[c].begin() + kept);
    }
    given += kept;
    if (!end || given >= most) return;
  }
}

void StreamResampler::push(std::array<std::span<const double>, 2> in,
                           std::array<std::vector<double>, 2>& out) {
  for (std::size_t at = 0; at < in[0].size(); at += kMostFrames) {
    const std::size_t frames = std::min(kMostFrames, in[0].size() - at);
    impl_->taken += static_cast<std::int64_t>(frames);
    impl_->convert({in[0].data() + at, impl_->channels == 2 ? in[1].data() + at : nullptr},
                   static_cast<int>(frames), out);
  }
}

void StreamResampler::finish(std::array<std::vector<double>, 2>& out) {
  impl_->convert({nullptr, nullptr}, 0, out);
}

}  // namespace otoscape::io::media
