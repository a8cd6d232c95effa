// SPDX-License-Identifier: Apache-2.0
#include "jobs/haptics/pattern_maker.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/haptics/peak_bound.h"
#include "otoscape/units/level.h"

namespace otoscape::jobs::haptics {
namespace {

constexpr std::size_t kAround = 2;  // rows before and after, of a frequency

}  // namespace

void PatternMaker::add(std::span<const float> sound) {
  for (const float x : sound) {
    const auto row = static_cast<std::size_t>(static_cast<double>(frames_) *
                                              io::haptics::kRowsPerSecond / rate_.value());
    if (row >= sums_.size()) sums_.resize(row + 1);
    Sum& sum = sums_[row];
    const double slope = static_cast<double>(x) - last_;
    sum.peak = std::max(sum.peak, std::abs(x));
    sum.power += static_cast<double>(x) * x;
    sum.slope_power += slope * slope;
    last_ = x;
    ++frames_;
  }
}

std::vector<io::haptics::Row> PatternMaker::rows() const {
  const double highest = to_amplitude(Decibels(otoscape::haptics::kHighestDbFs));
  std::vector<io::haptics::Row> rows;
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    double power = 0.0, slope_power = 0.0;
    const std::size_t from = i - std::min(i, kAround), to = std::min(i + kAround + 1, sums_.size());
    for (std::size_t j = from; j < to; ++j) {
      power += sums_[j].power;
      slope_power += sums_[j].slope_power;
    }
    const double intensity = std::min(static_cast<double>(sums_[i].peak) / highest, 1.0);
    const double hz =
        power > 0.0 ? std::sqrt(slope_power / power) * rate_.value() / (2.0 * std::numbers::pi)
                    : 0.0;
    rows.push_back({static_cast<float>(intensity), io::haptics::sharpness_of(hz)});
  }
  return rows;
}

}  // namespace otoscape::jobs::haptics
