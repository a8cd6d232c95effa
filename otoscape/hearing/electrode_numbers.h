// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/hearing/implant_map.h"

namespace otoscape::hearing {

// A contact's place in the array, 0 the most apical.
int electrode_of(const ImplantMap& map, int number);
// And back.
int number_of(const ImplantMap& map, int electrode);

}  // namespace otoscape::hearing
