// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/hearing/implant_map.h"
#include "otoscape/implant/coding/electrodogram.h"

namespace otoscape::io::views {

// An electrodogram as the field draws it, as an SVG document: time to the right, one row for each
// contact of the array, the most apical (lowest frequencies) at the bottom; each pulse a line from
// its row's base, 0.75 of the row high where its level is the highest of all. Idle pulses are not
// drawn. Where several pulses of an electrode fall into one of the 1000 columns, the highest is.
// Beside each row: how many pulses it had.
std::string electrodogram_svg(const implant::coding::Electrodogram& electrodogram,
                              const hearing::ImplantMap& map);

}  // namespace otoscape::io::views
