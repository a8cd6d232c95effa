// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/electrode_numbers.h"

namespace otoscape::hearing {

int electrode_of(const ImplantMap& map, int number) {
  return map.numbered_from_base ? map.contacts - number : number - 1;
}

int number_of(const ImplantMap& map, int electrode) {
  return map.numbered_from_base ? map.contacts - electrode : electrode + 1;
}

}  // namespace otoscape::hearing
