// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/ear/listener.h"
#include "otoscape/render/ears/ear_scheduler.h"

namespace otoscape::render::ears {

// A listener that follows an arc. begin, hear_electric (for each ear) and end each get every
// quantum in order; each may run on a thread of its own.
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
  surround::Hearing* surround() noexcept { return listener_.surround(); }

  // `quantum` is the index at the listener's output and rises by 1 from first_quantum. The caller
  // has set ear_quantum.in, crossfade and pascals_per_unit. hear_electric and end get the returned
  // change.
  quantum::ListenerChange begin(std::int64_t quantum, ConstBlock<FullScaleUnit> at_microphones,
                                ear::EarQuantum& ear_quantum);
  void hear_electric(std::size_t ear, const quantum::ListenerChange& change,
                     ear::EarQuantum& ear_quantum);
  void end(const quantum::ListenerChange& change, const ear::EarQuantum& ear_quantum);

 private:
  EarScheduler scheduler_;
  ear::Listener listener_;
  std::array<InUse, 2> in_use_electric_;
  InUse in_use_back_;
};

}  // namespace otoscape::render::ears
