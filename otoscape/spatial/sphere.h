// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>

#include "otoscape/base/layout.h"
#include "otoscape/spatial/head.h"
#include "otoscape/units/frequency.h"

// A head as a rigid sphere: the pressure at its surface in a plane wave, by Rabinowitz' series in
// Duda & Martens (1998), "Range dependence of the response of a spherical head model", J. Acoust.
// Soc. Am. 104, 3048, for a source infinitely far away. The radius is the usual 8.75 cm (Hartley &
// Fry 1921); ears lie at ±90°. Not modelled: pinnae, torso, hair; so front and back, up and down
// sound alike.

namespace otoscape::spatial {

inline constexpr double kHeadRadiusM = 0.0875, kSoundSpeedMPerS = 343.0;

// Pressure at a point of the surface re the pressure at the place of the sphere's centre without
// it. angle_rad: between the directions of the point and of the source, both seen from the centre.
std::complex<double> sphere_pressure(double angle_rad, Hertz frequency);

// Between the directions of a source and of an ear.
double angle_to_ear_rad(Direction source, Ear ear);

Head sphere_head();

}  // namespace otoscape::spatial
