// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/implant/tables/electrode_arrays.h"

namespace otoscape::implant::tables {

// Greenwood (1990), man: f = 165.4 (10^(0.06 x) − 0.88), x mm from the apex of a cochlea of 35 mm.
inline constexpr double kCochleaMm = 35.0;
double greenwood_hz(double mm_from_apex);
double greenwood_mm(double hz);
// Place of the spiral ganglion at an angle from the round window (Stakhovskaya et al. 2007),
// monotone cubic between tabled angles, 0…720°.
double spiral_ganglion_hz(double angle_deg);
// Angle of a contact at a distance, along the organ of Corti, from the base, and back.
double angle_deg(double mm_from_base);
double mm_from_base(double angle_deg);

// Places of contacts: mm from the apex along the organ of Corti, and the characteristic frequencies
// there.
struct ContactPlaces {
  std::vector<double> mm, greenwood_hz, spiral_ganglion_hz;
};
ContactPlaces contact_places(const ElectrodeArray& array, double insertion_mm);

}  // namespace otoscape::implant::tables
