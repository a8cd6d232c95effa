// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/render/quantum/render_params.h"

namespace otoscape::render {

// Ringing for the audience's sake: as written; softer and without pure tones; none.
enum class TinnitusMode { full, soft, off };

// What the render of a scene is asked to do.
struct SceneParams {
  RenderParams render;
  TinnitusMode tinnitus = TinnitusMode::full;
  double return_cap_lu = 20.0;  // how much a change of the scene may raise the loudness at once
  std::uint64_t seed = 1;
  bool has_body_track = false;      // else a scene's track_db sounds nothing
  double body_track_peak_lu = 3.0;  // its loudest 3 s over the level that a track is brought to
};
inline constexpr double kLowestReturnCap = 6.0, kHighestReturnCap = 40.0;  // LU

}  // namespace otoscape::render
