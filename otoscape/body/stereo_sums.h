// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/realtime.h"

// The sums of products in which body sounds spend their time.

namespace otoscape::body {

// Elements beyond the end of tables and sums that may be read and written.
inline constexpr int kSumRoom = 16;

// left[n] += gain.left x[n], right[n] += gain.right x_right[n], n = 0…count − 1.
struct StereoGain {
  float left, right;
};
struct StereoTaps {
  const float *left, *right;
};
struct StereoOut {
  float *left, *right;
};
void add_taps(const StereoTaps& taps, StereoGain gain, int count,
              const StereoOut& out) noexcept OTOSCAPE_RT;

// out[n] += Σ_j x[j] taps[n − j·stride], j = 0…kInterpolated − 1, for `count` frames; x: one value of
// the low rate and those after it.
inline constexpr int kInterpolated = 10;
struct Interpolation {
  const float* taps;
  int stride;
};
void interpolate(const Interpolation& at, const float* x, int count,
                 float* out) noexcept OTOSCAPE_RT;

}  // namespace otoscape::body
