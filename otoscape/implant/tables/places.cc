// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/tables/places.h"

#include <algorithm>
#include <cmath>

#include "otoscape/dsp/monotone_cubic.h"

namespace otoscape::implant::tables {
namespace {

// Stakhovskaya et al. (2007), as openMHA tables it.
const dsp::MonotoneCubic& ganglion_map() {
  static const dsp::MonotoneCubic map(
      std::vector<double>{0, 90, 180, 270, 360, 450, 540, 630, 720},
      std::vector<double>{17225, 6193, 3174, 1539, 785, 550, 366, 215, 58});
  return map;
}

// Twelve contacts of a straight lateral-wall array, 2.4 mm apart with the tip at 31.5 mm, and their
// mean angles (Landsberger et al. 2015). The ends (0 mm at 0° and 35 mm at two whole turns) are
// ours.
const dsp::MonotoneCubic& winding() {
  static const dsp::MonotoneCubic map(
      std::vector<double>{0, 5.1, 7.5, 9.9, 12.3, 14.7, 17.1, 19.5, 21.9, 24.3, 26.7, 29.1, 31.5,
                          kCochleaMm},
      std::vector<double>{0, 9.62, 27.56, 50.47, 84.16, 127.74, 174.05, 224.27, 274.82, 331.66,
                          392.85, 450.71, 544.03, 720});
  return map;
}

}  // namespace

double greenwood_hz(double mm_from_apex) {
  return 165.4 * (std::pow(10.0, 0.06 * mm_from_apex) - 0.88);
}

double greenwood_mm(double hz) { return std::log10(hz / 165.4 + 0.88) / 0.06; }

double spiral_ganglion_hz(double angle_deg) { return ganglion_map().at(angle_deg); }

double angle_deg(double mm_from_base) { return winding().at(mm_from_base); }

double mm_from_base(double angle_deg) { return winding().inverse(angle_deg); }

ContactPlaces contact_places(const ElectrodeArray& array, double insertion_mm) {
  ContactPlaces places;
  const double deeper_mm = insertion_mm - array.insertion_mm;
  for (int i = 0; i < array.contacts; ++i) {
    const double depth_mm = std::clamp(insertion_mm - i * array.pitch_mm, 0.0, kCochleaMm);
    places.mm.push_back(kCochleaMm - depth_mm);
    places.greenwood_hz.push_back(greenwood_hz(places.mm.back()));
    double angle = angle_deg(depth_mm);
    if (!array.angles_deg.empty()) {
      // Published angles belong to the typical insertion; another one moves the contacts along.
      angle = array.angles_deg[static_cast<std::size_t>(i)];
      if (deeper_mm != 0.0) angle = angle_deg(mm_from_base(angle) + deeper_mm);
    }
    places.spiral_ganglion_hz.push_back(spiral_ganglion_hz(angle));
  }
  return places;
}

}  // namespace otoscape::implant::tables
