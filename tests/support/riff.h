// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>

// A reader of WAV and RF64 files that shares no code with the program.

namespace otoscape::test {

inline std::uint64_t number_in(const std::string& bytes, std::size_t at, int count) {
  std::uint64_t value = 0;
  for (int i = 0; i < count; ++i)
    value += std::uint64_t{static_cast<std::uint8_t>(bytes.at(at + static_cast<std::size_t>(i)))}
             << (8 * i);
  return value;
}

struct Riff {
  std::string kind;                           // "RIFF", "RF64"
  std::map<std::string, std::string> chunks;  // by name, each without data
  std::string order;                          // "JUNK bext fmt data "
  std::uint64_t data_at = 0, data_bytes = 0;
};

// Throws where a size is not as the standards say: RIFF's own, or that of a chunk.
inline Riff read_riff(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const auto whole = static_cast<std::uint64_t>(file.tellg());
  const auto take = [&](std::uint64_t at, std::uint64_t count) {
    std::string bytes(count, '\0');
    file.seekg(static_cast<std::streamoff>(at));
    if (!file.read(bytes.data(), static_cast<std::streamsize>(count)))
      throw std::runtime_error("a chunk ends behind the file");
    return bytes;
  };
  Riff riff;
  riff.kind = take(0, 4);
  std::uint64_t size = number_in(take(4, 4), 0, 4);
  if (take(8, 4) != "WAVE") throw std::runtime_error("no WAVE");
  for (std::uint64_t at = 12; at < whole;) {
    const std::string id = take(at, 4);
    std::uint64_t bytes = number_in(take(at + 4, 4), 0, 4);
    if (id == "data") {
      if (riff.kind == "RF64") bytes = number_in(riff.chunks.at("ds64"), 8, 8);
      riff.data_at = at + 8;
      riff.data_bytes = bytes;
    } else {
      riff.chunks[id] = take(at + 8, bytes);
    }
    riff.order += id + " ";
    at += 8 + bytes + bytes % 2;
    if (at > whole) throw std::runtime_error(id + " ends behind the file");
  }
  if (riff.kind == "RF64") size = number_in(riff.chunks.at("ds64"), 0, 8);
  if (size != whole - 8) throw std::runtime_error("the RIFF size is not the file's");
  return riff;
}

}  // namespace otoscape::test
