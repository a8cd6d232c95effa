// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/conductor.h"

#include <algorithm>

#include "otoscape/ear/listener_back.h"
#include "otoscape/loss/smearing_design.h"

namespace otoscape::render {
namespace {

constexpr std::size_t kKept = 5;  // designs: the one now, the one before, the one that waits, spare
constexpr double kAheadSeconds = 1.5;  // that an implant runs unheard: within a region's run-in

}  // namespace

void InUse::keep(const Orders& orders) {
  for (std::size_t ear = 0; ear < 2; ++ear) {
    if (orders.announced[ear]) announced_[ear] = orders.announced[ear];
  }
  if (!orders.design) return;
  designs_.push_back(orders.design);
  if (designs_.size() > kKept) designs_.pop_front();
}

Conductor::Conductor(const scene::Arc& arc, const SceneParams& params, std::vector<EarPiece> pieces,
                     ear::ListenerDesigner& designer, Hertz rate, bool voice)
    : arc_(arc),
      params_(params),
      pieces_(std::move(pieces)),
      designer_(designer),
      rate_(rate),
      voice_(voice),
      quantum_frames_(loss::SmearingFrame::at(rate).hop_frames) {}

ear::ListenerParams Conductor::params_at(Seconds time) const {
  auto params = ear::fit(arc_.ear(scene::Side::left, time), arc_.ear(scene::Side::right, time),
                         params_.render.smearing);
  if (voice_) {
    for (auto& ear : params.acoustic) ear = ear::by_bone(std::move(ear));
  }
  return params;
}

std::shared_ptr<const ear::ListenerDesign> Conductor::design(Seconds time, std::int64_t quantum) {
  auto params = params_at(time);
  if (!designs_.empty() && params == newest_) return designs_.back();
  designs_.push_back(
      designer_.make(params, params_.render.temporal_window, quantum * quantum_frames_));
  newest_ = std::move(params);
  if (designs_.size() > kKept) designs_.pop_front();
  return designs_.back();
}

std::shared_ptr<const ear::ListenerDesign> Conductor::start(std::int64_t quantum) {
  while (next_ < pieces_.size() && pieces_[next_].start < quantum) ++next_;
  ahead_ = next_;
  if (next_ == 0)
    return design(Seconds(-1e6), quantum);  // before the first keyframe the first holds
  return design(pieces_[next_ - 1].end_time, quantum);
}

// An implant that will be heard soon begins to run.
void Conductor::run_ahead(std::int64_t quantum, Orders& orders) {
  if (!designer_.needs().any()) return;
  const auto soon =
      quantum + static_cast<std::int64_t>(kAheadSeconds * rate_.value() / quantum_frames_);
  for (; ahead_ < pieces_.size() && pieces_[ahead_].start <= soon; ++ahead_) {
    const auto params = params_at(pieces_[ahead_].end_time);
    for (std::size_t ear = 0; ear < 2; ++ear) {
      if (!params.electric[ear]) continue;
      auto chain = designer_.make_ahead(ear, *params.electric[ear], quantum * quantum_frames_);
      if (chain) orders.announced[ear] = std::move(chain);
    }
  }
}

Orders Conductor::lead(std::int64_t quantum, ear::ListenerFront& front) {
  Orders orders;
  run_ahead(quantum, orders);
  const std::int64_t heard_from = quantum + front.lead();
  while (next_ < pieces_.size() && pieces_[next_].start <= heard_from && !front.waits()) {
    const EarPiece& piece = pieces_[next_++];
    const auto before = designs_.back();
    const auto to = design(piece.end_time, quantum);
    if (to == before) continue;  // nothing that a design knows of moves
    // Late only where the sound itself begins shortly before the piece.
    const auto late = static_cast<int>(heard_from - piece.start);
    const int steps = std::max(piece.steps - late, ear::blend_quanta(rate_));
    orders.move = front.adopt(*to, steps, piece.blends);
    orders.design = to;
  }
  return orders;
}

}  // namespace otoscape::render
