// SPDX-License-Identifier: Apache-2.0
#include "io/pages/spectrogram.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/pages/base64.h"
#include "io/pages/html.h"
#include "io/pages/png.h"
#include "otoscape/units/calibration.h"
#include "otoscape/units/reference_threshold.h"

namespace otoscape::io::pages {
namespace {

constexpr int kLeft = 52, kTop = 26, kHigh = 220;  // the picture within the figure
constexpr int kColours = 64;                       // beside black
constexpr double kFaintest = 0.12;                 // of the scale, so that it is not black

struct Across {
  int wide;
  double seconds;
  double x_of(double s) const { return kLeft + wide * s / seconds; }
};

double y_of(double hz) {
  return kTop + kHigh * (1.0 - std::log(hz / Spectrogram::kLowest) /
                                   std::log(Spectrogram::kHighest / Spectrogram::kLowest));
}

std::string tick(double x, const std::string& words) {
  return fmt::format(
      "<path d='M{0:.1f} {1}v5' class='tick'/><text x='{0:.1f}' y='{2}' class='middle'>{3}</text>",
      x, kTop + kHigh, kTop + kHigh + 20, words);
}

std::string axes(const Across& across, double tick_s) {
  std::string svg;
  for (const double hz : {100.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0}) {
    const std::string words =
        hz < 1000.0 ? fmt::format("{:.0f}", hz) : fmt::format("{:.0f}k", hz / 1000.0);
    svg += fmt::format(
        "<path d='M{} {:.1f}h-5' class='tick'/><text x='{}' y='{:.1f}' class='end'>{}</text>",
        kLeft, y_of(hz), kLeft - 8, y_of(hz) + 5, words);
  }
  for (int i = 0; i * tick_s <= across.seconds; ++i) {
    const double s = i * tick_s;
    svg += tick(across.x_of(s), across.seconds > 120.0 ? clock(s) : fmt::format("{:g} s", s));
  }
  return svg + fmt::format("<text x='{}' y='{}' class='end'>Hz</text>", kLeft - 8, kTop - 8);
}

std::string marks_of(const Across& across, const std::vector<SpectrogramMark>& marks) {
  std::string svg;
  for (const SpectrogramMark& mark : marks) {
    const double x = across.x_of(mark.time_s);
    const bool last = &mark == &marks.back() && x > kLeft + 0.9 * across.wide;
    svg += fmt::format("<text x='{:.1f}' y='{}'{}>{}</text>",
                       last ? kLeft + static_cast<double>(across.wide) : x + 4, kTop - 8,
                       last ? " class='end'" : "", mark.words);
    if (mark.time_s > 0.0)
      svg += fmt::format("<path d='M{:.1f} {}v{}' class='cut'/>", x, kTop - 18, kHigh + 18);
  }
  return svg;
}

IndexedPicture draw(const Spectrogram& spectrogram) {
  IndexedPicture picture(spectrogram.columns(), Spectrogram::kRows);
  picture.colours.push_back(inferno(0.0));
  for (int i = 0; i < kColours; ++i)
    picture.colours.push_back(inferno(kFaintest + (1.0 - kFaintest) * i / (kColours - 1)));
  for (int row = 0; row < picture.height; ++row) {
    const double threshold = reference_threshold(Hertz(row_hz(row))).value();
    for (int column = 0; column < picture.width; ++column) {
      const auto at =
          static_cast<std::size_t>(column) * Spectrogram::kRows + static_cast<std::size_t>(row);
      const double pa2 = spectrogram.mean_squares[at];
      if (!(pa2 > 0.0)) continue;
      const double level = kOnePascal.value() + 10.0 * std::log10(pa2);
      if (level < threshold) continue;
      const double part =
          (level - Spectrogram::kDarkest) / (Spectrogram::kBrightest - Spectrogram::kDarkest);
      const double index = std::clamp(part, 0.0, 1.0) * (kColours - 1);
      picture.at(column, row) = static_cast<std::uint8_t>(1 + std::lround(index));
    }
  }
  return picture;
}

}  // namespace

double row_hz(int row) {
  return Spectrogram::kHighest *
         std::pow(Spectrogram::kLowest / Spectrogram::kHighest, (row + 0.5) / Spectrogram::kRows);
}

std::string spectrogram_figure(const Spectrogram& spectrogram, const SpectrogramFigure& figure) {
  if (spectrogram.columns() == 0) return "<p>Too short for a picture.</p>";
  const Across across{figure.wide, spectrogram.seconds};
  return fmt::format(
      "<svg class='plot large' viewBox='0 0 {} 276' role='img' aria-label=\"{}\">"
      "<image x='{}' y='{}' width='{}' height='{}' preserveAspectRatio='none' "
      "href='data:image/png;base64,{}'/>{}{}</svg>",
      kLeft + figure.wide + 12, figure.words, kLeft, kTop, figure.wide, kHigh,
      base64(png(draw(spectrogram))), marks_of(across, figure.marks), axes(across, figure.tick_s));
}

std::string colour_legend() {
  std::string stops, marks;
  for (int i = 0; i <= 10; ++i)
    stops += fmt::format("<stop offset='{}%' stop-color='{}'/>", 10 * i,
                         hex(inferno(kFaintest + (1.0 - kFaintest) * i / 10)));
  constexpr double kRange = Spectrogram::kBrightest - Spectrogram::kDarkest;
  for (double db = Spectrogram::kDarkest; db <= Spectrogram::kBrightest; db += 20.0)
    marks += fmt::format("<text x='{:.0f}' y='42' class='middle'>{:g}</text>",
                         150.0 + 300.0 * (db - Spectrogram::kDarkest) / kRange, db);
  return fmt::format(
      "<svg class='plot legend' viewBox='0 0 560 50' role='img' aria-label='Colour scale from {:g} "
      "to {:g} dB SPL; black is below the typical threshold'><defs><linearGradient id='scale'>{}"
      "</linearGradient></defs><rect x='20' y='8' width='18' height='18' fill='#000004' "
      "stroke='#888'/><text x='44' y='22'>not heard</text><rect x='150' y='8' width='300' "
      "height='18' fill='url(#scale)'/>{}<text x='462' y='22'>dB SPL</text></svg>",
      Spectrogram::kDarkest, Spectrogram::kBrightest, stops, marks);
}

}  // namespace otoscape::io::pages
