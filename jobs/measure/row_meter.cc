// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/row_meter.h"

#include <algorithm>

#include "otoscape/base/realtime.h"

namespace otoscape::jobs::measure {
namespace {

using metrics::LoudnessRows;
using render::programme::KWeigher;

constexpr std::size_t kTogether = 64;  // frames that are put side by side at a time

// The first frame after `row`.
std::int64_t end_of(std::int64_t row, double rate) {
  return static_cast<std::int64_t>(static_cast<double>(row + 1) * rate / LoudnessRows::kPerSecond);
}

}  // namespace

RowMeter::RowMeter(Hertz rate, std::span<const double> weights)
    : rate_(rate.value()),
      side_by_side_(kTogether * KWeigher::kMostLanes),
      row_end_(end_of(0, rate_)) {
  for (std::size_t c = 0; c < weights.size(); ++c) {
    if (weights[c] == 0.0) continue;
    if (groups_.empty() || groups_.back().channels.size() == KWeigher::kMostLanes) {
      groups_.emplace_back();
    }
    groups_.back().channels.push_back(c);
    groups_.back().weights.push_back(weights[c]);
  }
  for (Group& group : groups_) {
    group.weigher = KWeigher(rate, group.channels.size());
    group.sums.assign(group.weigher.lanes(), 0.0);
  }
}

void RowMeter::add(std::span<const std::span<const float>> channels) {
  const base::FlushDenormals flush;
  const std::size_t frames = channels.empty() ? 0 : channels.front().size();
  for (std::size_t at = 0; at < frames;) {
    const std::size_t count = std::min({frames - at, frames_left(), kTogether});
    weigh(channels, at, count);
    at += count;
    frames_ += static_cast<std::int64_t>(count);
    if (frames_ == row_end_) end_row();
  }
}

void RowMeter::skip(std::size_t frames) {
  while (frames > 0) {
    const std::size_t count = std::min(frames, frames_left());
    frames -= count;
    frames_ += static_cast<std::int64_t>(count);
    if (frames_ == row_end_) end_row();
  }
}

void RowMeter::weigh(std::span<const std::span<const float>> channels, std::size_t at,
                     std::size_t count) {
  for (Group& group : groups_) {
    const std::size_t lanes = group.weigher.lanes();
    if (group.channels.size() < lanes) std::ranges::fill(side_by_side_, 0.0f);
    for (std::size_t lane = 0; lane < group.channels.size(); ++lane) {
      const float* x = channels[group.channels[lane]].data() + at;
      float* to = side_by_side_.data() + lane;
      for (std::size_t n = 0; n < count; ++n) to[n * lanes] = x[n];
    }
    group.weigher.add(side_by_side_.data(), count, group.sums.data());
  }
}

void RowMeter::end_row() {
  double energy = 0.0;
  for (Group& group : groups_) {
    for (std::size_t i = 0; i < group.weights.size(); ++i)
      energy += group.weights[i] * group.sums[i];
    std::ranges::fill(group.sums, 0.0);
  }
  rows_.add(energy / static_cast<double>(row_end_ - row_begin_));
  row_begin_ = row_end_;
  row_end_ = end_of(rows_.rows(), rate_);
}

}  // namespace otoscape::jobs::measure
