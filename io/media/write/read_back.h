// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "io/media/read/open_input.h"
#include "io/media/write/memory_file.h"
#include "otoscape/base/layout.h"

struct AVStream;

namespace otoscape::io::media {

// What a demuxer finds in a file that was written to memory.
class ReadBack {
 public:
  struct Stream {
    const AVStream* stream = nullptr;
    std::size_t bytes = 0;  // of its packets
    int packets = 0;
    Layout layout{};  // as decoded, in the mask's order; empty: not asked for, or unknown
  };

  // muxer: FFmpeg's name of what wrote it. with_layouts: the first sound is decoded.
  ReadBack(MemoryFile& file, std::string_view muxer, bool with_layouts);

  // False where FFmpeg has no demuxer for it, or it finds nothing in it.
  bool is_readable() const { return !streams_.empty(); }
  const std::vector<Stream>& streams() const { return streams_; }
  unsigned chapters() const;
  // Whether the file has a tag of this name, in any case.
  bool has_tag(const char* key) const;
  // Whether any tag of the file, its programmes or streams has this value.
  bool has_tag_value(std::string_view value) const;

 private:
  void read_packets(bool with_layouts);
  void note_tags();

  Input input_;
  std::vector<Stream> streams_;
  std::vector<std::string> tag_values_;
};

}  // namespace otoscape::io::media
