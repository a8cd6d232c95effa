// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/body/stereo_sums.h"
#include "otoscape/units/frequency.h"

namespace otoscape::body {

// The colour of noise made of grains: its magnitude in dB is
//   −(tilt/2) log₂(1 + (f/f₀)²) − 6 log₂(1 + (highpass/f)²) − 6 log₂(1 + (f/9 kHz)²)
//   + Σ height / (1 + ((f − centre)/(width/2))²).
// Ours.
struct Bump {
  double hz, width_hz, db;
};
struct Colour {
  double tilt_db_oct, corner_hz;
  std::span<const Bump> bumps;
  double highpass_hz = 90.0;
  int taps = 256;  // at 48 kHz
};

// Minimum-phase kernels of unit energy, some variants of one colour: bumps differ by 4.5 % in
// frequency, 15 % in width and 1.2 dB (s.d.). The last 40 % of each are faded.
class GrainKernels {
 public:
  GrainKernels() = default;
  // Control side. Kernels are as long in time at every rate.
  GrainKernels(Hertz rate, const Colour& colour, int variants, std::uint64_t key);

  int taps() const noexcept OTOSCAPE_RT { return taps_; }
  int variants() const noexcept OTOSCAPE_RT { return variants_; }
  // taps() elements, and kSumRoom of 0 after them.
  const float* kernel(int variant) const noexcept OTOSCAPE_RT {
    return all_.data() + static_cast<std::size_t>(variant * (taps_ + kSumRoom));
  }

 private:
  int taps_ = 0, variants_ = 0;
  std::vector<float> all_;
};

}  // namespace otoscape::body
