// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/cycles.h"

#include <algorithm>
#include <array>

namespace otoscape::scene {
namespace {

// Gauss and Legendre's rule of four points: exact to the seventh degree; two eases make the sixth.
constexpr std::array kPlaces = {-0.8611363115940526, -0.3399810435848563, 0.3399810435848563,
                                0.8611363115940526};
constexpr std::array kWeights = {0.3478548451374538, 0.6521451548625461, 0.6521451548625461,
                                 0.3478548451374538};

}  // namespace

Cycles::Cycles(Automation rate, Automation stress, double by_stress)
    : rate_(std::move(rate)), stress_(std::move(stress)), by_stress_(by_stress) {
  knots_.push_back(0.0);
  for (const Automation* track : {&rate_, &stress_}) {
    for (const Automation::Piece& piece : track->pieces()) {
      knots_.insert(knots_.end(), {piece.start, piece.end});
    }
  }
  std::ranges::sort(knots_);
  sums_.push_back(0.0);
  for (std::size_t i = 1; i < knots_.size(); ++i) {
    sums_.push_back(sums_.back() + over(knots_[i - 1], knots_[i]));
  }
  zero_ = since_first_knot(0.0);
}

double Cycles::rate(double time) const noexcept {
  return rate_.at(Seconds(time)) * (1.0 + by_stress_ * stress_.at(Seconds(time)));
}

double Cycles::over(double from, double to) const noexcept {
  const double middle = 0.5 * (from + to), half = 0.5 * (to - from);
  double sum = 0.0;
  for (std::size_t i = 0; i < kPlaces.size(); ++i) {
    sum += kWeights[i] * rate(middle + half * kPlaces[i]);
  }
  return sum * half;
}

double Cycles::since_first_knot(double time) const noexcept {
  const auto after = std::ranges::upper_bound(knots_, time);
  const auto knot = after == knots_.begin() ? after : after - 1;
  return sums_[static_cast<std::size_t>(knot - knots_.begin())] + over(*knot, time);
}

double Cycles::at(Seconds time) const noexcept {
  return knots_.empty() ? 0.0 : since_first_knot(time.value()) - zero_;
}

}  // namespace otoscape::scene
