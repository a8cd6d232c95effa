// SPDX-License-Identifier: Apache-2.0
#include "io/resample.h"

#include <algorithm>
#include <cmath>

#include "io/ffmpeg.h"

namespace otoscape::io {
namespace {

constexpr int kFilterSize = 256;
constexpr double kCutoff = 0.98;
constexpr std::size_t kBlock = 1 << 16;

Ffmpeg<SwrContext> open(int from_hz, int to_hz) {
  Ffmpeg<SwrContext> context(swr_alloc());
  if (!context) return {};
  SwrContext* c = context.get();
  const AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
  av_opt_set_chlayout(c, "in_chlayout", &mono, 0);
  av_opt_set_chlayout(c, "out_chlayout", &mono, 0);
  av_opt_set_int(c, "in_sample_rate", from_hz, 0);
  av_opt_set_int(c, "out_sample_rate", to_hz, 0);
  av_opt_set_sample_fmt(c, "in_sample_fmt", AV_SAMPLE_FMT_DBLP, 0);
  av_opt_set_sample_fmt(c, "out_sample_fmt", AV_SAMPLE_FMT_DBLP, 0);
  av_opt_set_int(c, "filter_size", kFilterSize, 0);
  av_opt_set_int(c, "exact_rational", 1, 0);
  av_opt_set_double(c, "cutoff", kCutoff, 0);
  if (swr_init(c) < 0) return {};
  return context;
}

}  // namespace

Result<std::vector<double>> resample(std::span<const double> sound, Hertz from, Hertz to) {
  const auto from_hz = static_cast<int>(std::lround(from.value()));
  const auto to_hz = static_cast<int>(std::lround(to.value()));
  if (from_hz == to_hz) return std::vector<double>(sound.begin(), sound.end());
  const auto context = open(from_hz, to_hz);
  if (!context) return failed("the sound could not be brought to the implant's sample rate");
  const double ratio = static_cast<double>(to_hz) / from_hz;
  const auto length =
      static_cast<std::size_t>(std::ceil(static_cast<double>(sound.size()) * ratio));
  std::vector<double> result;
  std::vector<double> room(static_cast<std::size_t>(static_cast<double>(kBlock) * ratio) +
                           4 * kFilterSize + 64);
  const auto convert = [&](const double* in, int frames) {
    auto* out = reinterpret_cast<std::uint8_t*>(room.data());
    const auto* from_bytes = reinterpret_cast<const std::uint8_t*>(in);
    const int made = swr_convert(context.get(), &out, static_cast<int>(room.size()),
                                 in == nullptr ? nullptr : &from_bytes, frames);
    if (made > 0) result.insert(result.end(), room.begin(), room.begin() + made);
    return made;
  };
  for (std::size_t at = 0; at < sound.size(); at += kBlock) {
    const std::size_t frames = std::min(kBlock, sound.size() - at);
    if (convert(sound.data() + at, static_cast<int>(frames)) < 0) break;
  }
  while (result.size() < length && convert(nullptr, 0) > 0) {
  }
  result.resize(length);
  return result;
}

}  // namespace otoscape::io
