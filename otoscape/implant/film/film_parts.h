// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace otoscape::implant::film {

// Output buffers of the three parts of a sound, equally long.
struct FilmParts {
  std::span<float> sines, transients, noise;
};

}  // namespace otoscape::implant::film
