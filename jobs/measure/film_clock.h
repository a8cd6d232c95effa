// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "io/timelines/film_clock.h"
#include "otoscape/base/result.h"

namespace otoscape::jobs::measure {

// How a user says what times in frames mean; empty: not said.
struct FilmAsked {
  std::string film;                           // a file: its rate, first timecode and length
  std::string rate;                           // "24000/1001"
  std::string start;                          // the first frame's timecode
  std::optional<scene::FrameRate> otherwise;  // where neither film nor rate has one
};

// The clock that they make: without a rate where none is said and the film has no picture, or
// pictures without a steady rate. Fails where rate and film contradict each other, where a start
// has no rate, and for standard input.
Result<io::timelines::FilmClock> film_clock(const FilmAsked& asked);

}  // namespace otoscape::jobs::measure
