// SPDX-License-Identifier: Apache-2.0
#include "io/stems/reaper_project.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/printable.h"

namespace otoscape::io::stems {
namespace {

// Its text has no escapes: a name in double quotes cannot hold one.
std::string project_text(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  std::string line = printable(text, kLongest);
  std::ranges::replace(line, '"', '\'');
  return '"' + line + '"';
}

// Red in the lowest byte, and a bit that says that there is a colour.
std::uint32_t reaper_colour(const Colour& colour) {
  return 0x1000000u | std::uint32_t{colour.blue} << 16 | std::uint32_t{colour.green} << 8 |
         colour.red;
}

}  // namespace

std::string reaper_project(std::span<const WrittenStem> stems, const wave::WaveFormat& format,
                           std::uint64_t frames, std::uint64_t time_reference) {
  const auto seconds = [&](std::uint64_t count) {
    return static_cast<double>(count) / format.rate_hz;
  };
  const int channels = std::max(2, (format.layout.channels() + 1) / 2 * 2);  // even, as it needs
  std::string text = fmt::format(
      "<REAPER_PROJECT 0.1 \"6.0\" 0\n  PANLAW 1\n  PROJOFFS {:.9f} 0 0\n  PANMODE 3\n"
      "  SAMPLERATE {} 1 0\n  MASTER_NCH {} 2\n",
      seconds(time_reference), format.rate_hz, channels);
  for (const WrittenStem& written : stems) {
    const std::string name = project_text(written.stem.name);
    text += fmt::format(
        "  <TRACK\n    NAME {0}\n    PEAKCOL {1}\n    NCHAN {2}\n    <ITEM\n      POSITION 0\n"
        "      LENGTH {3:.9f}\n      LOOP 0\n      FADEIN 0 0 0\n      FADEOUT 0 0 0\n"
        "      NAME {0}\n      <SOURCE WAVE\n        FILE {4}\n      >\n    >\n  >\n",
        name, reaper_colour(written.stem.colour), channels, seconds(frames),
        project_text(written.file));
  }
  return text + ">\n";
}

}  // namespace otoscape::io::stems
