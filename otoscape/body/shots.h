// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"

namespace otoscape::body {

// One short sound, repeated at given frames: heart beats, footfalls, a pop. A pure function of the
// frame.
struct Shot {
  std::int64_t frame = 0;
  float gain_lin = 1.0f;
};

// Audio side. Adds the part of one shot of `sound` within [first_frame, first_frame + out.size()).
void add_shot(std::span<const float> sound, const Shot& shot, std::int64_t first_frame,
              std::span<float> out) noexcept OTOSCAPE_RT;

class Shots {
 public:
  Shots() = default;
  // Control side. `at` ascends by frame.
  Shots(std::vector<float> sound, std::vector<Shot> at);

  // Audio side. Adds the part of the shots within [first_frame, first_frame + out.size()), times a
  // gain interpolated linearly over it.
  void add(std::int64_t first_frame, float gain_from_lin, float gain_to_lin,
           std::span<float> out) const noexcept OTOSCAPE_RT;

 private:
  std::vector<float> sound_;
  std::vector<Shot> at_;
};

}  // namespace otoscape::body
