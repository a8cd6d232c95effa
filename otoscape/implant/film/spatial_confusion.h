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
// angle, reflected into ±45°, which is held until the next onset. The energy of each frame is
// unchanged.
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
