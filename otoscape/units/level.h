// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <compare>

// Levels are points, decibels are differences. Two levels cannot be added: it does not compile. A
// bare double is neither, because a mix-up of HL and SPL renders another person's hearing.

namespace otoscape::units {

// A difference of two levels, a gain or a shift, in dB. Any finite value.
class Decibels {
 public:
  constexpr Decibels() = default;
  constexpr explicit Decibels(double db) : db_(db) {}
  constexpr double value() const { return db_; }

  constexpr Decibels operator-() const { return Decibels(-db_); }
  constexpr Decibels operator+(Decibels other) const { return Decibels(db_ + other.db_); }
  constexpr Decibels operator-(Decibels other) const { return Decibels(db_ - other.db_); }
  constexpr Decibels operator*(double factor) const { return Decibels(db_ * factor); }
  constexpr auto operator<=>(const Decibels&) const = default;

 private:
  double db_ = 0.0;
};

// A level in dB; the tag Reference names the reference.
template <class Reference>
class Level {
 public:
  constexpr Level() = default;
  constexpr explicit Level(double db) : db_(db) {}
  constexpr double value() const { return db_; }

  constexpr Level operator+(Decibels gain) const { return Level(db_ + gain.value()); }
  constexpr Level operator-(Decibels gain) const { return Level(db_ - gain.value()); }
  constexpr Decibels operator-(Level other) const { return Decibels(db_ - other.db_); }
  constexpr auto operator<=>(const Level&) const = default;

 private:
  double db_ = 0.0;
};

using DbSpl = Level<struct SoundPressure>;  // re 20 µPa
using DbHl = Level<struct HearingLevel>;    // re the typical threshold in free field, ISO 389-7
using DbSl = Level<struct SensationLevel>;  // re this listener's own threshold
using DbFs = Level<struct FullScale>;       // re a signal whose RMS is 1.0
// K-weighted loudness of a source in what both ears get, in LU re the integrated loudness of the
// programme that it sounds with (BS.1770-4): the same under every calibration.
using Lu = Level<struct IntegratedLoudness>;

// Amplitude ratio of a gain.
inline double to_amplitude(Decibels gain) { return std::pow(10.0, gain.value() / 20.0); }

// Gain of an amplitude ratio; -infinity for 0.
inline Decibels from_amplitude(double ratio_lin) { return Decibels(20.0 * std::log10(ratio_lin)); }

namespace literals {
constexpr Decibels operator""_dB(long double v) { return Decibels(static_cast<double>(v)); }
constexpr Decibels operator""_dB(unsigned long long v) { return Decibels(static_cast<double>(v)); }
constexpr DbSpl operator""_dB_SPL(long double v) { return DbSpl(static_cast<double>(v)); }
constexpr DbSpl operator""_dB_SPL(unsigned long long v) { return DbSpl(static_cast<double>(v)); }
constexpr DbHl operator""_dB_HL(long double v) { return DbHl(static_cast<double>(v)); }
constexpr DbHl operator""_dB_HL(unsigned long long v) { return DbHl(static_cast<double>(v)); }
}  // namespace literals

}  // namespace otoscape::units

namespace otoscape {
using namespace units;
}
