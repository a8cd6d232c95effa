// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>

// Properties of an ear over frequency are tables on a grid anchored at 1 kHz, 53 steps an octave. A
// fifth is then 31.003 steps: every audiometric frequency (125·2ⁿ and 750·2ⁿ Hz) lies within 0.003
// steps of a grid point, so that the corners of an audiogram fall on points and linear
// interpolation is exact there. (With 12 steps an octave the distance is 0.02 steps, which changed
// the output by 1 dB at 100 dB HL, where ρ is 21.)

namespace otoscape::loss {

inline constexpr int kPlaces = 672;  // 15.6 Hz … 101 kHz
inline constexpr double kPlacesPerOctave = 53.0;
inline constexpr double kPlaceOf1kHz = 318.0;

inline double place_hz(int place) {
  return 1000.0 * std::exp2((place - kPlaceOf1kHz) / kPlacesPerOctave);
}

using PlaceTable = std::array<float, kPlaces>;

}  // namespace otoscape::loss
