// SPDX-License-Identifier: Apache-2.0
#include "io/wave/wave_format.h"

#include <algorithm>

#include "io/wave/little_endian.h"

namespace otoscape::io::wave {
namespace {

constexpr std::uint64_t kPcm = 1, kFloat = 3, kExtensible = 0xfffe;

// The rest of the GUID whose first bytes are a format tag (KSDATAFORMAT_SUBTYPE_WAVEFORMATEX).
constexpr char kSubtype[] = "\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71";

NewChunk format_chunk(const WaveFormat& format) {
  using enum Speaker;
  const std::uint64_t tag = format.samples == WaveSamples::f32 ? kFloat : kPcm;
  const bool plain =
      format.layout == Layout{front_centre} || format.layout == Layout{front_left, front_right};
  const auto bits = static_cast<std::uint64_t>(format.sample_bytes() * 8);
  const auto frame_bytes = static_cast<std::uint64_t>(format.frame_bytes());
  const auto rate = static_cast<std::uint64_t>(format.rate_hz);
  NewChunk chunk{"fmt ", ""};
  put_number(chunk.body, plain ? tag : kExtensible, 2);
  put_number(chunk.body, static_cast<std::uint64_t>(format.layout.channels()), 2);
  put_number(chunk.body, rate, 4);
  put_number(chunk.body, rate * frame_bytes, 4);
  put_number(chunk.body, frame_bytes, 2);
  put_number(chunk.body, bits, 2);
  if (plain) {
    if (tag == kFloat) put_number(chunk.body, 0, 2);  // bytes that follow
    return chunk;
  }
  put_number(chunk.body, 22, 2);
  put_number(chunk.body, bits, 2);
  put_number(chunk.body, format.layout.mask(), 4);
  put_number(chunk.body, tag, 2);
  chunk.body.append(kSubtype, sizeof kSubtype - 1);
  return chunk;
}

}  // namespace

std::string wave_head(const WaveFormat& format, std::span<const NewChunk> descriptions,
                      std::uint64_t frames) {
  std::string tail = bytes_of(descriptions);
  const NewChunk fmt = format_chunk(format);
  tail += bytes_of({&fmt, 1});
  if (format.samples == WaveSamples::f32) {
    NewChunk fact{"fact", ""};
    put_number(fact.body, std::min(frames, kSizeElsewhere), 4);
    tail += bytes_of({&fact, 1});
  }
  const std::uint64_t data_bytes = frames * static_cast<std::uint64_t>(format.frame_bytes());
  const std::uint64_t riff_bytes =
      4 + 8 + kSizesBytes + tail.size() + 8 + data_bytes + data_bytes % 2;
  const bool is_rf64 = riff_bytes >= kSizeElsewhere;
  std::string head = is_rf64 ? "RF64" : "RIFF";
  put_number(head, is_rf64 ? kSizeElsewhere : riff_bytes, 4);
  head += is_rf64 ? "WAVEds64" : "WAVEJUNK";
  put_number(head, kSizesBytes, 4);
  put_number(head, is_rf64 ? riff_bytes : 0, 8);
  put_number(head, is_rf64 ? data_bytes : 0, 8);
  put_number(head, is_rf64 ? frames : 0, 8);
  put_number(head, 0, 4);  // no table of further sizes
  head += tail + "data";
  put_number(head, is_rf64 ? kSizeElsewhere : data_bytes, 4);
  return head;
}

}  // namespace otoscape::io::wave
