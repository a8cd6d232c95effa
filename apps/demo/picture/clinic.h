// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/place.h"

namespace otoscape::demo::picture {

// A room with daylight, where two implants are switched on. `scale` pixels a unit.
std::unique_ptr<Place> make_clinic(const sound::Scene& scene, double scale);

}  // namespace otoscape::demo::picture
