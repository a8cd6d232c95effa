// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/metrics/sii.h"
#include "otoscape/metrics/speech_levels.h"
#include "otoscape/units/calibration.h"

namespace otoscape::metrics {

// What one ear does to the sound that reaches it, at one moment, in the third octaves of the SII.
struct EarNow {
  using Bands = SpeechLevels::Bands;
  Bands threshold_db_hl{};     // kNoResponseDb where nothing is heard at any level
  Bands gain_db{};             // before the inner ear: hearing protection, a loss of conduction
  Bands noise_db = silence();  // its own, as ringing: spectrum level, dB SPL, as if in the sound

  static constexpr double kNoResponseDb = 1000.0, kSilenceDb = -100.0;
  static constexpr Bands silence() {
    Bands none{};
    none.fill(kSilenceDb);
    return none;
  }
};

// Gains before the ear.
struct SpeechGains {
  Decibels speech{0.0}, noise{0.0};
};

// Short-time SII, after Rhebergen & Versfeld (2005): the mean of the SII over short frames of the
// noise, with the speech at its mean level, so that the gaps of a noise count. Ours is simpler:
// frames of 40 ms, fifty a second, in all bands, where theirs are 9 to 35 ms long by band; and the
// speech moves from row to row (speech_levels_maker.h). In steady noise it is the SII.
//
// Not modelled: masking by what was heard just before (Rhebergen, Versfeld & Dreschler 2006).
class ShortTimeSii {
 public:
  explicit ShortTimeSii(Calibration calibration);

  // Of the i-th row with speech, at one ear; five parameters: where, whose and how loud.
  double index(const SpeechLevels& levels, std::size_t i, std::size_t ear, const EarNow& now,
               const SpeechGains& gains = {}) const;

 private:
  Sii sii_;
  SpeechLevels::Bands to_spectrum_db_;  // from a band's level re full scale to its spectrum level
};

}  // namespace otoscape::metrics
