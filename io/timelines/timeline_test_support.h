// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/timelines/film_clock.h"
#include "io/timelines/marker.h"

namespace otoscape::io::timelines {

// start: the first frame's timecode; empty: not said.
inline FilmClock clock_at(int numerator, int denominator, const std::string& start = {}) {
  return *film_clock({numerator, denominator}, start);
}

// Of read markers: timecodes, or what went wrong.
inline std::string times_of(const Result<Markers>& markers) {
  if (!markers) return markers.error().sentence;
  std::string all;
  for (const Marker& m : markers->all) {
    all += (all.empty() ? "" : " ") + written(m.time, markers->clock);
  }
  return all;
}

inline std::string names_of(const Result<Markers>& markers) {
  if (!markers) return markers.error().sentence;
  std::string all;
  for (const Marker& m : markers->all) all += (all.empty() ? "" : "|") + m.name;
  return all;
}

inline bool has_note(const Markers& markers, const std::string& part) {
  for (const std::string& note : markers.notes) {
    if (note.find(part) != std::string::npos) return true;
  }
  return false;
}

}  // namespace otoscape::io::timelines
