// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

// The smallest WAV there is: mono, 32-bit float. Enough to measure with, and independent of the
// program's own files.

namespace otoscape::test {

inline void write_float_wav(const std::string& path, const std::vector<float>& x, int rate_hz) {
  std::ofstream out(path, std::ios::binary);
  const auto put = [&](auto value) {
    out.write(reinterpret_cast<const char*>(&value), sizeof value);
  };
  const auto bytes = static_cast<std::uint32_t>(x.size() * 4);
  out << "RIFF";
  put(bytes + 36);
  out << "WAVEfmt ";
  put(std::uint32_t{16}), put(std::uint16_t{3}), put(std::uint16_t{1});
  put(static_cast<std::uint32_t>(rate_hz)), put(static_cast<std::uint32_t>(rate_hz * 4));
  put(std::uint16_t{4}), put(std::uint16_t{32});
  out << "data";
  put(bytes);
  out.write(reinterpret_cast<const char*>(x.data()), static_cast<std::streamsize>(bytes));
}

// Whatever chunks come before the data; 32-bit float samples, interleaved.
inline std::vector<float> read_float_wav(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const std::vector<char> file{std::istreambuf_iterator<char>(in), {}};
  for (std::size_t at = 12; at + 8 <= file.size();) {
    std::uint32_t bytes = 0;
    std::memcpy(&bytes, &file[at + 4], 4);
    if (std::memcmp(&file[at], "data", 4) == 0) {
      std::vector<float> x(std::min<std::size_t>(bytes, file.size() - at - 8) / 4);
      std::memcpy(x.data(), &file[at + 8], x.size() * 4);
      return x;
    }
    at += 8 + bytes + bytes % 2;
  }
  throw std::runtime_error("no data chunk in " + path);
}

}  // namespace otoscape::test
