// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

// Axes of pictures: the place of a value in pixels, the ticks, and their marks.

namespace otoscape::io::views {

// A quantity along one direction of a picture. from > to and from_px > to_px are allowed: pixels
// count downwards while levels rise upwards.
struct Axis {
  double from = 0.0, to = 1.0;        // values at its ends
  double from_px = 0.0, to_px = 1.0;  // pixels of the ends
  bool logarithmic = false;
  std::vector<double> ticks{};

  Axis on(double first_px, double last_px) const;
  double px(double value) const;
  // The same, limited to the ends.
  double held_px(double value) const;
};

// A tick at `from` and every `step`.
Axis linear_axis(double from, double to, double step);
// Log frequency, 20 Hz … 20 kHz or a part of it, with ticks of 1, 2 and 5 times a power of ten.
Axis frequency_axis(double from_hz, double to_hz);
// Log frequency with a tick at every octave.
Axis octave_axis(double from_hz, double to_hz);
// Time from 0 on, in seconds, with at most 13 ticks, from 0.5 s to whole hours apart.
Axis time_axis(double length_s);
// From 0 on, with four to ten steps of 1, 2 or 5 times a power of ten.
Axis counting_axis(double length);

// Without trailing zeros, and with U+2212 as the minus.
std::string number_words(double value);
// From 1000 Hz on in kHz: "4k".
std::string hertz_words(double hz);

// The look of marks: a line across the axis from from_px to to_px, and words at words_px. `line`
// and `words` are SVG attributes.
struct TickLook {
  double from_px, to_px;
  std::string_view line;
  double words_px;
  std::string_view words;
  double drop_px = 4.0;  // from a horizontal line to the baseline of its words
};

// One mark of a horizontal or of a vertical axis. words: already escaped.
std::string x_tick(double x, const TickLook& look, std::string_view words);
std::string y_tick(double y, const TickLook& look, std::string_view words);
// The marks of all ticks.
using TickWords = std::string (*)(double);
std::string x_ticks(const Axis& axis, const TickLook& look, TickWords words = number_words);
std::string y_ticks(const Axis& axis, const TickLook& look, TickWords words = number_words);

}  // namespace otoscape::io::views
