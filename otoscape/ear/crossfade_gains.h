// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::ear {

// Gains of the previous and the present listener in a crossfade, half-way through a quantum and at
// its end. Linear.
struct CrossfadeGains {
  float before_mid = 1.0f, before_end = 1.0f, now_mid = 1.0f, now_end = 1.0f;
};

}  // namespace otoscape::ear
