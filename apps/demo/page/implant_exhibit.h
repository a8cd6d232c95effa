// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "apps/demo/film/implant_render.h"
#include "io/pages/spectrogram.h"

namespace otoscape::demo::page {

// The implant's part of the page: what was rendered, with its pictures.
struct ImplantExhibit {
  film::ImplantRender render;
  std::vector<io::pages::Spectrogram> spectrograms;  // of each sample
  std::string place_map_svg;
};

// Measures and draws the pictures.
Result<ImplantExhibit> exhibit_implant(film::ImplantRender render);

}  // namespace otoscape::demo::page
