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

EarScheduler::EarScheduler(Setup setup)
    : setup_(std::move(setup)), quantum_frames_(loss::SmearingFrame::at(setup_.rate).hop_frames) {}

ear::ListenerParams EarScheduler::params_at(Seconds time) const {
  const std::array<hearing::EarProfile, 2> ears = {setup_.arc.ear(scene::Side::left, time),
                                                   setup_.arc.ear(scene::Side::right, time)};
  auto params = ear::fit(ears[0], ears[1], setup_.params.render.smearing);
  if (setup_.by_bone) {
    for (std::size_t e = 0; e < 2; ++e) {
      params.acoustic[e] = ear::by_bone(ears[e], params.acoustic[e]);
    }
  }
  return params;
}

std::shared_ptr<const ear::ListenerDesign> EarScheduler::design(
    Seconds time, std::int64_t quantum, const ear::ListenerDesigner::Chains& ready) {
  auto params = params_at(time);
  if (!designs_.empty() && params == newest_) return designs_.back();
  designs_.push_back(setup_.designer.make(params, setup_.params.render.temporal_window,
                                          quantum * quantum_frames_, ready));
  newest_ = std::move(params);
  if (designs_.size() > kKept) designs_.pop_front();
  return designs_.back();
}

std::shared_ptr<const ear::ListenerDesign> EarScheduler::start(std::int64_t quantum) {
  while (next_ < setup_.segments.size() && setup_.segments[next_].start < quantum) ++next_;
  ahead_ = scattered_ = next_;
  // Before the first keyframe the first holds.
  const Seconds now = next_ == 0 ? Seconds(-1e6) : setup_.segments[next_ - 1].end_time;
  auto first = design(now, quantum);
  ahead_params_ = newest_.electric;
  return first;
}

// An implant that will be heard soon begins to run: where a segment leads to one that does not
// continue the implant before the segment.
void EarScheduler::run_ahead(std::int64_t quantum, quantum::ListenerChange& change) {
  const auto soon =
      quantum + static_cast<std::int64_t>(kAheadSeconds * setup_.rate.value() / quantum_frames_);
  for (; ahead_ < setup_.segments.size() && setup_.segments[ahead_].start <= soon; ++ahead_) {
    auto params = params_at(setup_.segments[ahead_].end_time);
    for (std::size_t ear = 0; ear < 2; ++ear) {
      const auto &before = ahead_params_[ear], &after = params.electric[ear];
      if (!after || (before && ear::continues(*before, *after))) continue;
      ready_.push_back(
          {ahead_, ear, setup_.designer.make_chain(ear, *after, quantum * quantum_frames_)});
      change.added_chains[ear].push_back(ready_.back().chain);
    }
    ahead_params_ = std::move(params.electric);
  }
}

// Directions are scattered long before what they belong to is heard.
void EarScheduler::scatter_ahead(std::int64_t quantum, ear::ListenerFront& front) {
  const std::int64_t heard = quantum + front.scattering();
  for (; scattered_ < setup_.segments.size() && setup_.segments[scattered_].start <= heard;
       ++scattered_) {
    double most = 0.0;
    for (const auto& ear : params_at(setup_.segments[scattered_].end_time).electric) {
      if (ear) most = std::max(most, ear->confusion_deg);
    }
    front.scatter(most);
  }
}

// The chains that were made for a segment.
ear::ListenerDesigner::Chains EarScheduler::take_ready(std::size_t segment) {
  ear::ListenerDesigner::Chains chains;
  for (; !ready_.empty() && ready_.front().segment == segment; ready_.pop_front()) {
    chains[ready_.front().ear] = ready_.front().chain;
  }
  return chains;
}

quantum::ListenerChange EarScheduler::lead(std::int64_t quantum, ear::ListenerFront& front) {
  quantum::ListenerChange change;
  if (setup_.designer.needs().any()) run_ahead(quantum, change);
  if (setup_.designer.needs().confusion) scatter_ahead(quantum, front);
  const std::int64_t heard_from = quantum + front.lead();
  while (next_ < setup_.segments.size() && setup_.segments[next_].start <= heard_from &&
         !front.waits()) {
    const EarSegment& segment = setup_.segments[next_];
    const auto before = designs_.back();
    const auto to = design(segment.end_time, quantum, take_ready(next_++));
    if (to == before) continue;  // nothing that a design knows of moves
    // Late only where the sound itself begins shortly before the segment.
    const auto late = static_cast<int>(heard_from - segment.start);
    const int steps = std::max(segment.steps - late, ear::blend_quanta(setup_.rate));
    change.move = front.adopt(*to, steps, segment.blends, ear::ListenerFront::Caller::leads);
    change.design = to;
  }
  return change;
}

}  // namespace otoscape::render::ears
