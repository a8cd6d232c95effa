// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "otoscape/base/result.h"

// The chunks of a RIFF file with sound, or of RF64 and BW64, where sizes have 64 bits (EBU Tech
// 3306; ITU-R BS.2088).

namespace otoscape::io::wave {

// A 32-bit size of this value: the true one stands in the ds64 chunk.
inline constexpr std::uint64_t kSizeElsewhere = 0xffffffff;
// Bytes of a ds64 chunk without a table, and of the JUNK chunk that keeps its place.
inline constexpr int kSizesBytes = 28;

struct Chunk {
  std::array<char, 4> id{};
  std::uint64_t offset = 0, bytes = 0;  // of its body

  bool is(std::string_view name) const { return std::string_view(id.data(), 4) == name; }
};

struct ChunkList {
  bool is_rf64 = false;       // RF64 or BW64
  std::vector<Chunk> chunks;  // empty: no such file

  const Chunk* find(std::string_view id) const;  // the first; null: none
};

// Ends before the first chunk that is damaged or that reaches beyond the end of the file.
ChunkList read_chunks(std::istream& file);

struct NewChunk {
  std::string id;  // four characters
  std::string body;
};

// The chunks as they lie in a file, each of even length.
std::string bytes_of(std::span<const NewChunk> chunks);

// Writes chunks to the end of a finished file. One that passes 4 GB becomes RF64; it fails where a
// RIFF file of other programs keeps no place for the larger sizes, and for files of other formats.
Status append_chunks(const std::string& path, std::span<const NewChunk> chunks);

}  // namespace otoscape::io::wave
