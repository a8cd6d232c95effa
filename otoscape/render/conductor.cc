// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/conductor.h"

#include <algorithm>

#include "otoscape/ear/fit.h"

namespace otoscape::render {
namespace {

constexpr std::size_t kKept = 5;  // designs: the one now, the one before, the one that waits, spare

}  // namespace

Conductor::Conductor(const scene::Arc& arc, const SceneParams& params, std::vector<EarPiece> pieces,
                     const ear::AcousticDesigner& designer, Hertz rate, bool voice)
    : arc_(arc),
      params_(params),
      pieces_(std::move(pieces)),
      designer_(designer),
      rate_(rate),
      voice_(voice) {}

const ear::AcousticDesign& Conductor::design(Seconds time) {
  std::array<ear::AcousticParams, 2> ears;
  for (const auto side : {scene::Side::left, scene::Side::right}) {
    auto& params = ears[static_cast<std::size_t>(side)];
    params = ear::fit(arc_.ear(side, time), params_.render.smearing);
    if (voice_) params = ear::by_bone(std::move(params));
  }
  if (!designs_.empty() && ears == newest_) return *designs_.back();
  designs_.push_back(designer_.make(ears[0], ears[1], params_.render.temporal_window));
  newest_ = std::move(ears);
  if (designs_.size() > kKept) designs_.pop_front();
  return *designs_.back();
}

const ear::AcousticDesign& Conductor::start(std::int64_t quantum) {
  while (next_ < pieces_.size() && pieces_[next_].start < quantum) ++next_;
  if (next_ == 0) return design(Seconds(-1e6));  // before the first keyframe the first holds
  return design(pieces_[next_ - 1].end_time);
}

void Conductor::lead(std::int64_t quantum, ear::Listener& listener) {
  const std::int64_t heard_from = quantum + listener.lead();
  while (next_ < pieces_.size() && pieces_[next_].start <= heard_from && !listener.path().waits()) {
    const EarPiece& piece = pieces_[next_++];
    const auto& before = *designs_.back();
    const auto& to = design(piece.end_time);
    if (&to == &before) continue;  // nothing that a design knows of moves
    // Late only where the sound itself begins shortly before the piece.
    const auto late = static_cast<int>(heard_from - piece.start);
    listener.adopt(to, std::max(piece.steps - late, ear::blend_quanta(rate_)), piece.blends);
  }
}

}  // namespace otoscape::render
