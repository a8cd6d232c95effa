// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/views/outline.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::io::views {

// A scene over time as an SVG document, at most 100 kB: the perspective, the hearing level
// of each ear (mean of .5, 1, 2 and 4 kHz, and thinly 250 Hz and 4 kHz; red O right, blue X left,
// dB HL downwards), ringing in dB SPL, the body, events; above them the film's sound and below
// them its loudness along the scene, as far as `film` (which may be null) has them. The root's
// data-time-left and data-time-right are the x of 0 s and of data-seconds, for a page that moves a
// line over the picture.
std::string arc_svg(const scene::Scene& scene, Seconds length, const SoundOutline* film);

}  // namespace otoscape::io::views
