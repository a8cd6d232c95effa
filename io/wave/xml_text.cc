// SPDX-License-Identifier: Apache-2.0
#include "io/wave/xml_text.h"

#include "io/printable.h"

namespace otoscape::io::wave {

std::string xml_text(std::string_view text) {
  constexpr std::size_t kLongest = 400;
  std::string escaped;
  for (const char c : printable(text, kLongest)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

}  // namespace otoscape::io::wave
