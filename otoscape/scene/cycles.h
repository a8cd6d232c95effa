// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/scene/automation.h"

namespace otoscape::scene {

// Beats, breaths or steps since time 0: the integral of a rate that stress raises. Rate and stress
// are piecewise polynomials, so the integral is exact at any time and does not depend on where
// rendering begins.
class Cycles {
 public:
  Cycles() = default;
  // The rate is in cycles per second; at stress 1 it is multiplied by 1 + by_stress.
  Cycles(Automation rate, Automation stress, double by_stress);

  double at(Seconds time) const noexcept OTOSCAPE_RT;

 private:
  double rate(double time) const noexcept OTOSCAPE_RT;
  double over(double from, double to) const noexcept OTOSCAPE_RT;  // within a piece
  double since_first_knot(double time) const noexcept OTOSCAPE_RT;

  Automation rate_, stress_;
  double by_stress_ = 0.0;
  std::vector<double> knots_, sums_;  // sums_[i]: cycles from knots_[0] to knots_[i]
  double zero_ = 0.0;
};

}  // namespace otoscape::scene
