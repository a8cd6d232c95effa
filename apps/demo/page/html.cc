// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/html.h"

#include <fmt/format.h>

namespace otoscape::demo::page {

void put(std::string& page, std::string_view place, std::string_view content) {
  const std::string mark = fmt::format("{{{{{}}}}}", place);
  for (std::size_t at = page.find(mark); at != page.npos; at = page.find(mark, at + content.size()))
    page.replace(at, mark.size(), content);
}

std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += c;
    }
  return html;
}

std::string clock(double seconds) {
  const int whole = static_cast<int>(seconds);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace otoscape::demo::page
