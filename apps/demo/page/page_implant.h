// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "apps/demo/page/implant_exhibit.h"

// The parts of the page about the implant, as HTML.

namespace otoscape::demo::page {

std::string electrodogram_figure(const ImplantExhibit& exhibit);
std::string place_map_figure(const ImplantExhibit& exhibit);
// One figure a sample: model, assumptions, spectrogram and sound.
std::string sample_figures(const ImplantExhibit& exhibit);

}  // namespace otoscape::demo::page
