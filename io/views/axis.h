// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

// Axes of pictures: where values lie, which of them are marked, and their marks.

namespace otoscape::io::views {

// A quantity along one direction of a picture. Both ends may fall: levels grow upwards in pixels
// that grow downwards, and an audiogram's loss grows downwards.
struct Axis {
  double from = 0.0, to = 1.0;        // values at its ends
  double from_px = 0.0, to_px = 1.0;  // and where these lie
  bool logarithmic = false;
  std::vector<double> ticks{};

  Axis on(double first_px, double last_px) const;
  double px(double value) const;
  // What lies outside, at its nearer end.
  double held_px(double value) const;
};

// A tick at `from` and every `step`.
Axis linear_axis(double from, double to, double step);
// Log frequency, 20 Hz … 20 kHz or a part of it, with ticks of 1, 2 and 5 times a power of ten.
Axis frequency_axis(double from_hz, double to_hz);
// Log frequency with a tick at every octave.
Axis octave_axis(double from_hz, double to_hz);
// Time from 0 on, in seconds, with at most 13 ticks that clocks have.
Axis time_axis(double length_s);
// From 0 on, with four to ten steps of 1, 2 or 5 times a power of ten.
Axis counting_axis(double length);

// Without trailing zeros, a minus as wide as a plus.
std::string number_words(double value);
// From 1000 Hz on in thousands: "4k".
std::string hertz_words(double hz);

// How marks look: a line across, from one pixel to another, and words at a third. The styles are
// attributes.
struct TickLook {
  double from_px, to_px;
  std::string_view line;
  double words_px;
  std::string_view words;
  double drop_px = 4.0;  // from a level line to the foot of its words
};

// One mark of an axis to the right, or of one upwards; what is beside it is escaped already.
std::string x_tick(double x, const TickLook& look, std::string_view words);
std::string y_tick(double y, const TickLook& look, std::string_view words);
// All of them.
using TickWords = std::string (*)(double);
std::string x_ticks(const Axis& axis, const TickLook& look, TickWords words = number_words);
std::string y_ticks(const Axis& axis, const TickLook& look, TickWords words = number_words);

}  // namespace otoscape::io::views
