// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::ear {

// Amplitudes that the listener before and the one now are heard with, half-way through a quantum
// and at its end.
struct CrossfadeGains {
  float before_mid = 1.0f, before_end = 1.0f, now_mid = 1.0f, now_end = 1.0f;
};

}  // namespace otoscape::ear
