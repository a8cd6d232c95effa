// SPDX-License-Identifier: Apache-2.0
#pragma once

// The library, for programs that have their sound in memory or from a device: link
// otoscape::otoscape. Listener and scene files are in otoscape/files.h, films in otoscape/media.h,
// C in otoscape/c/otoscape.h.
//
//   std::vector<float> left = …, right = …;
//   otoscape::FullScaleBlock sound({left.data(), right.data()}, 2, static_cast<int>(left.size()));
//   auto listener = otoscape::preset("N3");
//   auto report = otoscape::render_sound(sound, otoscape::Hertz(48000), *listener);
//   if (!report) std::puts(report.error().sentence.c_str());
//
// render_sound gives as many frames as it gets, in time with them. Renderer::process does the same
// for sound that arrives block by block, latency() frames later. A Result is a value or an error of
// one sentence; nothing here throws but where memory is out.
//
// A listener is a HearingProfile; a scene, which moves between listeners in time, a scene::Scene.
// How loud 1.0 is, RenderParams::calibration says: hearing loss depends on it.

#include "otoscape/base/block.h"
#include "otoscape/base/result.h"
#include "otoscape/hearing/presets.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/render/offline.h"
#include "otoscape/render/programme/programme_loudness_maker.h"
#include "otoscape/render/render_sound.h"
#include "otoscape/render/renderer.h"
#include "otoscape/render/scene_renderer.h"
#include "otoscape/scene/arc.h"
#include "otoscape/scene/keyframe.h"
#include "otoscape/units/calibration.h"

namespace otoscape {

using hearing::Audiogram;
using hearing::EarProfile;
using hearing::HearingProfile;
using hearing::preset;
using hearing::preset_list;
using hearing::PresetInfo;
using render::OfflineRenderer;
using render::render_sound;
using render::Renderer;
using render::RenderParams;
using render::RenderReport;
using render::SceneParams;
using render::SceneRenderer;
using render::SceneReport;
using render::SceneSoundReport;
using scene::Scene;

}  // namespace otoscape
