// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/ear/listener.h"
#include "otoscape/render/ears/ear_scheduler.h"

namespace otoscape::render::ears {

// A listener that is led along an arc, in parts that may run on different threads.
class MovingListener {
 public:
  explicit MovingListener(EarScheduler::Setup setup) : scheduler_(std::move(setup)) {}

  // Control side.
  void prepare(const ear::ListenerDesigner& designer, const ear::Listener::Setup& setup,
               std::int64_t first_quantum, Arena& arena);

  Frames latency() const noexcept { return listener_.latency(); }
  bool has_electric() const noexcept { return listener_.has_electric(); }
  const ear::ListenerBack& back() const noexcept { return listener_.back(); }
  FullScaleBlock heard() noexcept { return listener_.heard(); }
  FullScaleBlock room() noexcept { return listener_.room(); }

  // Each part's first quantum is `quantum`s first; passage.in, legs and scale are setup.
  quantum::ListenerChange begin(std::int64_t quantum, ConstBlock<FullScaleUnit> at_microphones,
                                ear::EarQuantum& passage);
  void hear_electric(std::size_t ear, const quantum::ListenerChange& change,
                     ear::EarQuantum& passage);
  void end(const quantum::ListenerChange& change, const ear::EarQuantum& passage);

 private:
  EarScheduler scheduler_;
  ear::Listener listener_;
  std::array<InUse, 2> in_use_electric_;
  InUse in_use_back_;
};

}  // namespace otoscape::render::ears
