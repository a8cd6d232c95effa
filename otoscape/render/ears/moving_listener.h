// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/ear/listener.h"
#include "otoscape/render/ears/ear_scheduler.h"

namespace otoscape::render::ears {

// A listener that is led along an arc, in parts that may run on different threads.
class LedListener {
 public:
  explicit LedListener(Conductor conductor) : conductor_(std::move(conductor)) {}

  // Control side.
  void prepare(const ear::ListenerDesigner& designer, const ear::Listener::Given& given,
               std::int64_t first_quantum, Arena& arena);

  Frames latency() const noexcept { return listener_.latency(); }
  bool has_electric() const noexcept { return listener_.has_electric(); }
  const ear::ListenerBack& back() const noexcept { return listener_.back(); }
  FullScaleBlock heard() noexcept { return listener_.heard(); }
  FullScaleBlock room() noexcept { return listener_.room(); }

  // Each part's first quantum is `quantum`s first; passage.in, legs and scale are given.
  quantum::Orders begin(std::int64_t quantum, ConstBlock<FullScaleUnit> at_microphones,
                        ear::Passage& passage);
  void hear_electric(std::size_t ear, const quantum::Orders& orders, ear::Passage& passage);
  void end(const quantum::Orders& orders, const ear::Passage& passage);

 private:
  Conductor conductor_;
  ear::Listener listener_;
  std::array<InUse, 2> in_use_electric_;
  InUse in_use_back_;
};

}  // namespace otoscape::render::ears
