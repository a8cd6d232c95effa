// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "io/media/write/output_plan.h"

struct AVFrame;

namespace otoscape::io::media {

// Writes float samples into an encoder's frame, planar or interleaved, in the frame's format.
// 16 bit is dithered: triangular noise of ±1 step, which makes the error's mean and power
// independent of the sound (Lipshitz, Wannamaker & Vanderkooy 1992). 24 bit is rounded.
class SampleWriter {
 public:
  explicit SampleWriter(std::uint64_t seed);

  // Writes samples to the frames [at, at + samples.size()) of `channel`.
  void write(std::span<const float> samples, int channel, int at, AVFrame& frame);

 private:
  std::int16_t dithered(float sample, std::uint64_t& random) const;

  // One per channel: the same dither in any partition.
  std::array<std::uint64_t, kMostChannels> random_;
};

}  // namespace otoscape::io::media
