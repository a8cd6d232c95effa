// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "otoscape/hearing/implant_map.h"
#include "otoscape/implant/coding_params.h"

// Where an implant's clinical facts meet the models' parameters.

namespace otoscape::ear {

// What the coding stages do with a map that keeps hearing::check. Makers' numbers become electrodes
// by place, 0 the most apical. Of the numbers in `off` (of a listener whose map still has them) the
// bands stay and never fire: holes, no new bands.
implant::CodingParams coding_params(const hearing::ImplantMap& map, std::span<const int> off = {});

}  // namespace otoscape::ear
