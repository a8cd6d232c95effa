// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/row_meter.h"

#include <algorithm>
#include <array>

#include "otoscape/base/realtime.h"

namespace otoscape::jobs::measure {
namespace {

using metrics::LoudnessRows;
using render::programme::KWeigher;

// After a second of silence the high pass of 38 Hz is 1000 dB down: a row would show nothing of it.
constexpr double kSettledSeconds = 1.0;

// The first frame after `row`.
std::int64_t end_of(std::int64_t row, double rate) {
  return static_cast<std::int64_t>(static_cast<double>(row + 1) * rate / LoudnessRows::kPerSecond);
}

}  // namespace

RowMeter::RowMeter(Hertz rate, std::span<const double> weights, std::size_t sounds)
    : rate_(rate.value()), row_end_(end_of(0, rate_)), energies_(sounds), rows_(sounds) {
  for (std::size_t channel = 0; channel < sounds * weights.size(); ++channel) {
    const double weight = weights[channel % weights.size()];
    if (weight == 0.0) continue;
    if (groups_.empty() || groups_.back().lanes.size() == KWeigher::kMostLanes) {
      groups_.emplace_back();
    }
    groups_.back().lanes.push_back({channel, channel / weights.size(), weight});
  }
  for (Group& group : groups_) group.weigher = KWeigher(rate, group.lanes.size());
}

void RowMeter::add(std::span<const std::span<const float>> channels, std::size_t frames) {
  const base::FlushDenormals flush;
  for (std::size_t at = 0; at < frames;) {
    const std::size_t count = std::min(frames - at, frames_left());
    for (Group& group : groups_) weigh(group, channels, at, count);
    at += count;
    frames_ += static_cast<std::int64_t>(count);
    if (frames_ == row_end_) end_row();
  }
}

void RowMeter::weigh(Group& group, std::span<const std::span<const float>> channels, std::size_t at,
                     std::size_t count) {
  std::array<KWeigher::Sound, KWeigher::kMostLanes> sounds;
  bool is_silent = true;
  for (std::size_t i = 0; i < group.lanes.size(); ++i) {
    const auto channel = channels[group.lanes[i].channel];
    if (channel.empty()) continue;
    sounds[i].samples = channel.data() + at;
    is_silent = false;
  }
  group.silent_frames = is_silent ? group.silent_frames + count : 0;
  if (static_cast<double>(group.silent_frames) > kSettledSeconds * rate_) return;
  std::array<double, KWeigher::kMostLanes> sums{};
  for (std::size_t i = 0; i < group.lanes.size(); ++i) sums[i] = group.lanes[i].sum;
  group.weigher.add(std::span(sounds).first(group.lanes.size()), count, sums.data());
  for (std::size_t i = 0; i < group.lanes.size(); ++i) group.lanes[i].sum = sums[i];
}

void RowMeter::end_row() {
  std::ranges::fill(energies_, 0.0);
  for (Group& group : groups_) {
    for (Lane& lane : group.lanes) {
      energies_[lane.sound] += lane.weight * lane.sum;
      lane.sum = 0.0;
    }
  }
  const auto frames = static_cast<double>(row_end_ - row_begin_);
  for (std::size_t sound = 0; sound < rows_.size(); ++sound) {
    rows_[sound].add(energies_[sound] / frames);
  }
  row_begin_ = row_end_;
  row_end_ = end_of(rows_.front().rows(), rate_);
}

}  // namespace otoscape::jobs::measure
