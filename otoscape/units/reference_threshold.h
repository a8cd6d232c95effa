// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"

// Reference threshold of hearing, ISO 389-7:2005, frontal plane wave in free field, binaural
// listening. Not modelled: diffuse field, earphones (single-ear thresholds lie about 1.7 dB apart).

namespace otoscape::units {

// The sound pressure level of 0 dB HL at `frequency`. Linear in dB over log frequency between the
// standard's points, held flat below 20 Hz and above 18 kHz; frequencies of 0 Hz and below count as
// 20 Hz.
DbSpl reference_threshold(Hertz frequency);

inline DbSpl to_spl(DbHl level, Hertz frequency) {
  return reference_threshold(frequency) + Decibels(level.value());
}
inline DbHl to_hl(DbSpl level, Hertz frequency) {
  return DbHl((level - reference_threshold(frequency)).value());
}

}  // namespace otoscape::units

namespace otoscape {
using namespace units;
}
