// SPDX-License-Identifier: Apache-2.0
#include "io/wave/wave_writer.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <utility>

namespace otoscape::io::wave {
namespace {

static_assert(std::endian::native == std::endian::little);

// Bytes. A file is written in whole pages: file systems spend more on parts of one.
constexpr std::size_t kPage = 4096, kAtOnce = 131072;
constexpr std::uint64_t kLeastHole = 65536;  // less silence is written
constexpr std::int32_t kMagnitude = 0x7fffffff, kInfinite = 0x7f800000;

Error last_error() {
  return errno == ENOSPC ? failed("the disk is full") : failed(std::strerror(errno));
}

// The loops below are written so that the compiler makes vectors of them.

// Writes the samples' bits, 0 of those that are no number, and raises the bits of the largest
// magnitude: finite floats rise with their bits.
void finite_bits(std::span<const float> samples, std::uint32_t* to, std::int32_t& peak) {
  std::int32_t most = peak;
  for (std::size_t n = 0; n < samples.size(); ++n) {
    const auto bits = std::bit_cast<std::int32_t>(samples[n]);
    const std::int32_t magnitude = bits & kMagnitude;
    const std::int32_t keep = magnitude < kInfinite ? -1 : 0;
    to[n] = static_cast<std::uint32_t>(bits & keep);
    most = std::max(most, magnitude & keep);
  }
  peak = most;
}

// Of bits of floats the bits of 24-bit integers, in the low bytes.
void round_to_s24(std::span<std::uint32_t> samples) {
  // Added to a number below 2^51, it leaves the nearest integer, even at halves, in the low bits.
  constexpr double kRound = 0x1.8p52;
  for (std::uint32_t& sample : samples) {
    const double steps = std::clamp(static_cast<double>(std::bit_cast<float>(sample)) * 0x1p23,
                                    -0x1p23, 0x1p23 - 1.0);
    sample = static_cast<std::uint32_t>(std::bit_cast<std::uint64_t>(steps + kRound));
  }
}

// The same of two channels, frame by frame.
void finite_pairs(std::span<const float> left, std::span<const float> right, std::uint32_t* to,
                  std::int32_t& peak) {
  const auto finite = [](float sample) {
    const auto bits = std::bit_cast<std::int32_t>(sample);
    return bits & ((bits & kMagnitude) < kInfinite ? -1 : 0);
  };
  std::int32_t most = peak;
  for (std::size_t n = 0; n < left.size(); ++n) {
    const std::int32_t a = finite(left[n]), b = finite(right[n]);
    to[2 * n] = static_cast<std::uint32_t>(a);
    to[2 * n + 1] = static_cast<std::uint32_t>(b);
    most = std::max(most, std::max(a & kMagnitude, b & kMagnitude));
  }
  peak = most;
}

// Frame by frame; bytes: of a sample. Writes a byte or more beyond the last.
void interleave(std::span<const std::uint32_t> samples, std::size_t channels, std::size_t bytes,
                char* to) {
  const std::size_t frames = samples.size() / channels;
  for (std::size_t n = 0; n < frames; ++n) {
    for (std::size_t c = 0; c < channels; ++c) {
      std::memcpy(to, samples.data() + c * frames + n, 4);
      to += bytes;
    }
  }
}

}  // namespace

WaveWriter::WaveWriter(File file, const WaveFormat& format, std::vector<NewChunk> descriptions)
    : file_(std::move(file)), format_(format), descriptions_(std::move(descriptions)) {}

Result<WaveWriter> WaveWriter::open(const std::string& path, const WaveFormat& format,
                                    std::vector<NewChunk> descriptions) {
  File file(std::fopen(path.c_str(), "wb"));
  if (!file) return last_error();
  std::setvbuf(file.get(), nullptr, _IONBF, 0);  // bytes_ is the buffer
  WaveWriter writer(std::move(file), format, std::move(descriptions));
  const std::string head = wave_head(format, writer.descriptions_, 0);
  std::ranges::copy(head, writer.room_for(head.size()));
  writer.waiting_ = head.size();
  return writer;
}

// Where this many bytes can be put behind those that wait.
char* WaveWriter::room_for(std::size_t bytes) {
  if (bytes_.size() < waiting_ + bytes) bytes_.resize(waiting_ + bytes);
  return bytes_.data() + waiting_;
}

void WaveWriter::add_zeros(std::size_t bytes) {
  std::fill_n(room_for(bytes), bytes, '\0');
  waiting_ += bytes;
}

// Writes the first of the bytes that wait.
Status WaveWriter::flush(std::size_t bytes) {
  if (std::fwrite(bytes_.data(), 1, bytes, file_.get()) != bytes) return last_error();
  std::copy_n(bytes_.data() + bytes, waiting_ - bytes, bytes_.data());
  waiting_ -= bytes;
  return ok();
}

void WaveWriter::write_silence(std::uint64_t frames) {
  silent_bytes_ += frames * static_cast<std::uint64_t>(format_.frame_bytes());
  frames_ += frames;
}

// Puts the silence so far behind what waits: its last byte then waits, so that the file reaches as
// far.
Status WaveWriter::end_silence() {
  const std::uint64_t zeros = std::exchange(silent_bytes_, 0);
  if (zeros < kLeastHole) {
    add_zeros(static_cast<std::size_t>(zeros));
    return ok();
  }
  const std::size_t to_page = kPage - waiting_ % kPage;
  add_zeros(to_page);
  if (auto status = flush(waiting_); !status) return status;
  const std::uint64_t left = zeros - to_page, hole = (left - 1) / kPage * kPage;
  if (fseeko(file_.get(), static_cast<off_t>(hole), SEEK_CUR) != 0) return last_error();
  add_zeros(static_cast<std::size_t>(left - hole));
  return ok();
}

Status WaveWriter::write(ConstBlock<FullScaleUnit> sound) {
  assert(sound.channels() == format_.layout.channels());
  if (silent_bytes_ > 0) {
    if (auto status = end_silence(); !status) return status;
  }
  const auto frames = static_cast<std::size_t>(sound.frames()),
             channels = static_cast<std::size_t>(sound.channels());
  samples_.resize(channels * frames);
  auto peak = std::bit_cast<std::int32_t>(peak_);
  const std::size_t bytes = static_cast<std::size_t>(format_.frame_bytes()) * frames;
  char* to = room_for(bytes + sizeof(std::uint32_t));
  if (channels == 2 && format_.samples == WaveSamples::f32) {
    finite_pairs(sound.channel(0), sound.channel(1), samples_.data(), peak);
    std::memcpy(to, samples_.data(), bytes);
  } else {
    for (std::size_t c = 0; c < channels; ++c) {
      finite_bits(sound.channel(static_cast<int>(c)), samples_.data() + c * frames, peak);
    }
    if (format_.samples == WaveSamples::s24) round_to_s24(samples_);
    interleave(samples_, channels, static_cast<std::size_t>(format_.sample_bytes()), to);
  }
  peak_ = std::bit_cast<float>(peak);
  waiting_ += bytes;
  frames_ += frames;
  return waiting_ < kAtOnce ? ok() : flush(waiting_ / kPage * kPage);
}

Status WaveWriter::close() {
  const std::uint64_t data_bytes = frames_ * static_cast<std::uint64_t>(format_.frame_bytes());
  Status whole = silent_bytes_ > 0 ? end_silence() : ok();
  if (data_bytes % 2 != 0) add_zeros(1);
  if (whole) whole = flush(waiting_);
  const std::string head = wave_head(format_, descriptions_, frames_);
  std::FILE* file = file_.release();
  if (whole && (std::fseek(file, 0, SEEK_SET) != 0 ||
                std::fwrite(head.data(), 1, head.size(), file) != head.size())) {
    whole = last_error();
  }
  if (std::fclose(file) != 0 && whole) return last_error();
  return whole;
}

}  // namespace otoscape::io::wave
