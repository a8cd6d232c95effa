// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/views/arc_chart.h"
#include "io/views/outline.h"

namespace otoscape::io::views {

// What a picture of an arc shows of its film: the sound's peaks; how loud the room is and what is
// heard, and the buses by themselves.
std::string film_panel(const Axis& axis, const Panel& panel, const SoundOutline& film);
std::string loudness_panel(const Axis& axis, const Panel& panel, const LoudnessCurves& curves);
inline constexpr double kLoudestDrawn = 10.0, kSoftestDrawn = -60.0;  // LU re the programme

}  // namespace otoscape::io::views
