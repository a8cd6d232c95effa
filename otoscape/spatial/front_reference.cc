// SPDX-License-Identifier: Apache-2.0
#include "otoscape/spatial/front_reference.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/bank/erb_scale.h"
#include "otoscape/base/ease.h"

namespace otoscape::spatial {
namespace {

constexpr int kDiffuseDirections = 64;
constexpr double kBelowDiffuse = 0.5;  // power
constexpr double kOffFrontRad = std::numbers::pi / 6.0;
constexpr double kFlatHz = 50.0, kFullHz = 200.0;
constexpr double kFaintest = 1e-30;  // power; nothing divides by zero

// Number n of the points of a Fibonacci lattice, which lie evenly on a sphere.
Direction lattice_point(int n) {
  const double height = (2.0 * n + 1.0) / kDiffuseDirections - 1.0;
  const double turns = n * (std::numbers::phi - 1.0);
  return {360.0 * (turns - std::floor(turns)), std::asin(height) * 180.0 / std::numbers::pi};
}

// How far a direction is referred to the front alone: 1 in front, 0 where it is well off it.
double nearness(Direction direction) {
  constexpr double kRad = std::numbers::pi / 180.0;
  const double off = std::acos(
      std::clamp(std::cos(direction.azimuth_deg * kRad) * std::cos(direction.elevation_deg * kRad),
                 -1.0, 1.0));
  return 1.0 - raised_cosine(std::min(off, kOffFrontRad), kOffFrontRad);
}

// How much of a gain in dB is kept.
double share_at(double hz) {
  if (hz <= kFlatHz) return 0.0;
  if (hz >= kFullHz) return 1.0;
  return raised_cosine(std::log(hz / kFlatHz), std::log(kFullHz / kFlatHz));
}

}  // namespace

FrontReference::FrontReference(const Head& head, Ear ear)
    : head_(head), ear_(ear), front_(head.response({0.0, 0.0}, ear)) {
  front_power_ = smoothed_power(front_);
  diffuse_power_.assign(front_.size(), 0.0);
  for (int n = 0; n < kDiffuseDirections; ++n) {
    const Gains power = smoothed_power(head.response(lattice_point(n), ear));
    for (std::size_t k = 0; k < power.size(); ++k) {
      diffuse_power_[k] += power[k] / kDiffuseDirections;
    }
  }
}

FrontReference::Relative FrontReference::at(Direction direction) const {
  Relative relative;
  relative.ratio = head_.response(direction, ear_);
  const Gains power = smoothed_power(relative.ratio);
  const double near = nearness(direction);
  for (std::size_t k = 0; k < power.size(); ++k) {
    const double fill = std::max(1.0, kBelowDiffuse * diffuse_power_[k] / front_power_[k]);
    const double gain = power[k] / front_power_[k] / std::pow(fill, 1.0 - near);
    relative.gains.push_back(std::pow(gain, 0.5 * share_at(grid_hz(k))));
    relative.ratio[k] *= std::conj(front_[k]) / std::max(std::norm(front_[k]), kFaintest);
  }
  return relative;
}

// The mean power over one ERB around each point.
Gains FrontReference::smoothed_power(const Response& response) const {
  std::vector<double> sums{0.0};
  for (const auto& pressure : response) sums.push_back(sums.back() + std::norm(pressure));
  Gains power;
  for (std::size_t k = 0; k < response.size(); ++k) {
    const auto reach =
        static_cast<std::size_t>(std::lround(0.5 * bank::erb_hz(grid_hz(k)) / kGridHz));
    const std::size_t first = k - std::min(k, reach),
                      end = std::min(k + reach + 1, response.size());
    power.push_back(
        std::max((sums[end] - sums[first]) / static_cast<double>(end - first), kFaintest));
  }
  return power;
}

}  // namespace otoscape::spatial
