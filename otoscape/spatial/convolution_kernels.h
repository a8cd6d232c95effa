// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/realtime.h"

namespace otoscape::spatial {

// Two real signals lie in the real and the imaginary part of one transform Z of `size` elements. Of
// two filters with complex spectra G and H, the first for the real part, both results are summed:
//   Y[k] += Z[k] (G[k] − jH[k])/2 + conj(Z[size − k]) (G[k] + jH[k])/2.
struct PairFilter {
  const float* own_re;  // (G − jH)/2
  const float* own_im;
  const float* mirrored_re;  // (G + jH)/2
  const float* mirrored_im;
};
struct Spectrum {
  float* re;
  float* im;
};

// z has element `size`, equal to element 0.
void add_filtered(Spectrum z, const PairFilter& filter, Spectrum y, int size) noexcept OTOSCAPE_RT;

}  // namespace otoscape::spatial
