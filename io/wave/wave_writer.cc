// SPDX-License-Identifier: Apache-2.0
#include "io/wave/wave_writer.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <utility>

namespace otoscape::io::wave {
namespace {

Error last_error() {
  return errno == ENOSPC ? failed("the disk is full") : failed(std::strerror(errno));
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

void WaveWriter::put(float sample, char* to) {
  if (!std::isfinite(sample)) sample = 0.0f;
  peak_ = std::max(peak_, std::abs(sample));
  std::uint32_t bits = std::bit_cast<std::uint32_t>(sample);
  if (format_.samples == WaveSamples::s24) {
    const double steps = std::nearbyint(static_cast<double>(sample) * 0x1p23);
    bits = static_cast<std::uint32_t>(
        static_cast<std::int32_t>(std::clamp(steps, -0x1p23, 0x1p23 - 1.0)));
  }
  for (int i = 0; i < format_.sample_bytes(); ++i) to[i] = static_cast<char>(bits >> (8 * i));
}

Status WaveWriter::write(ConstBlock<FullScaleUnit> sound) {
  assert(sound.channels() == format_.layout.channels());
  const auto frame_bytes = static_cast<std::size_t>(format_.frame_bytes());
  bytes_.resize(frame_bytes * static_cast<std::size_t>(sound.frames()));
  for (int c = 0; c < sound.channels(); ++c) {
    char* to = bytes_.data() + c * format_.sample_bytes();
    for (const float sample : sound.channel(c)) {
      put(sample, to);
      to += frame_bytes;
    }
  }
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
