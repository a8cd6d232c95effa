// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/place.h"

namespace otoscape::demo::picture {

// A room at night; what was worn lies on the table. `scale` pixels a unit.
std::unique_ptr<Place> make_home(const sound::Scene& scene, double scale);

}  // namespace otoscape::demo::picture
