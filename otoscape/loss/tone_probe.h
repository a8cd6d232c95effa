// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <complex>
#include <vector>

#include "otoscape/loss/smearing_design.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"

// The effect of smearing on the spectral line of a steady tone, computed by applying the matrix to
// single windows of the tone. The widened spectrum keeps the signs of the side lobes; in time it
// lies at the edges of the window, where the synthesis window is small.

namespace otoscape::loss {

// One tone. The part that does not depend on the matrix is computed once: the tone's line after
// smearing is then a weighted sum of the smeared magnitudes. Only bins near the tone are kept; the
// other side lobes of the window lie 80 dB below.
class ToneProbe {
 public:
  // Phases of the tone in the window; after half a turn all repeats but the sign.
  static constexpr int kPhases = 4;

  // For matrices of `bins` rows made for `frame`; bins beyond them are not smeared.
  ToneProbe(const SmearingFrame& frame, int bins, Hertz rate, Hertz tone);

  // The change in level of the tone's line; the rest of its power goes to lines at multiples of the
  // hop rate.
  Decibels change(const SmearingMatrix& matrix) const;

  // The tone in the order of the matrix. `powers` by column, then phase; `weights` by block of
  // rows, then phase: 16 real parts, 16 imaginary ones.
  struct Tone {
    int first_column = 0, columns = 0;
    int first_block = 0, blocks = 0;
    std::vector<float> powers, weights;
  };

 private:
  using Complex = std::complex<double>;
  struct Bin {
    std::array<double, kPhases> power;
    std::array<Complex, kPhases> weight;  // of the smeared magnitude
  };
  void keep(const std::vector<Bin>& bins);

  Tone tone_;
  Complex beyond_ = 0.0;  // contribution of the bins beyond the matrix
};

}  // namespace otoscape::loss
