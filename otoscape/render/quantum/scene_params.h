// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/render/quantum/inside_params.h"
#include "otoscape/render/quantum/recorded_levels.h"
#include "otoscape/render/quantum/render_params.h"

namespace otoscape::render {

// Parameters of the render of a scene.
struct SceneParams {
  RenderParams render;  // its `inside` has no effect: the scene says what sounds inside
  TinnitusMode tinnitus = TinnitusMode::full;
  double return_cap_lu = 20.0;      // of ReturnCap, kLowestReturnCap … kHighestReturnCap
  std::uint64_t seed = 1;           // of all random parts
  bool felt_physical = false;       // felt follows dB SPL, not LU re the programme
  bool has_body_track = false;      // false: a scene's track_db has no effect
  double body_track_peak_lu = 3.0;  // loudness of its loudest 3 s above its level at 0 dB
  RecordedLevels recorded{};        // of sources of the body that are recordings
};
inline constexpr double kLowestReturnCap = 6.0, kHighestReturnCap = 40.0;  // LU

}  // namespace otoscape::render
