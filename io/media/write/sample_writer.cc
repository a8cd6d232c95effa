// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/sample_writer.h"

#include <algorithm>
#include <cmath>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

// Uniform in 0…1: the upper bits of a 64-bit linear congruential generator (Knuth's MMIX).
double uniform(std::uint64_t& state) {
  state = state * 6364136223846793005ULL + 1442695040888963407ULL;
  return static_cast<double>(state >> 11) * 0x1p-53;
}

std::int32_t rounded_24_bit(float sample) {
  const double steps = std::nearbyint(static_cast<double>(sample) * 0x1p23);
  return static_cast<std::int32_t>(std::clamp(steps, -0x1p23, 0x1p23 - 1.0)) * 256;
}

template <class T, class Convert>
void put(std::span<const float> samples, T* to, int stride, Convert convert) {
  for (float sample : samples) {
    *to = convert(sample);
    to += stride;
  }
}

}  // namespace

// Spread by the golden ratio's bits, so that channels have dither of their own.
SampleWriter::SampleWriter(std::uint64_t seed) {
  constexpr std::uint64_t kGolden = 0x9e3779b9;
  for (std::size_t c = 0; c < random_.size(); ++c) random_[c] = (seed ^ (c * kGolden)) * 2 + 1;
}

std::int16_t SampleWriter::dithered(float sample, std::uint64_t& random) const {
  const double noise = uniform(random) - uniform(random);
  const double steps = std::nearbyint(static_cast<double>(sample) * 0x1p15 + noise);
  return static_cast<std::int16_t>(std::clamp(steps, -0x1p15, 0x1p15 - 1.0));
}

void SampleWriter::write(std::span<const float> samples, int channel, int at, AVFrame& frame) {
  const auto format = static_cast<AVSampleFormat>(frame.format);
  const bool planar = av_sample_fmt_is_planar(format) != 0;
  const int stride = planar ? 1 : frame.ch_layout.nb_channels;
  std::uint8_t* plane = frame.extended_data[planar ? channel : 0];
  const int first = planar ? at : at * stride + channel;
  std::uint64_t& random = random_[static_cast<std::size_t>(channel)];
  switch (av_get_packed_sample_fmt(format)) {
    case AV_SAMPLE_FMT_S16:
      put(samples, reinterpret_cast<std::int16_t*>(plane) + first, stride,
          [&](float x) { return dithered(x, random); });
      break;
    case AV_SAMPLE_FMT_S32:
      put(samples, reinterpret_cast<std::int32_t*>(plane) + first, stride, rounded_24_bit);
      break;
    case AV_SAMPLE_FMT_FLT:
      put(samples, reinterpret_cast<float*>(plane) + first, stride, [](float x) { return x; });
      break;
    default:  // AudioEncoder::open lets no other format pass
      break;
  }
}

}  // namespace otoscape::io::media
