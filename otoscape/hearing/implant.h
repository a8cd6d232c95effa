// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "otoscape/hearing/implant_map.h"
#include "otoscape/units/level.h"

namespace otoscape::hearing {

// How the output of the implant is turned into sound. None of them is known to be the percept.
enum class ImplantPercept {
  vocoder,  // carriers at the electrodes' places, modulated by the electrodogram
  matched,  // matched by listeners with one typical ear to their implant; no vocoder
  film,     // sines, transients and noise processed apart, after the sound design of a film
};
enum class ImplantCarrier {
  by_adaptation,
  noise,
  sine,
  pulse_spreading,
  gaussian_tones,
  gammatone_pulses,
  spiral
};
enum class SpreadDomain { current, envelope };  // dB/mm of µA before T and C, or of sound
enum class PlaceMap { spiral_ganglion, greenwood };
enum class PitchSnap { by_adaptation, off, electrodes, semitones };

// A stretch of the cochlea without neural response, between two characteristic frequencies.
struct DeadRegion {
  Hertz from, to;
  bool operator==(const DeadRegion&) const = default;
};

// One implanted ear: its map and one possible percept. An empty optional is derived from the
// adaptation.
struct Implant {
  ImplantMap map;
  ImplantPercept percept = ImplantPercept::vocoder;
  double adaptation = 1.0;  // 0 activation day … 1 two years and more

  // Place.
  std::string array = "contour-advance";  // a name in implant::tables::electrode_arrays()
  std::optional<double>
      insertion_mm;  // of the tip, along the organ of Corti; the array's own if absent
  PlaceMap place_map = PlaceMap::spiral_ganglion;
  std::vector<DeadRegion> dead;
  std::vector<int>
      off;  // maker's numbers of electrodes switched off; their bands are not reassigned

  // Vocoder.
  ImplantCarrier carrier = ImplantCarrier::by_adaptation;
  SpreadDomain spread_domain = SpreadDomain::current;
  std::optional<double> spread_db_per_mm;  // 0.2 … 40
  std::optional<Hertz> envelope;           // low-pass of the envelopes, 16…400 Hz

  // Matched: band limits, smearing (widening factor of both skirts), pitch flattening 0…1 towards
  // the fixed pitch, formant shift as a factor of frequency.
  std::optional<Hertz> band_low, band_high;
  std::optional<double> smear;
  std::optional<double> flattening;
  std::optional<double> formant_shift;
  Hertz matched_pitch{120.0};

  // Film.
  std::optional<Decibels> sines, transients, noise;
  PitchSnap snap = PitchSnap::by_adaptation;
  std::optional<double> roughness;      // 0…1
  std::optional<double> variety;        // of the treatment from event to event, 0…1
  double clarity = 0.2;                 // share kept untreated at least, 0…1
  double memory_s = 0.2;                // of the transients' median: 0.1 for dialogue
  std::optional<double> confusion_deg;  // directions scattered per event, standard deviation 0…80

  // Electric and acoustic hearing in one ear or in two.
  std::optional<Hertz> eas_crossover;  // residual acoustic hearing below, electric bands above
  Seconds delay{0.0};   // on the electric side (+) or the acoustic ones (−), ±20 ms
  double volume = 1.0;  // 0…1, of the map's range

  bool operator==(const Implant&) const = default;
};

}  // namespace otoscape::hearing
