// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/timelines/film_clock.h"

namespace otoscape::io::timelines {

// Colours that EDL locators, Resolve and OpenTimelineIO all have.
enum class Colour { red, green, blue, yellow };

// A named time of a film, as editors and workstations have them.
struct Marker {
  Seconds time;  // from the film's first frame
  std::string name, comment;
  Colour colour = Colour::blue;
  int line = 0;  // in the file that it comes from; 0: none
};

// Those of one file or scene.
struct Markers {
  std::string title;
  FilmClock clock;
  std::vector<Marker> all;
  std::vector<std::string> notes;  // for the user, one line each
};

// More are refused: as many as a scene has points.
inline constexpr std::size_t kMostMarkers = 10'000;
inline constexpr std::size_t kLongestName = 120, kLongestComment = 400;  // bytes

}  // namespace otoscape::io::timelines
