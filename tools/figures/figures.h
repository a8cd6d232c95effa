// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "tools/figures/plot.h"

// One function per picture of docs/figures. What they show is computed by the library's own designs
// and stages; nothing is drawn from a formula repeated here.

namespace otoscape::figures {

std::vector<Plot> recruitment();
std::vector<Plot> conductive();
std::vector<Plot> gammatone_bank();
std::vector<Plot> band_level();
std::vector<Plot> spectral_smearing();
std::vector<Plot> temporal_smearing();
std::vector<Plot> outer_middle_ear();
std::vector<Plot> guard();
std::vector<Plot> return_cap();
std::vector<Plot> audibility();
std::vector<Plot> latency();
std::vector<Plot> profile();
std::vector<Plot> calibration();
std::vector<Plot> ringing();
std::vector<Plot> body_sounds();
std::vector<Plot> events();
std::vector<Plot> felt_sound();
std::vector<Plot> spherical_head();

}  // namespace otoscape::figures
