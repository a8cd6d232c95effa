// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/result.h"
#include "otoscape/c/otoscape.h"
#include "otoscape/render/quantum/render_params.h"
#include "otoscape/render/quantum/scene_params.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::c {

// A caller's parameters, complete; null: the defaults. Fails for a value out of its range.
Result<otoscape_params> params_of(const otoscape_params* params);

// For a listener, whose ringing is off by default, and for a scene, whose ringing is full.
render::RenderParams listener_params(const otoscape_params& params);
render::SceneParams scene_params(const otoscape_params& params, const scene::Scene& scene);

}  // namespace otoscape::c
