// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/hearing/implant.h"

namespace otoscape::io::views {

// The contacts of an implant and their bands, as an SVG document. The cochlea is unrolled, apex on
// the left, 35 mm long, with Greenwood's (1990) frequencies. Three rows: the places of the contacts
// along the organ of Corti, their frequencies by the implant's place map, and their bands. Below:
// for each band by how many octaves the place lies above the band's centre, before any adaptation.
// Contacts that are off and dead regions are grey.
std::string place_map_picture(const hearing::Implant& implant);

}  // namespace otoscape::io::views
