// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "otoscape/bank/gammatone_design.h"
#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"

namespace otoscape::bank {

// Measures of all bands of all ears over one quantum; element [ear · bands + band].
struct BandLevels {
  std::span<float> power;  // mean |y₄|², Pa² times the band's tone_power
  std::span<float>
      slip;  // mean Im(y₃ · conj y₄): its ratio to power gives the instantaneous frequency
};

// The same one half of the cascade earlier, where a sound that begins arrives 2.5 to 4 times sooner
// (a gammatone of order 2 instead of 4). Measured on every second of BandLevels' frames.
struct EarlyLevels {
  std::span<float> peak;         // mean |y₂|² of the quarter of the quantum where it is largest
  std::span<float> power, slip;  // over the quantum: mean |y₂|², mean Im(y₁ · conj y₂)
};

// A gain over one quantum as two straight lines: from → mid at half time → to. Linear; elements as
// in BandLevels.
struct BandGains {
  std::span<const float> from, mid, to;
};

// The running filters of a GammatoneDesign for one or two ears. Works in quanta of a fixed number
// of frames so that its output does not depend on the host's block size.
class GammatoneBank {
 public:
  // Control side. quantum: a multiple of 16 frames. Without output the bank only measures.
  void prepare(const GammatoneDesign& design, const StreamSpec& spec, int quantum, bool with_output,
               Arena& arena);

  int bands() const { return bands_; }
  int ears() const { return ears_; }

  // Audio side. Advances the filters by one quantum of sound. early: whether to measure early().
  void analyse(ConstBlock<PascalUnit> sound, bool early = false) noexcept OTOSCAPE_RT;
  // The levels of the last quantum analysed.
  BandLevels levels() const { return {power_, slip_}; }
  EarlyLevels early() const { return {early_peak_, early_power_, early_slip_}; }
  // Writes the sum of the delayed bands times their gains, for the quantum last analysed.
  void synthesise(const BandGains& gains, PascalBlock out) noexcept OTOSCAPE_RT;
  // Clears the state.
  void reset() noexcept OTOSCAPE_RT;

 private:
  int bands_ = 0, ears_ = 0, quantum_ = 0, level_stride_ = 4, early_stride_ = 8;
  int ring_frames_ = 0, ring_stride_ = 0, write_ = 0;
  std::span<float> coefficients_;  // pole's radius, its turn over a quantum re, im: bands each
  // Over one quantum: the input's weight times e^{−jωn} with ω the pole's angle, and e^{jωn}.
  std::span<float> down_, up_;
  std::span<float> state_;  // per ear and vector of bands: 4 sections, re and im
  std::span<float> power_, slip_, early_peak_, early_power_, early_slip_;
  std::span<float> tile_;  // one vector of bands over a quantum, time-major
  std::span<float>
      ring_;  // every band's recent past, band-major; the first quantum mirrored at the end
  std::span<int> delays_;
};

}  // namespace otoscape::bank
