// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/place.h"

namespace otoscape::demo::picture {

// The band's stage, before the song and while it plays. `scale` pixels a unit.
std::unique_ptr<Place> make_stage(const sound::Scene& scene, double scale);

}  // namespace otoscape::demo::picture
