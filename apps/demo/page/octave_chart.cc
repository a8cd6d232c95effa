// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/octave_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "io/views/axis.h"
#include "io/views/svg.h"

namespace otoscape::demo::page {
namespace {

constexpr double kBottom = -10.0, kTopLevel = 85.0;  // dB SPL
constexpr int kLeft = 44, kTop = 12, kWide = 380, kHigh = 230;

using io::views::Axis;

const Axis& octaves() {
  static const Axis axis =
      io::views::linear_axis(0, kOctaves - 1, 1).on(kLeft + 24, kLeft + kWide - 24);
  return axis;
}

const Axis& levels_db_spl() {
  static const Axis axis{kBottom, kTopLevel, kTop + kHigh, kTop, false, {0, 20, 40, 60, 80}};
  return axis;
}

double x_of(int octave) { return octaves().px(octave); }
double y_of(double db_spl) { return levels_db_spl().px(std::max(db_spl, -60.0)); }

std::string path(const std::array<double, kOctaves>& levels) {
  std::string points;
  for (int octave = 0; octave < kOctaves; ++octave)
    points +=
        fmt::format("{}{:.1f} {:.1f}", octave ? "L" : "M", x_of(octave), y_of(levels[octave]));
  return points;
}

std::string marks(const std::array<double, kOctaves>& levels, const char* kind) {
  std::string svg;
  for (int octave = 0; octave < kOctaves; ++octave)
    if (levels[octave] >= octave_threshold_db_spl(octave))
      svg += fmt::format("<circle cx='{:.1f}' cy='{:.1f}' r='4' class='{} mark'/>", x_of(octave),
                         y_of(levels[octave]), kind);
  return svg;
}

std::string threshold_area() {
  std::array<double, kOctaves> threshold;
  for (int octave = 0; octave < kOctaves; ++octave)
    threshold[octave] = octave_threshold_db_spl(octave);
  return fmt::format("<path d='{}L{:.1f} {:.1f}L{:.1f} {:.1f}Z' class='unheard'/>", path(threshold),
                     x_of(kOctaves - 1), y_of(kBottom), x_of(0), y_of(kBottom));
}

std::string axes() {
  constexpr std::array<std::string_view, kOctaves> kNames = {"63", "125", "250", "500",
                                                             "1k", "2k",  "4k",  "8k"};
  const auto middle = [](double x, double below_px, std::string_view words) {
    return io::views::svg::text_at(x, kTop + kHigh + below_px, "class='middle'", words);
  };
  std::string svg = io::views::y_ticks(levels_db_spl(), {.from_px = kLeft,
                                                         .to_px = kLeft + kWide,
                                                         .line = "class='grid'",
                                                         .words_px = kLeft - 6,
                                                         .words = "class='end'"});
  for (int octave = 0; octave < kOctaves; ++octave) {
    svg += middle(x_of(octave), 16, kNames[static_cast<std::size_t>(octave)]);
  }
  return svg + middle(kLeft + kWide / 2, 34, "octave band, Hz (levels in dB SPL)");
}

}  // namespace

std::string octave_chart(const EarLevels& before, const EarLevels& after,
                         const std::string& words) {
  const std::string lines = fmt::format(
      "<path d='{}' class='talk before'/><path d='{}' class='music before'/>"
      "<path d='{}' class='talk'/><path d='{}' class='music'/>",
      path(before.talk_octaves_db_spl), path(before.band_octaves_db_spl),
      path(after.talk_octaves_db_spl), path(after.band_octaves_db_spl));
  // A nested picture cuts off what lies below the chart.
  return fmt::format(
      "<svg class='plot' viewBox='0 0 436 284' role='img' aria-label='{}'>{}"
      "<svg x='0' y='0' width='436' height='{}' viewBox='0 0 436 {}'>{}{}</svg>{}{}"
      "<text x='{:.1f}' y='{:.1f}'>not heard</text></svg>",
      words, axes(), kTop + kHigh, kTop + kHigh, threshold_area(), lines,
      marks(after.talk_octaves_db_spl, "talk"), marks(after.band_octaves_db_spl, "music"),
      x_of(0) + 6, y_of(kBottom) - 8);
}

}  // namespace otoscape::demo::page
