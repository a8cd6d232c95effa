// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace otoscape::implant::film {

// Where the three parts of a sound are written, equally long.
struct FilmParts {
  std::span<float> sines, transients, noise;
};

}  // namespace otoscape::implant::film
