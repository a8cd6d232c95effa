// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/realtime.h"
#include "otoscape/loss/smearing_design.h"

namespace otoscape::loss {

struct EarPowers {
  float* left;
  float* right;
};

// Matrix times one power spectrum or two. What comes out does not depend on how many spectra share
// the pass, nor on the processor but for its own rounding.
void smear_one(const SmearingMatrix& matrix, const float* in, float* out) noexcept OTOSCAPE_RT;
void smear_both(const SmearingMatrix& matrix, const EarPowers& in,
                const EarPowers& out) noexcept OTOSCAPE_RT;

// Prefetches part `part` of `parts` of what a product reads.
void fetch(const SmearingMatrix& matrix, int part, int parts) noexcept OTOSCAPE_RT;

}  // namespace otoscape::loss
