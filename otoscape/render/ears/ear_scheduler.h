// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "otoscape/ear/listener_design.h"
#include "otoscape/ear/listener_front.h"
#include "otoscape/render/ears/ear_segments.h"
#include "otoscape/render/quantum/listener_change.h"
#include "otoscape/render/quantum/scene_params.h"

namespace otoscape::render::ears {

// Holds the designs and chains that one part of a listener may still use.
class InUse {
 public:
  void keep(const quantum::ListenerChange& change);

 private:
  std::deque<std::shared_ptr<const ear::ListenerDesign>> designs_;  // the newest last
  std::array<std::deque<std::shared_ptr<ear::ElectricChain>>, 2> chains_;
};

// Moves a listener along an arc: designs the ears to come and returns each change before the
// quantum in which it must begin. Control side; called before each quantum of the listener's front.
class EarScheduler {
 public:
  struct Setup {
    const scene::Arc& arc;
    const SceneParams& params;
    std::vector<EarSegment> segments;
    ear::ListenerDesigner& designer;
    Hertz rate;
    bool by_bone = false;  // for one's own voice: no conductive loss, nothing worn
  };
  explicit EarScheduler(Setup setup);

  // The first design of a render whose first quantum at the listener's output is `quantum`.
  std::shared_ptr<const ear::ListenerDesign> start(std::int64_t quantum);
  // Before the quantum with index `quantum` at the listener's output. Adopts the change in `front`;
  // the caller passes the result to the listener's other parts before the same quantum.
  quantum::ListenerChange lead(std::int64_t quantum, ear::ListenerFront& front);

 private:
  ear::ListenerParams params_at(Seconds time) const;
  std::shared_ptr<const ear::ListenerDesign> design(
      Seconds time, std::int64_t quantum, const ear::ListenerDesigner::Chains& ready = {});
  void run_ahead(std::int64_t quantum, quantum::ListenerChange& change);
  void scatter_ahead(std::int64_t quantum, ear::ListenerFront& front);
  ear::ListenerDesigner::Chains take_ready(std::size_t segment);

  Setup setup_;
  int quantum_frames_;
  // Indices of segments: the next to adopt; the next whose implants must start; the next whose
  // directions must be scattered.
  std::size_t next_ = 0, ahead_ = 0, scattered_ = 0;
  std::array<std::optional<ear::PerceptParams>, 2> ahead_params_;  // at the start of ahead_
  struct Ready {
    std::size_t segment, ear;
    std::shared_ptr<ear::ElectricChain> chain;
  };
  std::deque<Ready> ready_;  // added, not yet adopted
  // The newest last; the ones that a move may still use.
  std::deque<std::shared_ptr<const ear::ListenerDesign>> designs_;
  ear::ListenerParams newest_;
};

}  // namespace otoscape::render::ears
