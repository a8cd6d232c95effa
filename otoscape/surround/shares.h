// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/surround/lanes.h"

namespace otoscape::surround {

// Places an implant's percept in the field. The percept is one sound for each ear: it goes to the
// loudspeakers of that ear's side in the shares of the power that they, the front and the centres
// bring to the ear, smoothed over 60 ms. Where a new implant confuses directions, the shares wander
// over the front and all loudspeakers of the side instead, to another place every 0.7 s. What is
// not placed here is left for the front. Times and angles are ours.
class Shares {
 public:
  void prepare(const StreamSpec& spec, int quantum, std::uint64_t seed);

  struct Percept {
    std::array<std::span<const float>, 2> ears;  // in Pa; empty: none
    float from_pascal = 1.0f;
    std::int64_t frame = 0;      // of the programme
    double confusion_deg = 0.0;  // standard deviation of the directions
  };
  // Audio side. One quantum: adds the percept's shares to the lanes that follow one ear. room: the
  // layout's channels.
  void add(FullScaleBlock room, const Lanes& lanes, const Percept& percept,
           FullScaleBlock heard) noexcept OTOSCAPE_RT;

 private:
  using PerLane = std::array<float, kMostChannels>;
  float smoothed(int channel, std::span<const float> sound) noexcept;
  PerLane found(FullScaleBlock room, const Lanes& lanes) noexcept;
  void wander(const Lanes& lanes, const Percept& percept, PerLane& shares) const noexcept;

  PerLane power_{}, share_{};
  double rate_ = 48000.0;
  std::uint64_t seed_ = 0;
  float keep_ = 0.0f;
};

}  // namespace otoscape::surround
