// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace otoscape::io::pages {

// Level per third of an octave around 60 Hz … 16 kHz over time, the mean of both ears.
struct Spectrogram {
  static constexpr int kRows = 160;
  static constexpr double kLowest = 60.0, kHighest = 16000.0;  // Hz
  // dB SPL of the darkest and the brightest colour; what is below the typical threshold is black.
  static constexpr double kDarkest = 0.0, kBrightest = 80.0;

  double seconds = 0.0;             // all columns together
  std::vector<float> mean_squares;  // in Pa², at column · kRows + row; row 0 is the highest
  int columns() const { return static_cast<int>(mean_squares.size() / kRows); }
};
double row_hz(int row);

// A mark within the picture.
struct SpectrogramMark {
  double time_s;
  std::string_view words;  // escaped
};

// The picture with axes, as inline SVG. words: the text for screen readers, escaped. wide: its
// width, of 724 for all of a page.
struct SpectrogramFigure {
  std::string words;
  int wide = 660;
  double tick_s = 10.0;
  std::vector<SpectrogramMark> marks{};
};
std::string spectrogram_figure(const Spectrogram& spectrogram, const SpectrogramFigure& figure);
std::string colour_legend();

}  // namespace otoscape::io::pages
