// SPDX-License-Identifier: Apache-2.0
#include "io/pages/html.h"

#include <fmt/format.h>

#include <cmath>

#include "io/files/timecode.h"

namespace otoscape::io::pages {

void put(std::string& page, std::string_view place, std::string_view content) {
  const std::string mark = fmt::format("{{{{{}}}}}", place);
  for (std::size_t at = page.find(mark); at != page.npos; at = page.find(mark, at + content.size()))
    page.replace(at, mark.size(), content);
}

std::string clock(double seconds) { return files::written(Seconds(std::floor(seconds))); }

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || c == '<') {
      out += fmt::format("\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string url(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace otoscape::io::pages
