// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/spectrogram.h"

#include <fmt/format.h>

#include <cmath>

#include "apps/demo/page/base64.h"
#include "apps/demo/sound/levels.h"
#include "apps/demo/sound/timeline.h"
#include "otoscape/units/reference_threshold.h"

namespace otoscape::demo::page {
namespace {

constexpr double kLowest = 60.0, kHighest = 16000.0;  // Hz
constexpr int kRows = 240;
constexpr int kLeft = 52, kTop = 26, kHigh = 220;  // the picture within the figure

// A picture's width and the time across it.
struct Across {
  int wide;
  double seconds;
  int tick_s;
  double x_of(double s) const { return kLeft + wide * s / seconds; }
};
constexpr Across kScene{660, sound::kSceneLength, 10};

double y_of(double hz) {
  return kTop + kHigh * (1.0 - std::log(hz / kLowest) / std::log(kHighest / kLowest));
}

std::string axes(const Across& across) {
  std::string svg;
  for (const double hz : {100.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0}) {
    const std::string words =
        hz < 1000.0 ? fmt::format("{:.0f}", hz) : fmt::format("{:.0f}k", hz / 1000.0);
    svg += fmt::format(
        "<path d='M{} {:.1f}h-5' class='tick'/><text x='{}' y='{:.1f}' class='end'>{}</text>",
        kLeft, y_of(hz), kLeft - 8, y_of(hz) + 5, words);
  }
  for (int s = 0; s <= across.seconds; s += across.tick_s)
    svg += fmt::format(
        "<path d='M{0:.1f} {1}v5' class='tick'/><text x='{0:.1f}' y='{2}' class='middle'>{3} s"
        "</text>",
        across.x_of(s), kTop + kHigh, kTop + kHigh + 20, s);
  svg += fmt::format("<text x='{}' y='{}' class='end'>Hz</text>", kLeft - 8, kTop - 8);
  return svg;
}

// The picture with what is drawn over it.
std::string figure(const std::string& png, const std::string& words, const Across& across,
                   const std::string& over) {
  return fmt::format(
      "<svg class='plot large' viewBox='0 0 {} 276' role='img' aria-label=\"{}\">"
      "<image x='{}' y='{}' width='{}' height='{}' preserveAspectRatio='none' "
      "href='data:image/png;base64,{}'/>{}{}</svg>",
      kLeft + across.wide + 12, words, kLeft, kTop, across.wide, kHigh, base64(png), over,
      axes(across));
}

std::string sections() {
  std::string svg;
  for (const sound::Section& section : sound::kSections) {
    const bool last = section.end_s == sound::kSceneLength;
    svg += fmt::format("<text x='{:.1f}' y='{}'{}>{}</text>",
                       last ? kScene.x_of(sound::kSceneLength) : kScene.x_of(section.start_s) + 4,
                       kTop - 8, last ? " class='end'" : "", section.brief);
    if (section.start_s > 0.0)
      svg += fmt::format("<path d='M{:.1f} {}v{}' class='cut'/>", kScene.x_of(section.start_s),
                         kTop - 18, kHigh + 18);
  }
  return svg;
}

}  // namespace

film::Image draw_spectrogram(const StereoSpectra& spectra) {
  const int slices = spectra.left.slices();
  film::Image picture(slices, kRows, film::inferno(0.0));
  const double half = std::exp2(1.0 / 6.0);
  for (int row = 0; row < kRows; ++row) {
    const double hz = kHighest * std::pow(kLowest / kHighest, (row + 0.5) / kRows);
    const DbSpl threshold = reference_threshold(Hertz(hz));
    for (int slice = 0; slice < slices; ++slice) {
      const DbSpl level = sound::level_of(0.5 * (spectra.left.power(slice, hz / half, hz * half) +
                                                 spectra.right.power(slice, hz / half, hz * half)));
      if (level < threshold) continue;
      const double part = (level.value() - kPictureLowest) / (kPictureHighest - kPictureLowest);
      picture.at(slice, row) = film::inferno(0.12 + 0.88 * std::max(part, 0.0));
    }
  }
  return picture;
}

std::string spectrogram_figure(const std::string& png, const std::string& words) {
  return figure(png, words, kScene, sections());
}

std::string passage_figure(const std::string& png, const std::string& words, double seconds) {
  return figure(png, words, {400, seconds, 1}, "");
}

std::string colour_legend() {
  std::string stops, marks;
  for (int i = 0; i <= 10; ++i) {
    const film::Colour c = film::inferno(0.12 + 0.088 * i);
    stops += fmt::format("<stop offset='{}%' stop-color='#{:02x}{:02x}{:02x}'/>", 10 * i, c.red,
                         c.green, c.blue);
  }
  constexpr double kRange = kPictureHighest - kPictureLowest;
  for (double db = kPictureLowest; db <= kPictureHighest; db += 20.0)
    marks += fmt::format("<text x='{:.0f}' y='42' class='middle'>{:g}</text>",
                         150.0 + 300.0 * (db - kPictureLowest) / kRange, db);
  return fmt::format(
      "<svg class='plot legend' viewBox='0 0 560 50' role='img' aria-label='Colour scale from {:g} "
      "to {:g} dB SPL; "
      "black is below the typical threshold'><defs><linearGradient "
      "id='scale'>{}</linearGradient></defs>"
      "<rect x='20' y='8' width='18' height='18' fill='#000004' stroke='#888'/><text x='44' "
      "y='22'>not "
      "heard</text><rect x='150' y='8' width='300' height='18' fill='url(#scale)'/>{}<text x='462' "
      "y='22'>dB SPL</text></svg>",
      kPictureLowest, kPictureHighest, stops, marks);
}

}  // namespace otoscape::demo::page
