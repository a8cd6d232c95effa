// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "apps/demo/sound/sound.h"
#include "apps/demo/sound/speech.h"

namespace otoscape::demo::sound {

struct Vehicle {
  double nearest_s;   // when it is in front of the listener
  double speed_m_s;   // to the right
  double distance_m;  // then
  double engine_hz;
  double gain_lin;
};
inline constexpr std::array<Vehicle, 4> kVehicles{{
    {69.4, 11.0, 4.0, 78.0, 0.8},
    {72.4, 12.5, 6.0, 92.0, 0.8},
    {74.8, 9.0, 4.5, 41.0, 1.2},  // a lorry
    {77.3, 12.0, 4.0, 84.0, 0.8},
}};

// When the two who walk set a foot down, the left one first.
std::vector<double> step_times(std::uint64_t seed);

// A street with vehicles that pass from left to right, a walker's steps, a bicycle's bell and two
// voices; at the level that `rms` is of. Not modelled: interaural time differences,
// reflections from the houses.
Stereo make_street(const Speech& speech, double rms, std::uint64_t seed);

}  // namespace otoscape::demo::sound
