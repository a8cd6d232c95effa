// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/implant/coding_params.h"

namespace otoscape::implant::coding {

// Nucleus' bands of the 128-point bank: how many bins each of `bands` bands (1…22) has, lowest
// first; 62 together, from bin 2.
std::span<const int> nucleus_bins(int bands);

// Limits of the bands in Hz, one more than there are bands: those of the params, else the
// strategy's own table for that number of bands. HiRes: limits of its 16 electrodes, each between
// two channels. FS4: MED-EL's twelve bands; another number divides the same range in the same
// proportions.
std::vector<double> band_edges_hz(const CodingParams& params);

}  // namespace otoscape::implant::coding
