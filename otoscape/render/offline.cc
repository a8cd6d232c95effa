// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/offline.h"

#include <algorithm>

namespace otoscape::render {

OfflineRenderer::OfflineRenderer(std::unique_ptr<Rendering> rendering)
    : rendering_(std::move(rendering)), early_(rendering_->latency().value()) {}

OfflineRenderer::OfflineRenderer(const StreamSpec& spec, const hearing::HearingProfile& listener,
                                 const RenderParams& params)
    : OfflineRenderer(std::make_unique<Renderer>(spec, listener, params)) {}

FullScaleBlock OfflineRenderer::render(FullScaleBlock sound) {
  rendering_->process(sound, sound);
  owed_ += sound.frames();
  const int cut = static_cast<int>(std::min<std::int64_t>(early_, sound.frames()));
  early_ -= cut;
  owed_ -= sound.frames() - cut;
  return sound.part(cut, sound.frames() - cut);
}

FullScaleBlock OfflineRenderer::rest(FullScaleBlock memory) {
  while (owed_ > 0) {
    for (int c = 0; c < memory.channels(); ++c) std::ranges::fill(memory.channel(c), 0.0f);
    const std::int64_t owed = owed_;
    const FullScaleBlock heard = render(memory);
    owed_ = owed - std::min<std::int64_t>(owed, heard.frames());
    if (heard.frames() > 0) return heard.part(0, static_cast<int>(owed - owed_));
  }
  return memory.part(0, 0);
}

}  // namespace otoscape::render
