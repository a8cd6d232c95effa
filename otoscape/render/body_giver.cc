// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/body_giver.h"

#include "otoscape/render/scene_stems.h"

namespace otoscape::render {

BodyGiver::BodyGiver(BodyTap& tap, const Layout& layout) : tap_(tap) {
  for (int c = 0; c < layout.channels(); ++c) {
    if (layout[c] == Speaker::lfe) lfe_ = c;
  }
}

void BodyGiver::give(const Quantum& quantum) {
  parts_.clear();
  const auto all = quantum.parts.all();
  for (std::size_t i = 0; i < all.size(); ++i) {
    parts_.push_back({stem_kind_of(all[i].kind), quantum.parts.sound(i)});
  }
  if (quantum.voice.channels() > 0) parts_.push_back({StemName::Kind::voice, quantum.voice});
  const auto& points = quantum.course.points;
  const auto lfe = lfe_ < 0 ? ConstBlock<FullScaleUnit>() : quantum.channels.channels(lfe_, 1);
  tap_.take({quantum.first, quantum.programme, lfe, parts_, points.front().internal,
             points.back().internal});
}

}  // namespace otoscape::render
