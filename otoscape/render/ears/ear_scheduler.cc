// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/ears/ear_scheduler.h"

#include <algorithm>

#include "otoscape/ear/listener_back.h"
#include "otoscape/loss/smearing_design.h"

namespace otoscape::render::ears {
namespace {

constexpr std::size_t kKept = 5;  // designs: the one now, the one before, the one that waits, spare
constexpr double kAheadSeconds = 1.5;  // that an implant runs unheard: within a region's run-in

constexpr std::size_t kKeptChains = 8;  // added_chains: more than an electric ear runs unheard

}  // namespace

void InUse::keep(const quantum::ListenerChange& change) {
  for (std::size_t ear = 0; ear < 2; ++ear) {
    for (const auto& chain : change.added_chains[ear]) {
      chains_[ear].push_back(chain);
      if (chains_[ear].size() > kKeptChains) chains_[ear].pop_front();
    }
  }
  if (!change.design) return;
  designs_.push_back(change.design);
  if (designs_.size() > kKept) designs_.pop_front();
}

EarScheduler::EarScheduler(const scene::Arc& arc, const SceneParams& params,
                           std::vector<EarSegment> pieces, ear::ListenerDesigner& designer,
                           Hertz rate, bool voice)
    : arc_(arc),
      params_(params),
      pieces_(std::move(pieces)),
      designer_(designer),
      rate_(rate),
      voice_(voice),
      quantum_frames_(loss::SmearingFrame::at(rate).hop_frames) {}

ear::ListenerParams EarScheduler::params_at(Seconds time) const {
  const std::array<hearing::EarProfile, 2> ears = {arc_.ear(scene::Side::left, time),
                                                   arc_.ear(scene::Side::right, time)};
  auto params = ear::fit(ears[0], ears[1], params_.render.smearing);
  if (voice_) {
    for (std::size_t e = 0; e < 2; ++e) {
      params.acoustic[e] = ear::by_bone(ears[e], std::move(params.acoustic[e]));
    }
  }
  return params;
}

std::shared_ptr<const ear::ListenerDesign> EarScheduler::design(
    Seconds time, std::int64_t quantum, const ear::ListenerDesigner::Chains& ready) {
  auto params = params_at(time);
  if (!designs_.empty() && params == newest_) return designs_.back();
  designs_.push_back(
      designer_.make(params, params_.render.temporal_window, quantum * quantum_frames_, ready));
  newest_ = std::move(params);
  if (designs_.size() > kKept) designs_.pop_front();
  return designs_.back();
}

std::shared_ptr<const ear::ListenerDesign> EarScheduler::start(std::int64_t quantum) {
  while (next_ < pieces_.size() && pieces_[next_].start < quantum) ++next_;
  ahead_ = scattered_ = next_;
  // Before the first keyframe the first holds.
  const Seconds now = next_ == 0 ? Seconds(-1e6) : pieces_[next_ - 1].end_time;
  const auto first = design(now, quantum);
  ahead_params_ = newest_.electric;
  return first;
}

// An implant that will be heard soon begins to run: where a piece leads to one that does not go on
// with what was there before the piece.
void EarScheduler::run_ahead(std::int64_t quantum, quantum::ListenerChange& change) {
  const auto soon =
      quantum + static_cast<std::int64_t>(kAheadSeconds * rate_.value() / quantum_frames_);
  for (; ahead_ < pieces_.size() && pieces_[ahead_].start <= soon; ++ahead_) {
    auto params = params_at(pieces_[ahead_].end_time);
    for (std::size_t ear = 0; ear < 2; ++ear) {
      const auto &before = ahead_params_[ear], &after = params.electric[ear];
      if (!after || (before && ear::continues(*before, *after))) continue;
      ready_.push_back({ahead_, ear, designer_.make_chain(ear, *after, quantum * quantum_frames_)});
      change.added_chains[ear].push_back(ready_.back().chain);
    }
    ahead_params_ = std::move(params.electric);
  }
}

// Directions are scattered long before what they belong to is heard.
void EarScheduler::scatter_ahead(std::int64_t quantum, ear::ListenerFront& front) {
  const std::int64_t heard = quantum + front.scattering();
  for (; scattered_ < pieces_.size() && pieces_[scattered_].start <= heard; ++scattered_) {
    double most = 0.0;
    for (const auto& ear : params_at(pieces_[scattered_].end_time).electric) {
      if (ear) most = std::max(most, ear->confusion_deg);
    }
    front.scatter(most);
  }
}

// The chains that were made for a piece.
ear::ListenerDesigner::Chains EarScheduler::take_ready(std::size_t piece) {
  ear::ListenerDesigner::Chains chains;
  for (; !ready_.empty() && ready_.front().piece == piece; ready_.pop_front()) {
    chains[ready_.front().ear] = ready_.front().chain;
  }
  return chains;
}

quantum::ListenerChange EarScheduler::lead(std::int64_t quantum, ear::ListenerFront& front) {
  quantum::ListenerChange change;
  if (designer_.needs().any()) run_ahead(quantum, change);
  if (designer_.needs().confusion) scatter_ahead(quantum, front);
  const std::int64_t heard_from = quantum + front.lead();
  while (next_ < pieces_.size() && pieces_[next_].start <= heard_from && !front.waits()) {
    const EarSegment& piece = pieces_[next_];
    const auto before = designs_.back();
    const auto to = design(piece.end_time, quantum, take_ready(next_++));
    if (to == before) continue;  // nothing that a design knows of moves
    // Late only where the sound itself begins shortly before the piece.
    const auto late = static_cast<int>(heard_from - piece.start);
    const int steps = std::max(piece.steps - late, ear::blend_quanta(rate_));
    change.move = front.adopt(*to, steps, piece.blends, ear::ListenerFront::Caller::leads);
    change.design = to;
  }
  return change;
}

}  // namespace otoscape::render::ears
