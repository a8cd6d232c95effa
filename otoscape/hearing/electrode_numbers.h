// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/hearing/implant_map.h"

namespace otoscape::hearing {

// The index of the contact with the maker's `number`; index 0 is the most apical.
int electrode_of(const ImplantMap& map, int number);
// The maker's number of the contact with index `electrode`.
int number_of(const ImplantMap& map, int electrode);

}  // namespace otoscape::hearing
