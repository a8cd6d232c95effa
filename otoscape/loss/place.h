// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>

// Facts of an ear over frequency are tables on a twelfth-octave grid anchored at 1 kHz. Every
// audiometric frequency (125·2ⁿ and 750·2ⁿ Hz) lies within 0.02 steps of a grid point, so that an
// audiogram's kinks fall on points and linear interpolation loses nothing.

namespace otoscape::loss {

inline constexpr int kPlaces = 192;  // 15.6 Hz … 967 kHz
inline constexpr double kPlacesPerOctave = 12.0;
inline constexpr double kPlaceOf1kHz = 72.0;

inline double place_hz(int place) {
  return 1000.0 * std::exp2((place - kPlaceOf1kHz) / kPlacesPerOctave);
}

using PlaceTable = std::array<float, kPlaces>;

}  // namespace otoscape::loss
