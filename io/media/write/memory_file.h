// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

struct AVIOContext;

namespace otoscape::io::media {

// A file in memory that FFmpeg's muxers write and its demuxers read, seekable as one on a disk.
class MemoryFile {
 public:
  MemoryFile();
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  // Null where memory is short.
  AVIOContext* context() const { return context_; }
  // Ends the writing: the next context reads from the start.
  bool read_from_start();

 private:
  struct Bytes;
  static int read_some(void* opaque, std::uint8_t* to, int size);
  static int write_all(void* opaque, std::uint8_t* from, int size);
  static std::int64_t seek(void* opaque, std::int64_t offset, int whence);
  bool open(bool write);
  void close();

  std::unique_ptr<Bytes> bytes_;
  AVIOContext* context_ = nullptr;
};

}  // namespace otoscape::io::media
