// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "otoscape/base/result.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"
#include "otoscape/units/time.h"

// The clinical map: the values that a fitting program stores for one implanted ear. ear/fit_implant
// derives the parameters of the stages in otoscape/implant from it. Every default is that of the
// file format otoscape.map/1.

namespace otoscape::hearing {

enum class CodingStrategy { ace, cis, hires120, fs4, mp3000 };
// How a clinical level becomes a current. CIC3 and CIC4 are the two generations of Nucleus chips;
// micro_amperes: T and C levels are written in µA themselves (HiRes, MED-EL-like maps).
enum class ImplantChip { cic3, cic4, micro_amperes };
enum class ImplantMicrophone { directional, omni, flat };
enum class ImplantAgc { fast, slow, dual, off };
enum class ImplantEnvelope { vector_sum, power_sum };
enum class StimulationOrder { base_to_apex, apex_to_base, staggered };

struct ImplantElectrode {
  int number = 0;        // the maker's
  double t_level = 0.0;  // in the chip's clinical levels, or µA
  double c_level = 0.0;

  bool operator==(const ImplantElectrode&) const = default;
};

struct ImplantMap {
  std::string name;
  CodingStrategy strategy = CodingStrategy::ace;
  ImplantChip chip = ImplantChip::cic4;

  ImplantMicrophone microphone = ImplantMicrophone::directional;
  ImplantAgc agc = ImplantAgc::fast;
  Decibels sensitivity{0.0};  // gain before the AGC, −20…+20 dB

  ImplantEnvelope envelope = ImplantEnvelope::vector_sum;
  std::vector<Hertz>
      edges;  // of the bands, one more than there are; empty: the strategy's own table

  double rate_pps = 900.0;        // per electrode
  double analysis_rate_hz = 0.0;  // frames of the filter bank a second; 0: the stimulation rate
  int maxima = 8;
  double pulse_width_us = 25.0;
  double phase_gap_us = 7.0;
  StimulationOrder order = StimulationOrder::base_to_apex;

  double base_level = 0.01;  // re the saturation level of a tone at 59 dB SPL
  double saturation_level = 1.0;
  double q = 20.0;               // steepness of ACE's and CIS's loudness growth, per cent
  std::optional<double> maplaw;  // its steepness as MED-EL writes it, instead of q: 500, 1000, 2000
  double volume = 1.0;           // 0…1 of the range between T and C
  bool idle_at_t = false;        // a band below the base level pulses at T instead of pausing

  // Psychoacoustic selection (mp3000): slopes of the spread of masking toward low and high,
  // dB/Bark.
  double masking_low_db_bark = 50.0, masking_high_db_bark = 37.0;
  // Bands, from the lowest, that keep their zero crossings (fs4).
  int fine_structure = 4;

  int contacts = 22;  // of the array
  // By band, lowest first. Numbers of the maker: Nucleus counts from the base (22 is the most
  // apical), Advanced Bionics and MED-EL from the apex.
  std::vector<ImplantElectrode> electrodes;
  bool numbered_from_base = true;

  bool operator==(const ImplantMap&) const = default;
};

// Checks the map against the rules of a fitting program; the error names the rule that is broken.
// The rules: C ≥ T; levels within the chip's range; electrode numbers that exist, once each and in
// order; at least one active electrode; a number of bands for which there is a table; maxima ≤
// bands; a total rate that leaves every pulse its duration.
Status check(const ImplantMap& map);

}  // namespace otoscape::hearing
