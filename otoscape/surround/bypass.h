// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/base/realtime.h"

namespace otoscape::surround {

// How much of the untouched input an ear gets over one quantum: its share (1: typical hearing) and
// its gain, each as two straight lines. The share of the acoustic path is the rest.
struct Bypass {
  struct Line {
    float share = 0.0f, share_slope = 0.0f, gain = 1.0f, gain_slope = 0.0f;  // slopes per frame
  };
  std::array<Line, 2> lines{};
  bool none = true;    // no share at all
  bool whole = false;  // the input itself

  // heard = (1 − share)·heard + share·gain·input.
  void mix(std::span<const float> input, std::span<float> heard) const noexcept OTOSCAPE_RT;
};

// What a channel that both ears hear gets: the smaller share.
const Bypass& smaller(const Bypass& a, const Bypass& b) noexcept OTOSCAPE_RT;

}  // namespace otoscape::surround
