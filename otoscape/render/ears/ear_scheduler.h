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

// Keeps alive what one part of a listener may still use.
class InUse {
 public:
  void keep(const quantum::ListenerChange& change);

 private:
  std::deque<std::shared_ptr<const ear::ListenerDesign>> designs_;  // the newest last
  std::array<std::deque<std::shared_ptr<ear::ElectricChain>>, 2> chains_;
};

// Leads a listener along an arc: designs the ears to come and hands each design over in time.
// Control side, between quanta of the listener's front, which it tells its change itself.
class EarScheduler {
 public:
  // voice: for one's own voice by bone, which no conductive part takes from.
  EarScheduler(const scene::Arc& arc, const SceneParams& params, std::vector<EarSegment> pieces,
               ear::ListenerDesigner& designer, Hertz rate, bool voice);

  // The design to begin with where the first quantum to sound is `quantum`.
  std::shared_ptr<const ear::ListenerDesign> start(std::int64_t quantum);
  // Before the quantum in which the listener's output is `quantum`.
  quantum::ListenerChange lead(std::int64_t quantum, ear::ListenerFront& front);

 private:
  ear::ListenerParams params_at(Seconds time) const;
  std::shared_ptr<const ear::ListenerDesign> design(
      Seconds time, std::int64_t quantum, const ear::ListenerDesigner::Chains& ready = {});
  void run_ahead(std::int64_t quantum, quantum::ListenerChange& change);
  void scatter_ahead(std::int64_t quantum, ear::ListenerFront& front);
  ear::ListenerDesigner::Chains take_ready(std::size_t piece);

  const scene::Arc& arc_;
  const SceneParams& params_;
  std::vector<EarSegment> pieces_;
  ear::ListenerDesigner& designer_;
  Hertz rate_;
  bool voice_;
  int quantum_frames_;
  std::size_t next_ = 0;       // piece
  std::size_t ahead_ = 0;      // piece whose implants run already, or need not
  std::size_t scattered_ = 0;  // and whose directions are
  std::array<std::optional<ear::PerceptParams>, 2> ahead_params_;  // after the piece before it
  struct Ready {
    std::size_t piece, ear;
    std::shared_ptr<ear::ElectricChain> chain;
  };
  std::deque<Ready> ready_;  // running, not yet adopted
  // The newest last; as many are kept as a listener may still be moving between.
  std::deque<std::shared_ptr<const ear::ListenerDesign>> designs_;
  ear::ListenerParams newest_;
};

}  // namespace otoscape::render::ears
