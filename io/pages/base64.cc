// SPDX-License-Identifier: Apache-2.0
#include "io/pages/base64.h"

#include <cstdint>

namespace otoscape::io::pages {

std::string base64(std::string_view bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve(bytes.size() * 4 / 3 + 4);
  for (std::size_t n = 0; n < bytes.size(); n += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (n + k < bytes.size() ? static_cast<unsigned char>(bytes[n + k]) : 0u);
    for (int digit = 0; digit < 4; ++digit)
      text += n + static_cast<std::size_t>(digit) > bytes.size()
                  ? '='
                  : kDigits[group >> (18 - 6 * digit) & 63];
  }
  return text;
}

}  // namespace otoscape::io::pages
