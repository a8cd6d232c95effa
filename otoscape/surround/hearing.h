// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/sliding_buffer.h"
#include "otoscape/surround/bypass.h"
#include "otoscape/surround/lanes.h"
#include "otoscape/surround/shares.h"

namespace otoscape::surround {

// The apart channels as heard, and all channels as they are in the room, in time with each other.
class Hearing {
 public:
  struct Setup {
    StreamSpec spec;
    int quantum = 0;
    Frames latency{0};         // from the input to the room
    Frames acoustic_delay{0};  // of the ears against the room
    std::uint64_t seed = 1;
  };
  // Control side.
  void prepare(const Setup& setup, Arena& arena);

  // What the ears did with the quantum.
  struct Ears {
    std::array<Bypass, 2> bypass;
    Shares::Percept electric;  // from_pascal is that of the acoustic path, too
  };
  // Audio side. One quantum: `in` has the layout's channels; acoustic: the lanes' output of Back in
  // Pa, or no channel where the path did not run.
  void process(ConstBlock<FullScaleUnit> in, PascalBlock acoustic,
               const Ears& ears) noexcept OTOSCAPE_RT;

  FullScaleBlock heard() noexcept { return heard_; }  // one channel for each lane
  FullScaleBlock room() noexcept { return room_; }    // the layout's channels
  FullScaleBlock room_of_lanes() noexcept { return lane_room_; }
  const Lanes& lanes() const noexcept { return lanes_; }

 private:
  void pass_lines(ConstBlock<FullScaleUnit> in) noexcept;
  void mean_of(const std::array<Bypass, 2>& ears, std::span<const float> input,
               std::span<float> heard) noexcept;

  Lanes lanes_;
  int quantum_ = 0;
  int acoustic_delay_ = 0, delay_ = 0;    // in frames: of the ears against the room, and in all
  std::vector<dsp::SlidingBuffer> line_;  // of each channel
  std::span<float> one_ear_;
  FullScaleBlock heard_, room_, lane_room_, bypass_;
  Shares shares_;
};

}  // namespace otoscape::surround
