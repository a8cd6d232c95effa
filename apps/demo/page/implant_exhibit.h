// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "apps/demo/film/implant_render.h"

namespace otoscape::demo::page {

// The implant's part of the page: what was rendered, with its pictures.
struct ImplantExhibit {
  film::ImplantRender render;
  std::vector<std::string> spectrograms;  // of each sample, a PNG file's bytes
  std::string place_map_svg;
};

// Draws the pictures. Scratch files go to `work`.
Result<ImplantExhibit> exhibit_implant(const tools::Runner& runner, film::ImplantRender render,
                                       const std::filesystem::path& work);

}  // namespace otoscape::demo::page
