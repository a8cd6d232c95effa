// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "io/haptics/pattern.h"
#include "otoscape/units/frequency.h"

namespace otoscape::jobs::haptics {

// From the signal of a vibration device to a pattern of hundredths of a second: intensity is the
// peak re the highest allowed, sharpness the mean frequency in 50 ms, which is the root of the
// ratio of the signal's slope and the signal, both as powers.
class PatternMaker {
 public:
  explicit PatternMaker(Hertz rate) : rate_(rate) {}

  void add(std::span<const float> sound);
  std::vector<io::haptics::Row> rows() const;

 private:
  struct Sum {
    float peak = 0.0f;
    double power = 0.0, slope_power = 0.0;
  };

  Hertz rate_;
  std::int64_t frames_ = 0;
  float last_ = 0.0f;
  std::vector<Sum> sums_;
};

}  // namespace otoscape::jobs::haptics
