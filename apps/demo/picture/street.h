// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/place.h"

namespace otoscape::demo::picture {

// Houses, cars, a bicycle, and two who walk along them. `scale` pixels a unit.
std::unique_ptr<Place> make_street(const sound::Scene& scene, double scale);

}  // namespace otoscape::demo::picture
