// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/sliding_buffer.h"

namespace otoscape::implant::matched {

// A piece of sound under a raised cosine, moved in time. Times in frames, with fractions.
struct Grain {
  double at = 0.0;                // its middle in the output
  double from = 0.0;              // its middle in the input
  double rise = 1.0, fall = 1.0;  // lengths of its two halves
  double speed = 1.0;             // β: factor of the reading speed
  double gain_lin = 1.0;
};

// Grains added up and divided by the sum of their windows, floored at 0.4. A grain between frames
// is read by four points (Lagrange). The output of a frame does not depend on where a call begins.
class OverlapAdd {
 public:
  void clear() noexcept OTOSCAPE_RT { count_ = 0; }
  void add(const Grain& grain) noexcept OTOSCAPE_RT;
  // Frames `first` … of the output.
  void render(const dsp::SlidingBuffer& sound, std::int64_t first,
              std::span<float> out) noexcept OTOSCAPE_RT;

 private:
  static constexpr std::size_t kMost = 32;

  std::array<Grain, kMost> grains_{};
  std::size_t count_ = 0;
};

}  // namespace otoscape::implant::matched
