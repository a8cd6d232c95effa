// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/place.h"

namespace otoscape::demo::picture {

// A living room at night, full of people. `scale` pixels a unit.
std::unique_ptr<Place> make_party(const sound::Scene& scene, double scale);

}  // namespace otoscape::demo::picture
