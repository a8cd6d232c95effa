// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/octave_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace otoscape::demo::page {
namespace {

constexpr double kBottom = -10.0, kTopLevel = 105.0;  // dB SPL
constexpr int kLeft = 44, kTop = 12, kWide = 380, kHigh = 230;

double x_of(int octave) { return kLeft + 24 + (kWide - 48) * octave / (kOctaves - 1.0); }

double y_of(double db_spl) {
  const double part = (std::max(db_spl, -60.0) - kBottom) / (kTopLevel - kBottom);
  return kTop + kHigh * (1.0 - part);
}

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
  constexpr const char* kNames[kOctaves] = {"63", "125", "250", "500", "1k", "2k", "4k", "8k"};
  std::string svg;
  for (int db = 0; db <= 100; db += 20)
    svg += fmt::format(
        "<path d='M{} {:.1f}h{}' class='grid'/><text x='{}' y='{:.1f}' class='end'>{}</text>",
        kLeft, y_of(db), kWide, kLeft - 6, y_of(db) + 4, db);
  for (int octave = 0; octave < kOctaves; ++octave)
    svg += fmt::format("<text x='{:.1f}' y='{}' class='middle'>{}</text>", x_of(octave),
                       kTop + kHigh + 16, kNames[octave]);
  return svg +
         fmt::format("<text x='{}' y='{}' class='middle'>octave band, Hz (levels in dB SPL)</text>",
                     kLeft + kWide / 2, kTop + kHigh + 34);
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
