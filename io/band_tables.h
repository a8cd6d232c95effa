// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "otoscape/units/frequency.h"

namespace otoscape::io {

// Edges of the bands of textbook vocoders and of implants, by the names that map files use.
struct BandTable {
  std::string_view name;
  std::vector<Hertz> edges;  // one more than bands
};

//   medel-flex-12     MED-EL's FSP and FS4 with twelve electrodes: 100 to 8500 Hz. Recalled, not
//                     read in a document of the maker's
//   shannon-4         Shannon, Zeng, Kamath, Wygonski & Ekelid (1995), Science 270: 0, 800, 1500,
//                     2500, 4000 Hz; the lowest edge is 100 Hz here
//   dorman-2 … 9      Dorman, Loizou & Rainey (1997), J. Acoust. Soc. Am. 102: from their centres
//                     and widths
//   spiral-20         Grange, Culling, Harris & Bergfeld (2017), J. Acoust. Soc. Am. 142: 20 bands
//                     of equal width on the scale of Glasberg & Moore, 120 to 8658 Hz
std::span<const BandTable> band_tables();

}  // namespace otoscape::io
