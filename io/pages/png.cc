// SPDX-License-Identifier: Apache-2.0
#include "io/pages/png.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace otoscape::io::pages {
namespace {

// The cyclic redundancy check of ISO/IEC 15948, annex D.
std::uint32_t crc_of(std::string_view bytes) {
  static const auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t n = 0; n < 256; ++n) {
      std::uint32_t c = n;
      for (int bit = 0; bit < 8; ++bit) c = (c & 1u) != 0 ? 0xedb88320u ^ (c >> 1) : c >> 1;
      table[n] = c;
    }
    return table;
  }();
  std::uint32_t crc = 0xffffffffu;
  for (const char c : bytes)
    crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xffu] ^ (crc >> 8);
  return crc ^ 0xffffffffu;
}

// The check of RFC 1950.
std::uint32_t adler_of(std::string_view bytes) {
  std::uint32_t a = 1, b = 0;
  for (const char c : bytes) {
    a = (a + static_cast<unsigned char>(c)) % 65521u;
    b = (b + a) % 65521u;
  }
  return b << 16 | a;
}

std::string big_endian(std::uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xffu);
  return out;
}

std::string chunk(std::string_view name, const std::string& content) {
  const std::string checked = std::string(name) + content;
  return big_endian(static_cast<std::uint32_t>(content.size())) + checked +
         big_endian(crc_of(checked));
}

// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
std::string stored(std::string_view bytes) {
  constexpr std::size_t kMost = 65535;
  std::string out = "\x78\x01";
  std::size_t at = 0;
  do {
    const std::size_t size = std::min(kMost, bytes.size() - at);
    out += at + size == bytes.size() ? '\1' : '\0';
    for (const std::size_t word : {size, ~size}) {
      out += static_cast<char>(word & 0xffu);
      out += static_cast<char>(word >> 8 & 0xffu);
    }
    out += bytes.substr(at, size);
    at += size;
  } while (at < bytes.size());
  return out + big_endian(adler_of(bytes));
}

}  // namespace

std::string png(const IndexedPicture& picture) {
  std::string palette, rows;
  for (const Colour& c : picture.colours)
    for (const std::uint8_t part : {c.red, c.green, c.blue}) palette += static_cast<char>(part);
  const auto width = static_cast<std::size_t>(picture.width);
  for (int y = 0; y < picture.height; ++y) {
    rows += '\0';  // not filtered
    rows.append(reinterpret_cast<const char*>(&picture.pixels[static_cast<std::size_t>(y) * width]),
                width);
  }
  const std::string header = big_endian(static_cast<std::uint32_t>(picture.width)) +
                             big_endian(static_cast<std::uint32_t>(picture.height)) +
                             std::string("\x08\x03\x00\x00\x00", 5);  // 8 bits, indices
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + chunk("PLTE", palette) +
         chunk("IDAT", stored(rows)) + chunk("IEND", "");
}

}  // namespace otoscape::io::pages
