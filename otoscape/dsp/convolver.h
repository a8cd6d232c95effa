// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/dsp/fft.h"

namespace otoscape::dsp {

// A long FIR filter over a long signal, by overlap-save: causal, from rest, the output as long as
// the input. Each complex transform filters two stretches of the signal, one in its real and one in
// its imaginary part. For offline use: output comes late, some thousand frames at a time, and
// vectors grow.
template <class Real>
class Convolver {
 public:
  // At most 4096 taps.
  explicit Convolver(std::span<const double> taps);

  // Appends the output computed so far to `out`.
  void push(std::span<const Real> in, std::vector<Real>& out);
  // Appends the rest of the output. push must not be called after it.
  void finish(std::vector<Real>& out);

 private:
  void filter_two_stretches(std::vector<Real>& out);

  static constexpr int kSize = 8192;
  Arena arena_;
  BasicFft<Real> fft_;
  std::size_t history_, step_;
  std::span<Real> taps_re_, taps_im_;  // spectrum, over the transform's size
  std::span<Real> re_, im_;
  std::vector<Real> kept_;  // history and what has not been filtered
};

}  // namespace otoscape::dsp
