// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/surround/lanes.h"

namespace otoscape::surround {

// Places an implant's percept in the field. The percept is one sound for each ear: it goes to the
// loudspeakers of that ear's side in the shares of the power that they, the front and the centres
// bring to the ear, smoothed over 60 ms (ours). What is not placed here is left for the front.
class Shares {
 public:
  void prepare(const StreamSpec& spec, int quantum);

  struct Percept {
    std::array<std::span<const float>, 2> ears;  // in Pa; empty: none
    float from_pascal = 1.0f;
  };
  // Audio side. One quantum: adds the percept's shares to the lanes that follow one ear. room: the
  // layout's channels.
  void add(FullScaleBlock room, const Lanes& lanes, const Percept& percept,
           FullScaleBlock heard) noexcept OTOSCAPE_RT;

 private:
  float smoothed(int channel, std::span<const float> sound) noexcept;

  std::array<float, kMostChannels> power_{}, share_{};
  float keep_ = 0.0f;
};

}  // namespace otoscape::surround
