// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/html.h"

#include <fmt/format.h>

#include <cmath>

#include "io/files/timecode.h"

namespace otoscape::demo::page {

void put(std::string& page, std::string_view place, std::string_view content) {
  const std::string mark = fmt::format("{{{{{}}}}}", place);
  for (std::size_t at = page.find(mark); at != page.npos; at = page.find(mark, at + content.size()))
    page.replace(at, mark.size(), content);
}

std::string clock(double seconds) { return io::files::written(Seconds(std::floor(seconds))); }

}  // namespace otoscape::demo::page
