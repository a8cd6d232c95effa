// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/film_markers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/files/timecode.h"
#include "io/printable.h"

namespace otoscape::io::timelines {
namespace {

constexpr double kJust = 1e-6;  // s
constexpr Seconds kAnHour{3600.0 *
                          0.99};  // 01:00:00:00 is a little less at 1000/1001 and drop-frame

constexpr const char* kStart =
    "where the film's first frame is called 01:00:00:00, give --start 01:00:00:00";

// Timecode ends at 99 hours.
bool outside(const Marker& m, const FilmClock& clock) {
  if (clock.rate && written(m.time, clock).find(':') > 2) return true;
  const double last = clock.length ? clock.length->value() : m.time.value();
  return m.time.value() < -kJust || m.time.value() > last + kJust;
}

std::string place(const Marker& m, const FilmClock& clock) {
  const std::string line = m.line > 0 ? fmt::format(" (line {})", m.line) : "";
  const std::string name = m.name.empty() ? "" : in_quotes(m.name) + " ";
  return fmt::format("{}at {}{}", name, written(m.time, clock), line);
}

std::string reach(const FilmClock& clock) {
  const std::string from = written(Seconds(0.0), clock);
  if (!clock.length) return "begins at " + from;
  return fmt::format("reaches from {} to {}", from, written(*clock.length, clock));
}

}  // namespace

void to_frames(Markers& markers) {
  if (!markers.clock.rate) return;
  int moved = 0;
  double most = 0.0;
  for (Marker& m : markers.all) {
    const Seconds frame = files::time_of(frame_in(m.time, markers.clock), *markers.clock.rate);
    const double off = std::abs(frame.value() - m.time.value());
    if (off > kJust) ++moved;
    most = std::max(most, off);
    m.time = frame;
  }
  if (moved == 0) return;
  markers.notes.push_back(
      fmt::format("{} of {} markers lie{} between two frames, up to {:.0f} ms from the nearest, "
                  "which is written",
                  moved, markers.all.size(), moved == 1 ? "s" : "", std::max(most * 1000.0, 1.0)));
}

Result<Markers> within_film(Markers markers, const std::string& file) {
  std::vector<Marker>& all = markers.all;
  const FilmClock& clock = markers.clock;
  const std::size_t count = all.size();
  if (count == 0) return failed(fmt::format("{}: has no markers", file));
  to_frames(markers);
  std::ranges::stable_sort(all, {}, &Marker::time);
  const bool hours = clock.rate && !clock.start && all.front().time >= kAnHour;
  const auto out = [&](const Marker& m) { return outside(m, clock); };
  const auto first = std::ranges::find_if(all, out);
  if (first == all.end()) {
    if (hours) {
      markers.notes.push_back(
          fmt::format("the first marker is at {}; {}", written(all.front().time, clock), kStart));
    }
    return markers;
  }
  const std::string which = place(*first, clock);
  const auto left_out = std::erase_if(all, out);
  if (all.empty()) {
    return failed(fmt::format("{}: no marker lies within the film, which {}; the first is {}{}{}",
                              file, reach(clock), which, hours ? "; " : "", hours ? kStart : ""));
  }
  markers.notes.push_back(fmt::format(
      "{} of {} markers lie{} outside the film, which {}, and {} left out; the first is {}",
      left_out, count, left_out == 1 ? "s" : "", reach(clock), left_out == 1 ? "is" : "are",
      which));
  return markers;
}

}  // namespace otoscape::io::timelines
