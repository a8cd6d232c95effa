// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <complex>
#include <vector>

#include "otoscape/loss/smearing_design.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"

// What smearing does to a steady tone's own line: single windows of the tone, pushed through the
// matrix. The widened spectrum keeps the side lobes' signs and so lands at the window's edges,
// where the synthesis window is small.

namespace otoscape::loss {

// One tone. What does not depend on the matrix is worked out beforehand: the tone's line after
// smearing is then a weighted sum of the smeared magnitudes. Only bins near the tone are kept; the
// rest of the window's side lobes stay 80 dB below.
class ToneProbe {
 public:
  // Phases of the tone in the window; half a turn further everything but the sign repeats.
  static constexpr int kPhases = 4;

  // For matrices of `bins` rows made for `frame`; the bins beyond pass as they are.
  ToneProbe(const SmearingFrame& frame, int bins, Hertz rate, Hertz tone);

  // How the level of the tone's line changes; the rest of it lands in lines at the hop rate.
  Decibels change(const SmearingMatrix& matrix) const;

  // The tone as a matrix meets it. `powers` by column, then phase; `weights` by block of rows, then
  // phase: 16 real parts, 16 imaginary ones.
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
  Complex beyond_ = 0.0;  // what bins beyond the matrix give
};

}  // namespace otoscape::loss
