// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/block.h"
#include "otoscape/base/result.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/render/quantum/render_params.h"
#include "otoscape/render/quantum/render_report.h"
#include "otoscape/render/quantum/scene_params.h"
#include "otoscape/render/scene_renderer.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::render {

// Renders a whole sound in memory through one listener, where it lies: as many frames out as in, in
// time with them. The result has the bytes that Renderer and the command give; of a listener's
// ringing it has what params.inside asks for, by default none, where the command sounds it as a
// scene of one point does. One channel is what
// both ears get, and stays one channel: fails with kind usage where the ears are not alike; give
// the sound twice. Fails with kind usage, too, for a rate outside 8…192 kHz, for more than two
// channels or none, and for parameters outside their ranges; the sound is then unchanged.
Result<RenderReport> render_sound(FullScaleBlock sound, Hertz rate,
                                  const hearing::HearingProfile& listener,
                                  const RenderParams& params = {});

struct SceneSoundReport {
  RenderReport render;
  SceneReport scene;
};

// The same along a scene whose time 0 is the sound's first frame. The sound is its own programme:
// its loudness is measured first. The seed is the scene's own; params.seed is not used.
Result<SceneSoundReport> render_sound(FullScaleBlock sound, Hertz rate, const scene::Scene& scene,
                                      const SceneParams& params = {});

}  // namespace otoscape::render
