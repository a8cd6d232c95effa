// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/realtime.h"

namespace otoscape::bank {

// One ear's delayed bands, weighted and summed over one quantum. Each band's recent past is a ring
// of `ring_frames`, whose first quantum is repeated at its end.
struct BandSum {
  const float* ring;  // band 0, frame 0
  int ring_frames, ring_stride, write;
  const int* delays;  // frames
  const float* from;  // gains as in BandGains
  const float* mid;
  const float* to;
  int bands;
  int frames;
  float* out;
};

void sum_bands(const BandSum& sum) noexcept OTOSCAPE_RT;

}  // namespace otoscape::bank
