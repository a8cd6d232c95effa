// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/phase_ramp.h"
#include "otoscape/dsp/sliding_buffer.h"
#include "otoscape/haptics/filters.h"

// What has no frequency that skin can feel, carried by one that it can: the world's beat, and
// ringing. Both are functions of a power at the low rate, in LU re the programme's integrated
// loudness as far as the band goes, and of the sample's number.
//
// Beat: the power of the middle and high frequencies in 20 ms against that of the 0.4 s before. A
// stroke is felt from kStrokeDb of rise on, and only where it is loud: a loud, sudden sound such as
// a snare, not a consonant at a programme's usual loudness.
// Ringing: a level as its loudness in 0.34 s, half as steep, with a slow roughness. It never comes
// near the beat or the body.
//
// All numbers are ours.

namespace otoscape::haptics {

inline constexpr double kStrokeDb = 3.0, kFullStrokeDb = 12.0;  // of rise
inline constexpr double kLoudLu = 2.0, kFullLoudLu = 14.0;
inline constexpr double kRingingLu = -28.0, kRingingDbFs = -34.0, kRingingSlope = 0.5;
inline constexpr double kRingingLowestDbFs = -44.0, kRingingHighestDbFs = -32.0;
inline constexpr double kRingingFromLu = -70.0, kRingingWholeLu = -60.0;

// 0 … 1: how strong a stroke is, from the powers.
float stroke(float fast, float before) noexcept OTOSCAPE_RT;
// Amplitude of ringing of a power; 0 for silence.
float ringing_lin(float power) noexcept OTOSCAPE_RT;

class Rhythm {
 public:
  // Control side.
  explicit Rhythm(Hertz low_rate);

  int ahead() const { return fast_.half(); }  // samples of power that are read after a sample
  int back() const { return fast_.half() + before_.size(); }
  float at(const dsp::SlidingBuffer& power, std::int64_t k) const noexcept OTOSCAPE_RT;

 private:
  Symmetric fast_, before_;
};

class RingingTexture {
 public:
  // Control side. key: of its roughness.
  RingingTexture(Hertz low_rate, std::uint64_t key);

  int back() const { return mean_.size(); }
  // From the power up to sample k: as late as half its window.
  float at(const dsp::SlidingBuffer& power, std::int64_t k) const noexcept OTOSCAPE_RT;

 private:
  Symmetric mean_;
  std::uint64_t key_, cells_;
};

// √2 sin of the carrier at the low rate: a function of the sample's number.
class Carrier {
 public:
  Carrier() = default;
  Carrier(Hertz low_rate, Hertz frequency)
      : step_(dsp::to_phase(frequency.value() / low_rate.value())) {}
  float at(std::int64_t k) const noexcept OTOSCAPE_RT;

 private:
  std::uint64_t step_ = 0;
};

}  // namespace otoscape::haptics
