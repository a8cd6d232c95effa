// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/memory_file.h"

#include <algorithm>
#include <cstdio>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {

struct MemoryFile::Bytes {
  std::vector<std::uint8_t> all;
  std::size_t at = 0;
};

namespace {

constexpr int kBuffer = 1 << 16;
constexpr std::int64_t kMostBytes = 1 << 28;

}  // namespace

int MemoryFile::read_some(void* opaque, std::uint8_t* to, int size) {
  Bytes& b = *static_cast<Bytes*>(opaque);
  const std::size_t count =
      std::min(static_cast<std::size_t>(size), b.all.size() - std::min(b.at, b.all.size()));
  if (count == 0) return AVERROR_EOF;
  std::copy_n(b.all.begin() + static_cast<std::ptrdiff_t>(b.at), count, to);
  b.at += count;
  return static_cast<int>(count);
}

int MemoryFile::write_all(void* opaque, std::uint8_t* from, int size) {
  Bytes& b = *static_cast<Bytes*>(opaque);
  const auto count = static_cast<std::size_t>(size);
  if (b.at + count > static_cast<std::size_t>(kMostBytes)) return AVERROR(ENOSPC);
  b.all.resize(std::max(b.all.size(), b.at + count));
  std::copy_n(from, count, b.all.begin() + static_cast<std::ptrdiff_t>(b.at));
  b.at += count;
  return size;
}

std::int64_t MemoryFile::seek(void* opaque, std::int64_t offset, int whence) {
  Bytes& b = *static_cast<Bytes*>(opaque);
  const auto size = static_cast<std::int64_t>(b.all.size());
  if ((whence & AVSEEK_SIZE) != 0) return size;
  const int from = whence & ~AVSEEK_FORCE;
  const std::int64_t base =
      from == SEEK_CUR ? static_cast<std::int64_t>(b.at) : (from == SEEK_END ? size : 0);
  // Damaged sizes point far away; there is nothing to find.
  if (base + offset < 0 || base + offset > kMostBytes) return AVERROR(EINVAL);
  b.at = static_cast<std::size_t>(base + offset);
  return base + offset;
}

MemoryFile::MemoryFile() : bytes_(std::make_unique<Bytes>()) { open(/*write=*/true); }
MemoryFile::~MemoryFile() { close(); }

bool MemoryFile::open(bool write) {
  auto* buffer = static_cast<unsigned char*>(av_malloc(kBuffer));
  if (buffer == nullptr) return false;
  context_ =
      avio_alloc_context(buffer, kBuffer, write ? 1 : 0, bytes_.get(), read_some, write_all, seek);
  if (context_ == nullptr) av_free(buffer);
  return context_ != nullptr;
}

void MemoryFile::close() {
  if (context_ == nullptr) return;
  if (context_->write_flag != 0) avio_flush(context_);
  av_freep(&context_->buffer);
  avio_context_free(&context_);
}

bool MemoryFile::read_from_start() {
  close();
  bytes_->at = 0;
  return open(/*write=*/false);
}

}  // namespace otoscape::io::media
