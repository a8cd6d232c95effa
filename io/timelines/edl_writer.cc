// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/edl_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "io/files/timecode.h"

namespace otoscape::io::timelines {
namespace {

constexpr std::array kResolve = {"Red", "Green", "Blue", "Yellow"};
constexpr std::array kAvid = {"RED", "GREEN", "BLUE", "YELLOW"};

std::string without_bars(std::string text) {
  std::ranges::replace(text, '|', '/');
  return text;
}

// Readers take a line that begins with digits for an event, and one as "FCM:" for what it says.
std::string note(const std::string& comment) {
  const std::string text = without_bars(comment);
  const std::string word = text.substr(0, text.find(' '));
  const bool digit = !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) != 0;
  return digit || word.find_first_of(":*") != std::string::npos ? "- " + text : text;
}

}  // namespace

Result<std::string> edl_text(const Markers& markers) {
  const FilmClock& clock = markers.clock;
  if (!clock.rate) {
    return wrong_usage("an EDL is counted in frames; give --film FILM or --rate");
  }
  const bool drops = clock.drops.value_or(false) && files::has_drop_frame(*clock.rate);
  std::string text = fmt::format("TITLE: {}\nFCM: {}\n", without_bars(markers.title),
                                 drops ? "DROP FRAME" : "NON-DROP FRAME");
  int number = 0;
  for (const Marker& m : markers.all) {
    const std::int64_t frame = frame_in(m.time, clock) + clock.start.value_or(0);
    const std::string in = files::timecode(frame, *clock.rate, drops);
    const std::string out = files::timecode(frame + 1, *clock.rate, drops);
    const auto colour = static_cast<std::size_t>(m.colour);
    text +=
        fmt::format("\n{:03}  001      V     C        {} {} {} {}\n", ++number, in, out, in, out);
    const std::string name = without_bars(m.name);
    text +=
        fmt::format("{} |C:ResolveColor{} |M:{} |D:1\n", note(m.comment), kResolve[colour], name);
    text += fmt::format("* LOC: {} {:<7} {}\n", in, kAvid[colour], name);
  }
  return text;
}

}  // namespace otoscape::io::timelines
