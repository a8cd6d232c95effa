// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace otoscape::dsp {

// Cubic through tabled points that never leaves the range of two neighbours (Fritsch and Carlson
// 1980, with Fritsch and Butland's slopes: weighted harmonic means), so that a monotone table has
// an inverse. Beyond the table its end values hold.
class MonotoneCubic {
 public:
  // x rises; y rises or falls throughout.
  MonotoneCubic(std::span<const double> x, std::span<const double> y);

  double at(double x) const;
  double inverse(double y) const;

 private:
  std::vector<double> x_, y_, slope_;
};

}  // namespace otoscape::dsp
