// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/biquad.h"
#include "otoscape/units/frequency.h"

namespace otoscape::render::programme {

// K-weighted sums of squares (ITU-R BS.1770-4) of up to eight sounds, side by side in a vector.
// Each of the two filters is one recursion of second order in double precision, a multiply-add deep
// from frame to frame.
class KWeigher {
 public:
  static constexpr std::size_t kMostLanes = 8;

  KWeigher() = default;
  // Control side. sounds: 1…kMostLanes.
  KWeigher(Hertz rate, std::size_t sounds);

  // Finite samples, which count as many times as loud as gain_lin says; none: silence.
  struct Sound {
    const float* samples = nullptr;
    float gain_lin = 1.0f;
  };
  // Audio side. As many sounds as were said, each of so many frames. Adds to a sum for each, frame
  // by frame: they do not depend on how the sound is cut.
  void add(std::span<const Sound> sounds, std::size_t frames, double* sums) noexcept OTOSCAPE_RT;

 private:
  std::size_t lanes_ = 2;
  std::array<dsp::Biquad, 2> filters_;
  alignas(64) double memory_[6 * kMostLanes] = {};
};

}  // namespace otoscape::render::programme
