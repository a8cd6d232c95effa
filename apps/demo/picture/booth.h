// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/place.h"

namespace otoscape::demo::picture {

// A hearing test: who is tested sits behind glass. `scale` pixels a unit.
std::unique_ptr<Place> make_booth(const sound::Scene& scene, double scale);

}  // namespace otoscape::demo::picture
