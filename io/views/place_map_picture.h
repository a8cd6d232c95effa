// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/hearing/implant.h"

namespace otoscape::io::views {

// Where an implant's contacts lie and what they are given, as an SVG document. The cochlea is
// unrolled, apex on the left, 35 mm long, with Greenwood's (1990) frequencies. Three rows: the
// contacts, where they lie along the organ of Corti; where each is heard, by the implant's place
// map; and the bands that they get. Below: for each band by how many octaves the place lies above
// the band's centre, before any adaptation. Contacts that are off and regions that do not answer
// are grey.
std::string place_map_picture(const hearing::Implant& implant);

}  // namespace otoscape::io::views
