// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::dsp {

// A few frames of sound on the stack, with room for a vector load that starts at the last one.
struct alignas(64) Row {
  static constexpr int kFrames = 64;
  static constexpr int kRoom = 16;  // lanes of the widest vector in use

  float x[kFrames + kRoom];
};

}  // namespace otoscape::dsp
