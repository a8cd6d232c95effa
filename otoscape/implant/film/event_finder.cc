// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/film/event_finder.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace otoscape::implant::film {
namespace {

// All ours, measured on scattered hits with and without a bed of sound in the middle.
constexpr double kCellSeconds = 64.0 / 48000.0;
constexpr double kApartSeconds = 0.120, kPassageSeconds = 1.5;
constexpr double kRise = 4.0;       // of power
constexpr double kSilence = 1e-10;  // mean square: 14 dB SPL in pascals

std::int64_t floored(std::int64_t a, std::int64_t b) { return (a - ((a % b) + b) % b) / b; }

}  // namespace

EventFinder::EventFinder(Hertz rate)
    : cell_(static_cast<int>(std::max(std::lround(kCellSeconds * rate.value()), 1L))),
      passage_(static_cast<int>(std::lround(kPassageSeconds * rate.value() / cell_)) * cell_),
      apart_(static_cast<int>(std::lround(kApartSeconds * rate.value()))) {}

int EventFinder::until_end(std::int64_t frame) const noexcept {
  return cell_ - static_cast<int>((frame % cell_ + cell_) % cell_);
}

// Over the groups that ended well before the one that is under way.
double EventFinder::slow_power(std::int64_t group) const noexcept {
  double sum = 0.0;
  for (int i = 0; i < kSlowGroups; ++i) {
    sum += groups_[static_cast<std::size_t>((group - 1 - kGroupsBefore - i) & (kGroups - 1))];
  }
  return sum / (kSlowGroups * kGroupCells * cell_);
}

EventFinder::Event EventFinder::next(std::int64_t end, double energy) noexcept {
  const std::int64_t number = floored(end - 1, cell_), group = floored(number, kGroupCells);
  double& own = groups_[static_cast<std::size_t>(group & (kGroups - 1))];
  if (group * kGroupCells == number) {
    own = 0.0;
    slow_ = slow_power(group);
  }
  own += energy;
  std::shift_left(fast_.begin(), fast_.end(), 1);
  fast_.back() = energy;
  if (end % passage_ == 0) {
    last_ = end - apart_;  // an onset may follow at once
    return Event::passage;
  }
  const double fast = (fast_[0] + fast_[1] + fast_[2]) / (kFastCells * cell_);
  if (end - last_ < apart_ || fast <= kRise * std::max(slow_, kSilence)) return Event::none;
  last_ = end;
  return Event::onset;
}

}  // namespace otoscape::implant::film
