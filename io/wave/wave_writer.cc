// SPDX-License-Identifier: Apache-2.0
#include "io/wave/wave_writer.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace otoscape::io::wave {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::uint32_t kMagnitude = 0x7fffffff, kInfinite = 0x7f800000;

Error last_error() {
  return errno == ENOSPC ? failed("the disk is full") : failed(std::strerror(errno));
}

// Finite floats rise with their bits.
std::uint32_t magnitude(float sample) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(sample) & kMagnitude;
  return bits < kInfinite ? bits : 0;
}

float finite(float sample) {
  return std::abs(sample) <= std::numeric_limits<float>::max() ? sample : 0.0f;
}

void put_f32(std::span<const float> samples, char* to, std::size_t stride) {
  for (const float sample : samples) {
    const float written = finite(sample);
    std::memcpy(to, &written, 4);
    to += stride;
  }
}

void put_s24(std::span<const float> samples, char* to, std::size_t stride) {
  // Added to a number below 2^51, it leaves the nearest integer, even at halves, in the low bits.
  constexpr double kRound = 0x1.8p52;
  for (const float sample : samples) {
    const double steps =
        std::clamp(static_cast<double>(finite(sample)) * 0x1p23, -0x1p23, 0x1p23 - 1.0);
    const auto bits = std::bit_cast<std::uint64_t>(steps + kRound);
    to[0] = static_cast<char>(bits);
    to[1] = static_cast<char>(bits >> 8);
    to[2] = static_cast<char>(bits >> 16);
    to += stride;
  }
}

}  // namespace

WaveWriter::WaveWriter(File file, const WaveFormat& format, std::vector<NewChunk> descriptions)
    : file_(std::move(file)), format_(format), descriptions_(std::move(descriptions)) {}

Result<WaveWriter> WaveWriter::open(const std::string& path, const WaveFormat& format,
                                    std::vector<NewChunk> descriptions) {
  File file(std::fopen(path.c_str(), "wb"));
  if (!file) return last_error();
  const std::string head = wave_head(format, descriptions, 0);
  if (std::fwrite(head.data(), 1, head.size(), file.get()) != head.size()) return last_error();
  return WaveWriter(std::move(file), format, std::move(descriptions));
}

Status WaveWriter::write(ConstBlock<FullScaleUnit> sound) {
  assert(sound.channels() == format_.layout.channels());
  const auto frame_bytes = static_cast<std::size_t>(format_.frame_bytes());
  bytes_.resize(frame_bytes * static_cast<std::size_t>(sound.frames()));
  std::uint32_t peak = std::bit_cast<std::uint32_t>(peak_);
  for (int c = 0; c < sound.channels(); ++c) {
    for (const float sample : sound.channel(c)) peak = std::max(peak, magnitude(sample));
    const auto put = format_.samples == WaveSamples::s24 ? put_s24 : put_f32;
    put(sound.channel(c), bytes_.data() + c * format_.sample_bytes(), frame_bytes);
  }
  peak_ = std::bit_cast<float>(peak);
  if (std::fwrite(bytes_.data(), 1, bytes_.size(), file_.get()) != bytes_.size())
    return last_error();
  frames_ += static_cast<std::uint64_t>(sound.frames());
  return ok();
}

Status WaveWriter::close() {
  const std::uint64_t data_bytes = frames_ * static_cast<std::uint64_t>(format_.frame_bytes());
  const std::string head = wave_head(format_, descriptions_, frames_);
  std::FILE* file = file_.release();
  bool whole = data_bytes % 2 == 0 || std::fputc(0, file) != EOF;
  whole = whole && std::fseek(file, 0, SEEK_SET) == 0 &&
          std::fwrite(head.data(), 1, head.size(), file) == head.size();
  const int error = errno;
  if (std::fclose(file) != 0) return last_error();
  errno = error;
  return whole ? ok() : Status(last_error());
}

}  // namespace otoscape::io::wave
