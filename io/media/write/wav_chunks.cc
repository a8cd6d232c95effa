// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/wav_chunks.h"

#include <array>
#include <fstream>
#include <string_view>
#include <vector>

#include "io/wave/wave_chunks.h"

namespace otoscape::io::media {
namespace {

constexpr std::uint64_t kMostBytes = 64 << 20;  // descriptions are small; more is damage

bool describes(const wave::Chunk& chunk, bool same_channels, std::ifstream& file) {
  for (std::string_view made : {"fmt ", "data", "ds64", "fact", "bext", "JUNK", "junk", "PAD ",
                                "FLLR", "PEAK", "minf", "elm1", "levl", "MD5 "}) {
    if (chunk.is(made)) return false;
  }
  // What each channel means: no longer true of a fold.
  for (std::string_view layout : {"chna", "axml", "bxml", "sxml", "dbmd"}) {
    if (chunk.is(layout) && !same_channels) return false;
  }
  if (!chunk.is("LIST")) return true;
  std::array<char, 4> type{};
  file.seekg(static_cast<std::streamoff>(chunk.offset));
  return file.read(type.data(), 4) && std::string_view(type.data(), 4) != "INFO";
}

}  // namespace

Status copy_wav_chunks(const std::string& from, const std::string& to, bool same_channels) {
  std::ifstream source(from, std::ios::binary);
  std::vector<wave::NewChunk> copies;
  std::uint64_t bytes = 0;
  for (const wave::Chunk& chunk : wave::read_chunks(source).chunks) {
    if (chunk.bytes + bytes > kMostBytes || !describes(chunk, same_channels, source)) continue;
    wave::NewChunk copy{{chunk.id.data(), 4}, std::string(chunk.bytes, '\0')};
    source.seekg(static_cast<std::streamoff>(chunk.offset));
    if (!source.read(copy.body.data(), static_cast<std::streamsize>(chunk.bytes))) break;
    bytes += chunk.bytes;
    copies.push_back(std::move(copy));
  }
  std::ifstream target(to, std::ios::binary);
  if (copies.empty() || wave::read_chunks(target).chunks.empty()) return ok();
  return wave::append_chunks(to, copies);
}

}  // namespace otoscape::io::media
