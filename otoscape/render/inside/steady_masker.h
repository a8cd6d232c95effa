// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

namespace otoscape::render::inside {

// How far a masker has inhibited a layer of ringing, 0…1, row by row of 0.1 s from the programme's
// start. Only a steady one does (the 20th percentile of 3 s); 20 s to take effect, 30 s to pass.
// After Terry et al. (1983) and Roberts et al. (2008): 10 s are needed, a minute saturates, and it
// lasts for tens of seconds. The exact numbers are ours.
class SteadyMasker {
 public:
  // drive: of this row, 0…1.
  double next(double drive);

 private:
  static constexpr std::size_t kRows = 30;  // the 3 s
  std::array<double, kRows> recent_{};
  std::size_t at_ = 0;
  double inhibition_ = 0.0;
};

}  // namespace otoscape::render::inside
