// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/sliding_buffer.h"
#include "otoscape/haptics/filters.h"

// No sample is above a bound. A gain, one for all channels, moves before a peak and after it in
// kBoundSeconds by the half of a Hann window; it is 1, and changes no bit, where nothing near is
// above. Its memory is finite.

namespace otoscape::haptics {

inline constexpr double kHighestDbFs = -1.0;  // of all vibration
inline constexpr double kBoundSeconds = 0.008;

class PeakBound {
 public:
  struct Setup {
    Hertz rate;
    double highest_dbfs = kHighestDbFs;
    int channels = 1;
    int step = 32;        // frames between two values of the gain; blocks count from frame 0
    int most_frames = 0;  // in one call
    std::int64_t first_frame = 0;
  };
  // Control side.
  explicit PeakBound(const Setup& setup);

  // Frames by which the output is late.
  int latency() const { return (2 * reach_ + 2) * setup_.step; }
  // Audio side, in place.
  void process(FullScaleBlock sound) noexcept OTOSCAPE_RT;

 private:
  void take(float peak) noexcept OTOSCAPE_RT;
  void end_block() noexcept OTOSCAPE_RT;

  Setup setup_;
  float highest_lin_;
  int reach_;  // steps on either side of a peak
  Symmetric smooth_;
  std::array<dsp::SlidingBuffer, 2> frames_;
  std::int64_t next_;  // number of the next frame in
  float peak_ = 0.0f;  // of the block that has begun
  // By blocks: by how much the gain must be below 1; the most of that within reach; smoothed.
  dsp::SlidingBuffer needed_, widest_, taken_;
};

}  // namespace otoscape::haptics
