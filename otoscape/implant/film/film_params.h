// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace otoscape::implant::film {

// Parameters of the film percept: the processing of the three parts of a sound.
struct FilmParams {
  double sines_db = 0.0, transients_db = 0.0, noise_db = 0.0;
  double snapped = 0.0;  // share of the sines, in power, put onto `grid_hz`
  // Ascending, at most 64; the electrodes' places, or every third semitone.
  std::vector<double> grid_hz;
  double roughness = 0.0;    // depth of the snapped sines' modulation near 70 Hz, 0…1
  double noise_bands = 1.0;  // share of the noise that goes through noise carriers, 0…1
  double variety = 0.0;      // how far the treatment differs from event to event, 0…1
  // At least this share of the power of sines and of noise stays as it was, 0…1.
  double clarity = 0.0;
  double low_hz = 250.0, high_hz = 6000.0;  // of the whole
  double memory_s = 0.2;  // of the split's second stage; a percept keeps its first one
  double gain_db = 0.0;   // fixed, by design
  bool operator==(const FilmParams&) const = default;
};

}  // namespace otoscape::implant::film
