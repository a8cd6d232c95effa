// SPDX-License-Identifier: Apache-2.0
#include "io/printable.h"

#include <algorithm>

namespace otoscape::io {
namespace {

unsigned char byte_of(char c) { return static_cast<unsigned char>(c); }

}  // namespace

std::size_t character_length(std::string_view text) {
  const unsigned char first = byte_of(text.front());
  const std::size_t length = first < 0x80                     ? 1
                             : first >= 0xC2 && first <= 0xDF ? 2
                             : first >= 0xE0 && first <= 0xEF ? 3
                             : first >= 0xF0 && first <= 0xF4 ? 4
                                                              : 0;
  if (length < 2) return length;
  const auto rest = text.substr(1, length - 1);
  if (rest.size() != length - 1) return 0;
  if (!std::ranges::all_of(rest, [](char c) { return (byte_of(c) & 0xC0) == 0x80; })) return 0;
  const unsigned char second = byte_of(rest.front());
  const bool allowed = (first != 0xE0 || second >= 0xA0) && (first != 0xED || second < 0xA0) &&
                       (first != 0xF0 || second >= 0x90) && (first != 0xF4 || second < 0x90);
  return allowed ? length : 0;
}

std::string printable(std::string_view text, std::size_t longest) {
  std::string out;
  while (!text.empty()) {
    if (out.size() >= longest) return out + "…";
    const std::size_t length = character_length(text);
    const bool control = length == 1 && (byte_of(text[0]) < 0x20 || text[0] == 0x7F);
    out += length == 0 || control ? "?" : text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

}  // namespace otoscape::io
