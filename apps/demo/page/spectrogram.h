// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "apps/demo/film/image.h"
#include "apps/demo/page/heard.h"

namespace otoscape::demo::page {

inline constexpr double kPictureLowest = 0.0;    // dB SPL, darkest
inline constexpr double kPictureHighest = 80.0;  // dB SPL, brightest

// Level per third of an octave at 60 Hz…16 kHz (upwards) over time, the mean of both ears; black
// where it is below the typical threshold.
film::Image draw_spectrogram(const StereoSpectra& spectra);

// That picture with axes and the scene's sections, as inline SVG. `png`: the file's bytes; `words`:
// the text for screen readers, escaped.
std::string spectrogram_figure(const std::string& png, const std::string& words);
// The same of a passage of `seconds`, smaller and without sections.
std::string passage_figure(const std::string& png, const std::string& words, double seconds);
std::string colour_legend();

}  // namespace otoscape::demo::page
