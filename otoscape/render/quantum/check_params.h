// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/result.h"
#include "otoscape/render/quantum/render_params.h"
#include "otoscape/render/quantum/scene_params.h"
#include "otoscape/units/frequency.h"

// Whether what a caller gives lies in the ranges that the renderers are made for. Renderers
// themselves do not check. All errors are of kind usage and name value and range.

namespace otoscape::render {

inline constexpr double kLowestRateHz = 8000.0, kHighestRateHz = 192000.0;

Status check_stream(Hertz rate);
Status check_params(const RenderParams& params);
Status check_params(const SceneParams& params);

}  // namespace otoscape::render
