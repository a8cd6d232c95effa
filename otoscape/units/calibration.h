// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/units/level.h"

// The only conversion between the level in a file (dB FS) and the level at an ear (dB SPL). Inside
// an ear 1.0 is one pascal.

namespace otoscape::units {

inline constexpr double kReferencePressurePa = 20e-6;
inline constexpr DbSpl kOnePascal{93.97940008672037};  // 20 lg(1 Pa / 20 µPa)

// The sound pressure level of a signal whose RMS is 1.0. A full-scale sine is 3.01 dB lower.
class Calibration {
 public:
  constexpr explicit Calibration(DbSpl unit_rms) : unit_rms_(unit_rms) {}

  // Dialogue mixed to −23 LUFS plays near 65 dB SPL at each ear, as at home. The loudness of two
  // equal channels is 3.01 dB above that of either, and an ear hears one of them.
  static constexpr Calibration home() { return Calibration(DbSpl(91.0)); }
  // −20 dBFS pink noise (dBFS as AES17) plays at 85 dB SPL, as in a cinema.
  static constexpr Calibration cinema() { return Calibration(DbSpl(108.0)); }

  constexpr DbSpl unit_rms() const { return unit_rms_; }
  constexpr DbSpl to_spl(DbFs level) const { return unit_rms_ + Decibels(level.value()); }
  constexpr DbFs to_fs(DbSpl level) const { return DbFs((level - unit_rms_).value()); }
  double pascals_per_unit() const { return to_amplitude(unit_rms_ - kOnePascal); }

  constexpr bool operator==(const Calibration&) const = default;

 private:
  DbSpl unit_rms_;
};

}  // namespace otoscape::units

namespace otoscape {
using namespace units;
}
