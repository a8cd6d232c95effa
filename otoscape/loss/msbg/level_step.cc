// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/level_step.h"

#include <algorithm>
#include <cmath>

namespace otoscape::loss::msbg {

template <class Real>
void LevelMeter::push(std::span<const Real> first, std::span<const Real> second) {
  for (std::size_t at = 0; at < first.size();) {
    const auto count = std::min(first.size() - at, static_cast<std::size_t>(kFrame - in_frame_));
    for (const Real x : first.subspan(at, count)) {
      frame_sum_ += static_cast<double>(x) * static_cast<double>(x);
    }
    at += count;
    in_frame_ += static_cast<int>(count);
    if (in_frame_ == kFrame) close_frame();
  }
  double sum = 0.0;
  for (const Real x : second) sum += static_cast<double>(x) * static_cast<double>(x);
  second_sum_ += sum;
  first_count_ += static_cast<long long>(first.size());
  second_count_ += static_cast<long long>(second.size());
}

void LevelMeter::close_frame() {
  frame_powers_.push_back(frame_sum_ / kFrame);
  first_sum_ += frame_sum_;
  frame_sum_ = 0.0;
  in_frame_ = 0;
}

Result<double> LevelMeter::gain() const {
  constexpr double kBelowRmsDb = 12.0, kLowestDb = -80.0, kFloorDb = 30.0;
  const double first_sum = first_sum_ + frame_sum_;
  if (!std::isfinite(first_sum) || !std::isfinite(second_sum_)) {
    return failed("the sound holds a value that is not a number, or is far too loud");
  }
  const double power = first_sum / static_cast<double>(std::max(1ll, first_count_));
  const double threshold_db = std::max(10.0 * std::log10(power) - kBelowRmsDb, kLowestDb);
  const double floor_power = std::pow(10.0, (threshold_db - kFloorDb) / 10.0);
  double active_power = 0.0;
  int active = 0;
  for (const double frame : frame_powers_) {
    if (10.0 * std::log10(floor_power + frame) < threshold_db) continue;
    active_power += frame;
    ++active;
  }
  if (active == 0 || active_power == 0.0) {
    return failed(
        "the MSBG simulator has no active level for this sound: no 10 ms of it reach -80 dB "
        "re RMS 1");
  }
  const double all_power =
      (first_sum + second_sum_) / static_cast<double>(first_count_ + second_count_);
  return std::sqrt(all_power / (active_power / active));
}

template void LevelMeter::push(std::span<const float>, std::span<const float>);
template void LevelMeter::push(std::span<const double>, std::span<const double>);

}  // namespace otoscape::loss::msbg
