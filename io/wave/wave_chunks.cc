// SPDX-License-Identifier: Apache-2.0
#include "io/wave/wave_chunks.h"

#include <algorithm>
#include <fstream>

#include "io/wave/little_endian.h"

namespace otoscape::io::wave {

const Chunk* ChunkList::find(std::string_view id) const {
  const auto found = std::ranges::find_if(chunks, [&](const Chunk& c) { return c.is(id); });
  return found == chunks.end() ? nullptr : &*found;
}

ChunkList read_chunks(std::istream& file) {
  ChunkList list;
  std::array<char, 36> head{};
  file.seekg(0);
  if (!file.read(head.data(), 12)) return {};
  const std::string_view kind(head.data(), 4);
  list.is_rf64 = kind == "RF64" || kind == "BW64";
  if ((kind != "RIFF" && !list.is_rf64) || std::string_view(head.data() + 8, 4) != "WAVE")
    return {};
  file.seekg(0, std::ios::end);
  const auto whole = static_cast<std::uint64_t>(file.tellg());
  std::uint64_t data_bytes = 0;
  for (std::uint64_t at = 12;
       file.seekg(static_cast<std::streamoff>(at)) && file.read(head.data(), 8);) {
    Chunk chunk{{head[0], head[1], head[2], head[3]}, at + 8, number_at(head.data() + 4, 4)};
    // Where the size of the sound is wrong, sound follows, or padding.
    if (!std::ranges::all_of(chunk.id, [](char c) { return c >= 32 && c < 127; })) break;
    if (chunk.is("ds64") && data_bytes == 0 && file.read(head.data() + 8, 16))
      data_bytes = number_at(head.data() + 16, 8);
    if (chunk.is("data") && list.is_rf64 && chunk.bytes == kSizeElsewhere) chunk.bytes = data_bytes;
    // A recorder that lost power leaves sizes that are not true: what follows is sound.
    if (chunk.bytes > whole - chunk.offset || (chunk.is("data") && chunk.bytes == 0)) break;
    list.chunks.push_back(chunk);
    at = chunk.offset + chunk.bytes + chunk.bytes % 2;
  }
  file.clear();
  return list;
}

std::string bytes_of(std::span<const NewChunk> chunks) {
  std::string bytes;
  for (const NewChunk& chunk : chunks) {
    bytes += chunk.id;
    put_number(bytes, chunk.body.size(), 4);
    bytes += chunk.body;
    if (chunk.body.size() % 2 == 1) bytes.push_back('\0');
  }
  return bytes;
}

namespace {

void write_at(std::fstream& file, std::uint64_t at, const std::string& bytes) {
  file.seekp(static_cast<std::streamoff>(at));
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string number(std::uint64_t value, int bytes) {
  std::string text;
  put_number(text, value, bytes);
  return text;
}

// Turns a RIFF file into RF64, its JUNK chunk into ds64. False where it has none.
bool become_rf64(std::fstream& file, const ChunkList& list, std::uint64_t riff_bytes) {
  const Chunk& place = list.chunks.front();
  const Chunk* format = list.find("fmt ");
  const Chunk* data = list.find("data");
  if (!place.is("JUNK") || place.bytes < kSizesBytes || format == nullptr || data == nullptr ||
      format->bytes < 16)
    return false;
  std::array<char, 2> block{};
  file.seekg(static_cast<std::streamoff>(format->offset + 12));
  file.read(block.data(), 2);
  const std::uint64_t frame_bytes = std::max<std::uint64_t>(number_at(block.data(), 2), 1);
  write_at(file, 0, "RF64" + number(kSizeElsewhere, 4));
  write_at(file, place.offset - 8, "ds64");
  write_at(file, place.offset,
           number(riff_bytes, 8) + number(data->bytes, 8) + number(data->bytes / frame_bytes, 8));
  write_at(file, data->offset - 4, number(kSizeElsewhere, 4));
  return true;
}

}  // namespace

Status append_chunks(const std::string& path, std::span<const NewChunk> chunks) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  const ChunkList list = read_chunks(file);
  if (list.chunks.empty()) return failed("the file is no WAV file");
  file.seekp(0, std::ios::end);
  const auto end = static_cast<std::uint64_t>(file.tellp());
  const std::string tail = std::string(end % 2, '\0') + bytes_of(chunks);
  const std::uint64_t riff_bytes = end + tail.size() - 8;  // it counts from behind itself
  if (list.is_rf64) {
    write_at(file, 20, number(riff_bytes, 8));
  } else if (riff_bytes < kSizeElsewhere) {
    write_at(file, 4, number(riff_bytes, 4));
  } else if (!become_rf64(file, list, riff_bytes)) {
    return failed("a WAV file above 4 GB has no place for more descriptions");
  }
  write_at(file, end, tail);
  file.flush();
  return file ? ok() : Status(failed("the recording's description chunks cannot be written"));
}

}  // namespace otoscape::io::wave
