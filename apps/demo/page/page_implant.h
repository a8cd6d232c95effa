// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "apps/demo/page/implant_part.h"

// The parts of the page that show the implant, as HTML.

namespace otoscape::demo::page {

std::string electrodogram_figure(const ImplantPart& part);
std::string place_map_figure(const ImplantPart& part);
// Each with its model, its assumptions, its picture and its sound.
std::string sample_figures(const ImplantPart& part);

}  // namespace otoscape::demo::page
