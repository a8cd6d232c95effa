// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/time.h"

namespace otoscape::implant::film {

// Scatters directions at each event: at every onset the pair (left, right) is rotated by a random
// angle, reflected into ±45°, to the side that levels out what was turned before. It is held until
// the next onset, for 0.5 s at most. The energy of each frame is unchanged. After a passage of
// EventFinder nothing depends on what came before it, so that a region equals that part of the
// whole within 2 s.
class SpatialConfusion {
 public:
  SpatialConfusion(double sigma_deg, Hertz rate, std::uint64_t key, std::int64_t first_frame);
  ~SpatialConfusion();

  static Frames latency(Hertz rate);                  // 50 ms of look-ahead
  void adopt(double sigma_deg) noexcept OTOSCAPE_RT;  // from the next event on
  void process(std::span<float> left, std::span<float> right) noexcept OTOSCAPE_RT;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::implant::film
