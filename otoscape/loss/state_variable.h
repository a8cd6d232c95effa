// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::loss {

// A shelf or peak: frequency in Hz, gain in dB.
struct Section {
  enum class Shape { low_shelf, peak, high_shelf };
  Shape shape;
  double hz, gain_db, q;

  double response_db(double frequency_hz, double rate_hz) const;
};

// A section as a trapezoidal state-variable filter (A. Simper 2013, Linear trapezoidal
// integrated SVF): H = m0 + (m1 s + m2)/(s² + k s + 1), s = j tan(ω/2)/g.
struct StateVariable {
  double g, k, m0, m1, m2;

  static StateVariable make(const Section& section, double rate_hz);
};

}  // namespace otoscape::loss
