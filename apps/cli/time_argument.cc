// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/time_argument.h"

#include <fmt/format.h>

#include <charconv>

namespace otoscape::cli {

Result<Seconds> parse_time(const std::string& option, const std::string& text) {
  const auto wrong = [&] {
    return wrong_usage(fmt::format(
        "{} {}: say seconds, M:S or H:M:S, such as 90, 1:30 or 1:02:03.5", option, text));
  };
  double total = 0.0;
  int parts = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (true) {
    double part = 0.0;
    const auto [rest, error] = std::from_chars(at, end, part, std::chars_format::fixed);
    const bool in_range = part >= 0.0 && part < 1e7 && (parts == 0 || part < 60.0);
    if (error != std::errc() || !in_range || ++parts > 3) return wrong();
    total = total * 60.0 + part;
    if (rest == end) return Seconds(total);
    if (*rest != ':') return wrong();
    at = rest + 1;
  }
}

}  // namespace otoscape::cli
