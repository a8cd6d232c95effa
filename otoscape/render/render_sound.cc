// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/render_sound.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "otoscape/render/ears/scene_ears.h"
#include "otoscape/render/offline.h"
#include "otoscape/render/programme/programme_loudness_maker.h"
#include "otoscape/render/quantum/check_params.h"
#include "otoscape/render/renderer.h"

namespace otoscape::render {
namespace {

constexpr int kPieceFrames = 1 << 16;  // more would only take more memory

Status check_channels(FullScaleBlock sound, bool ears_alike) {
  if (sound.channels() < 1) return wrong_usage("the sound has no channel: give one or two");
  if (sound.channels() == 1 && !ears_alike) {
    return wrong_usage("the ears do not get the same: give two channels, the same sound twice");
  }
  return ok();
}

// Writes each piece back over what has been read: `renderer` returns no frame before it has got it.
void render_in_place(OfflineRenderer& renderer, FullScaleBlock sound) {
  int written = 0;
  const auto write = [&](FullScaleBlock heard) {
    for (int c = 0; c < sound.channels(); ++c) {
      std::ranges::copy(heard.channel(c), sound.channel(c).begin() + written);
    }
    written += heard.frames();
  };
  for (int first = 0; first < sound.frames(); first += kPieceFrames) {
    write(renderer.render(sound.part(first, std::min(kPieceFrames, sound.frames() - first))));
  }
  write(renderer.rest());
}

}  // namespace

Result<RenderReport> render_sound(FullScaleBlock sound, Hertz rate,
                                  const hearing::HearingProfile& listener,
                                  const RenderParams& params) {
  if (auto status = check_stream(rate); !status) return status.error();
  if (auto status = check_params(params); !status) return status.error();
  if (auto status = check_channels(sound, listener.alike()); !status) return status.error();
  OfflineRenderer renderer({rate, sound.channels()}, listener, params);
  render_in_place(renderer, sound);
  return renderer.report();
}

Result<SceneSoundReport> render_sound(FullScaleBlock sound, Hertz rate, const scene::Scene& scene,
                                      const SceneParams& params) {
  if (auto status = check_stream(rate); !status) return status.error();
  if (auto status = check_params(params); !status) return status.error();
  if (scene.keyframes.empty()) return wrong_usage("the scene has no keyframe");
  if (!scene.recordings.empty()) {
    return wrong_usage(
        "the scene has [recordings], and no files are read here: use media::render_file, or give "
        "a SceneRenderer the takes");
  }
  const scene::Arc arc(scene.keyframes);
  if (auto status = check_channels(sound, !ears::needs_two_ears(arc, params.tinnitus)); !status) {
    return status.error();
  }
  const StreamSpec spec{rate, sound.channels()};
  programme::ProgrammeLoudnessMaker loudness(spec, Seconds(0.0));
  loudness.add(sound);
  const programme::ProgrammeLoudness programme = loudness.finish();
  SceneParams seeded = params;
  seeded.seed = scene.seed;
  seeded.felt_physical = scene.felt_physical;
  auto made = std::make_unique<SceneRenderer>(spec, SceneSetup{arc, programme, seeded}, 0, 0);
  const SceneRenderer& scene_renderer = *made;
  OfflineRenderer renderer(std::move(made));
  render_in_place(renderer, sound);
  return SceneSoundReport{renderer.report(), scene_renderer.scene_report()};
}

}  // namespace otoscape::render
