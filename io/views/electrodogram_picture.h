// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/hearing/implant_map.h"
#include "otoscape/implant/coding/electrodogram.h"

namespace otoscape::io::views {

// An electrodogram as an SVG document: time to the right, one row for each contact of the array,
// the most apical (lowest frequencies) at the bottom. Each pulse is a line from its row's base; the
// highest level of all is 0.75 of a row. Idle pulses are not drawn. Where several pulses of an
// electrode fall into one of the 1000 columns, the highest is drawn. Beside each row stands its
// number of pulses.
std::string electrodogram_svg(const implant::coding::Electrodogram& electrodogram,
                              const hearing::ImplantMap& map);

}  // namespace otoscape::io::views
