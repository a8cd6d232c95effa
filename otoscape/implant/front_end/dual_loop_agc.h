// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/base/realtime.h"

namespace otoscape::implant::front_end {

// Pre-emphasis and gain control of a chain in the manner of HiRes, at 17 400 Hz. After Moore,
// Glasberg and Stone (1991), two loops use one envelope: a slow one (attack 139 ms, release 383 ms,
// hold up to 0.6 s) sets the gain; a fast one (0.33 and 46 ms) sets it while the sound is more than
// 8 dB above the slow one. Coefficients are those of the public AB generic toolbox (2020). An
// amplitude of 1 is 111.6 dB SPL peak, 7.60 Pa: speech at 65 dB SPL has an RMS of 0.00468. 41.6 dB
// of gain below the knee, 12 to 1 above. Not modelled: a second microphone in the control signal.

// Second-order high-pass: falls by 6 dB per octave below 1.6 kHz, by 12 below 100 Hz.
template <class Real>
class HiresPreemphasis {
 public:
  Real operator()(Real x) noexcept {
    const Real y = static_cast<Real>(kB) * (x - Real(2) * x1_ + x2_) +
                   static_cast<Real>(kA1) * y1_ - static_cast<Real>(kA2) * y2_;
    x2_ = x1_, x1_ = x, y2_ = y1_, y1_ = y;
    return y;
  }

  static constexpr double kB = 0.7688, kA1 = 1.5299, kA2 = 0.5453;

 private:
  Real x1_ = 0, x2_ = 0, y1_ = 0, y2_ = 0;
};
double hires_preemphasis_db(double hz);

template <class Real>
class DualLoopAgc {
 public:
  static constexpr std::size_t kBlock = 8;
  static constexpr int kDelay = 16;  // samples, of the sound against its own gain
  using Block = std::array<Real, kBlock>;

  // Audio side. Takes block i of the sound; writes it, delayed by 16 samples, and its gain.
  // `fixed_gain` of 0 lets the loops set the gain.
  void process(const Block& sound, Real fixed_gain, Block& out, Block& gain) noexcept OTOSCAPE_RT;

 private:
  Real next_gain(Real envelope) noexcept;

  std::array<Real, 40> recent_{};  // room for a block, then the last 32 samples
  Real slow_ = Real(0.5e-3), fast_ = Real(0.5e-3), floor_ = Real(0.5e-3);
  int hold_ = 0;
  Real gain_ = 0, gain_before_ = 0;
};

extern template class DualLoopAgc<float>;
extern template class DualLoopAgc<double>;

}  // namespace otoscape::implant::front_end
