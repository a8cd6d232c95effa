// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/wav_chunks.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <string_view>
#include <vector>

namespace otoscape::io::media {
namespace {

constexpr std::uint64_t kMostBytes = 64 << 20;  // descriptions are small; more is damage

struct Chunk {
  std::array<char, 4> id;
  std::uint64_t offset, bytes;
};

std::uint64_t little_endian(const char* bytes, int count) {
  std::uint64_t value = 0;
  for (int i = count - 1; i >= 0; --i) value = value << 8 | static_cast<std::uint8_t>(bytes[i]);
  return value;
}

// EBU Tech 3306: in RF64 the 32-bit sizes are −1, the real ones stand in the ds64 chunk.
struct Wave {
  bool is_rf64 = false;
  std::vector<Chunk> chunks;
};

Wave read_chunks(std::ifstream& file) {
  Wave wave;
  std::array<char, 36> head{};
  file.seekg(0);
  if (!file.read(head.data(), 12)) return {};
  const std::string_view kind(head.data(), 4);
  wave.is_rf64 = kind == "RF64" || kind == "BW64";
  if ((kind != "RIFF" && !wave.is_rf64) || std::string_view(head.data() + 8, 4) != "WAVE")
    return {};
  file.seekg(0, std::ios::end);
  const auto whole = static_cast<std::uint64_t>(file.tellg());
  std::uint64_t data_bytes = 0;
  for (std::uint64_t at = 12;
       file.seekg(static_cast<std::streamoff>(at)) && file.read(head.data(), 8);) {
    Chunk chunk{{head[0], head[1], head[2], head[3]}, at + 8, little_endian(head.data() + 4, 4)};
    const std::string_view id(chunk.id.data(), 4);
    // Where the size of the sound is wrong, sound follows, or padding.
    if (!std::ranges::all_of(id, [](char c) { return c >= 32 && c < 127; })) break;
    if (id == "ds64" && data_bytes == 0 && file.read(head.data() + 8, 16))
      data_bytes = little_endian(head.data() + 16, 8);
    if (id == "data" && wave.is_rf64 && chunk.bytes == 0xffffffff) chunk.bytes = data_bytes;
    // A recorder that lost power leaves sizes that are not true: what follows is sound.
    if (chunk.bytes > whole - chunk.offset || (id == "data" && chunk.bytes == 0)) break;
    wave.chunks.push_back(chunk);
    at = chunk.offset + chunk.bytes + chunk.bytes % 2;
  }
  file.clear();
  return wave;
}

bool describes(const Chunk& chunk, bool same_channels, std::ifstream& file) {
  const std::string_view id(chunk.id.data(), 4);
  for (std::string_view made : {"fmt ", "data", "ds64", "fact", "bext", "JUNK", "junk", "PAD ",
                                "FLLR", "PEAK", "minf", "elm1", "levl", "MD5 "}) {
    if (id == made) return false;
  }
  // What each channel means: no longer true of a fold.
  for (std::string_view layout : {"chna", "axml", "bxml", "sxml", "dbmd"}) {
    if (id == layout && !same_channels) return false;
  }
  if (id != "LIST") return true;
  std::array<char, 4> type{};
  file.seekg(static_cast<std::streamoff>(chunk.offset));
  return file.read(type.data(), 4) && std::string_view(type.data(), 4) != "INFO";
}

}  // namespace

Status copy_wav_chunks(const std::string& from, const std::string& to, bool same_channels) {
  std::ifstream source(from, std::ios::binary);
  const Wave wave = read_chunks(source);
  std::vector<char> tail;
  for (const Chunk& chunk : wave.chunks) {
    if (chunk.bytes + tail.size() > kMostBytes || !describes(chunk, same_channels, source))
      continue;
    std::vector<char> body(chunk.bytes + chunk.bytes % 2);
    source.seekg(static_cast<std::streamoff>(chunk.offset));
    if (!source.read(body.data(), static_cast<std::streamsize>(chunk.bytes))) break;
    tail.insert(tail.end(), chunk.id.begin(), chunk.id.end());
    for (int i = 0; i < 4; ++i) tail.push_back(static_cast<char>(chunk.bytes >> (8 * i)));
    tail.insert(tail.end(), body.begin(), body.end());
  }
  if (tail.empty()) return ok();

  std::fstream target(to, std::ios::binary | std::ios::in | std::ios::out);
  std::ifstream again(to, std::ios::binary);
  const Wave written = read_chunks(again);
  if (written.chunks.empty()) return ok();
  target.seekp(0, std::ios::end);
  std::uint64_t end = static_cast<std::uint64_t>(target.tellp());
  if (end % 2 == 1) tail.insert(tail.begin(), '\0');
  if (!written.is_rf64 && end + tail.size() > 0xffffffff) return ok();  // no room in a RIFF size
  target.write(tail.data(), static_cast<std::streamsize>(tail.size()));
  end += tail.size() - 8;  // the RIFF size counts from behind itself
  target.seekp(written.is_rf64 ? 20 : 4);
  for (int i = 0; i < (written.is_rf64 ? 8 : 4); ++i) target.put(static_cast<char>(end >> (8 * i)));
  target.flush();
  return target ? ok() : Status(failed("the recording's description chunks cannot be written"));
}

}  // namespace otoscape::io::media
