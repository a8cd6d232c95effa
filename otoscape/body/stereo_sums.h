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

// From a low rate: left[n] += Σ_j x.left[k + j] taps[p + (kInterpolated − 1 − j) stride], and the
// same of right, where k and p are whole part and rest of (phase + n)/stride, n = 0…count − 1.
inline constexpr int kInterpolated = 10;
struct Interpolation {
  const float* taps;  // kInterpolated · stride, and kSumRoom more
  int stride, phase;
};
void interpolate(const Interpolation& at, const StereoTaps& x, int count,
                 const StereoOut& out) noexcept OTOSCAPE_RT;

}  // namespace otoscape::body
