// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/implant/loudness_growth.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"

// Parameters of the coding of one ear: electrodes by place, 0 the most apical; bands lowest first.

namespace otoscape::implant {

enum class Strategy { ace, cis, hires120, fs4, mp3000 };
enum class Microphone { directional, omni, flat };
enum class Agc { fast, slow, dual, off };
enum class EnvelopeSum { vector, power };
enum class PulseOrder { base_to_apex, apex_to_base, staggered };

struct BandParams {
  int electrode = 0;
  double t_level = 0.0, c_level = 0.0;  // in the chip's levels (Chip), or µA
  bool silent =
      false;  // its electrode is off: the band is analysed and may be chosen, but never fires
  bool operator==(const BandParams&) const = default;
};

struct CodingParams {
  Strategy strategy = Strategy::ace;
  Microphone microphone = Microphone::directional;
  Agc agc = Agc::fast;
  double sensitivity_db = 0.0;

  EnvelopeSum envelope = EnvelopeSum::vector;
  std::vector<double> edges_hz;  // bands + 1, or empty: the strategy's own table
  double analysis_rate_hz = 900.0, rate_pps = 900.0;
  int maxima = 8;
  PulseOrder order = PulseOrder::base_to_apex;
  double pulse_width_us = 25.0, phase_gap_us = 7.0;

  GrowthParams growth;
  Chip chip = Chip::cic4;
  double volume = 1.0;
  bool idle_at_t = false;
  double masking_low_db_bark = 50.0, masking_high_db_bark = 37.0;
  int fine_structure = 4;

  std::vector<BandParams> bands;
  bool operator==(const CodingParams&) const = default;
};

// The rate at which a strategy works: 17 400 Hz for HiRes, else 16 000 Hz.
Hertz device_rate(Strategy strategy);

// Device units of a sound pressure of one pascal. A tone of amplitude 1 in device units has 95 dB
// SPL (HiRes: 111.6 dB SPL).
double device_units_per_pascal(Strategy strategy);

}  // namespace otoscape::implant
