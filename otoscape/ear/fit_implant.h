// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "otoscape/hearing/implant_map.h"
#include "otoscape/implant/coding_params.h"

// From the clinical map of an implant to the parameters of the coding.

namespace otoscape::ear {

// Parameters of the coding for a map that hearing::check accepts. Makers' numbers become electrodes
// by place, 0 the most apical. Electrodes in `off` (maker's numbers that the map still holds) keep
// their bands but never fire; their bands are not reassigned.
implant::CodingParams coding_params(const hearing::ImplantMap& map, std::span<const int> off = {});

}  // namespace otoscape::ear
