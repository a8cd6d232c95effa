// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/time.h"

namespace otoscape::implant::film {

// Directions scattered per event: at every onset the pair (left, right) is turned by a random
// angle, reflected into ±45°, and held to the next. Energy stays frame by frame.
class SpatialConfusion {
 public:
  SpatialConfusion(double sigma_deg, Hertz rate, std::uint64_t key, std::int64_t first_frame);
  ~SpatialConfusion();

  static Frames latency(Hertz rate);                  // 50 ms of looking ahead
  void adopt(double sigma_deg) noexcept OTOSCAPE_RT;  // from the next event on
  void process(std::span<float> left, std::span<float> right) noexcept OTOSCAPE_RT;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::implant::film
