// SPDX-License-Identifier: Apache-2.0
#include "io/views/axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "io/views/svg.h"

namespace otoscape::io::views {
namespace {

constexpr double kJust = 1e-9;  // of a step: the last tick's rounding

double time_step(double length_s) {
  constexpr std::array kSteps = {0.5,  1.0,   2.0,   5.0,   10.0,  15.0,   30.0,
                                 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0};
  constexpr double kMostSteps = 12.0, kHour = 3600.0;
  for (double step : kSteps) {
    if (length_s / step <= kMostSteps) return step;
  }
  return std::ceil(length_s / kMostSteps / kHour) * kHour;
}

double counting_step(double length) {
  constexpr double kFewest = 4.0;
  const double decade = std::pow(10.0, std::floor(std::log10(length / kFewest)));
  for (double step : {5.0, 2.0}) {
    if (length / (step * decade) >= kFewest) return step * decade;
  }
  return decade;
}

}  // namespace

Axis Axis::on(double first_px, double last_px) const {
  Axis placed = *this;
  placed.from_px = first_px, placed.to_px = last_px;
  return placed;
}

double Axis::px(double value) const {
  if (!logarithmic) return from_px + (to_px - from_px) * (value - from) / (to - from);
  return from_px + (to_px - from_px) * std::log(value / from) / std::log(to / from);
}

double Axis::held_px(double value) const {
  return px(std::clamp(value, std::min(from, to), std::max(from, to)));
}

Axis linear_axis(double from, double to, double step) {
  Axis axis{from, to};
  const int steps = static_cast<int>(std::floor(std::abs(to - from) / step + kJust));
  for (int i = 0; i <= steps; ++i) axis.ticks.push_back(from + (to > from ? i : -i) * step);
  return axis;
}

Axis frequency_axis(double from_hz, double to_hz) {
  Axis axis{.from = from_hz, .to = to_hz, .logarithmic = true};
  for (double hz : {20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000}) {
    if (hz >= from_hz && hz <= to_hz) axis.ticks.push_back(hz);
  }
  return axis;
}

Axis octave_axis(double from_hz, double to_hz) {
  Axis axis{.from = from_hz, .to = to_hz, .logarithmic = true};
  for (double hz = from_hz; hz <= to_hz; hz *= 2.0) axis.ticks.push_back(hz);
  return axis;
}

Axis time_axis(double length_s) { return linear_axis(0.0, length_s, time_step(length_s)); }

Axis counting_axis(double length) { return linear_axis(0.0, length, counting_step(length)); }

std::string number_words(double value) {
  if (std::abs(value) < kJust) return "0";
  return fmt::format("{}{:g}", value < 0.0 ? "−" : "", std::abs(value));
}

std::string hertz_words(double hz) {
  return hz >= 1000.0 ? number_words(hz / 1000.0) + "k" : number_words(hz);
}

std::string x_tick(double x, const TickLook& look, std::string_view words) {
  return svg::line(x, look.from_px, x, look.to_px, look.line) +
         svg::text_at(x, look.words_px, look.words, words);
}

std::string y_tick(double y, const TickLook& look, std::string_view words) {
  return svg::line(look.from_px, y, look.to_px, y, look.line) +
         svg::text_at(look.words_px, y + look.drop_px, look.words, words);
}

std::string x_ticks(const Axis& axis, const TickLook& look, TickWords words) {
  std::string out;
  for (double value : axis.ticks) out += x_tick(axis.px(value), look, words(value));
  return out;
}

std::string y_ticks(const Axis& axis, const TickLook& look, TickWords words) {
  std::string out;
  for (double value : axis.ticks) out += y_tick(axis.px(value), look, words(value));
  return out;
}

}  // namespace otoscape::io::views
