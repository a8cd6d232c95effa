// SPDX-License-Identifier: Apache-2.0
#include "otoscape/surround/unfold.h"

#include <algorithm>

#include "otoscape/base/block_sums.h"

namespace otoscape::surround {
namespace {

void add(std::span<const float> from, float gain, std::span<float> to) noexcept {
  if (gain == 0.0f) return;
  for (std::size_t n = 0; n < to.size(); ++n) to[n] += gain * from[n];
}

bool is_the_room(const Unfolded& from, const Lanes& lanes) noexcept {
  for (int ear = 0; ear < 2; ++ear) {
    if (!std::ranges::equal(from.ears.channel(ear), from.room_ears.channel(ear))) return false;
  }
  for (int lane = 0; lane < lanes.count(); ++lane) {
    const int channel = lanes.lanes()[static_cast<std::size_t>(lane)].channel;
    if (!std::ranges::equal(from.apart.channel(lane), from.room.channel(channel))) return false;
  }
  return true;
}

}  // namespace

void fold(ConstBlock<FullScaleUnit> channels, const Layout& layout, FullScaleBlock out) noexcept {
  clear_sound(out);
  for (int c = 0; c < layout.channels(); ++c) {
    const FoldGains gains = fold_gains(layout[c]);
    add(channels.channel(c), gains.left, out.channel(0));
    add(channels.channel(c), gains.right, out.channel(1));
  }
}

void unfold(const Unfolded& from, const Lanes& lanes, FullScaleBlock out) noexcept {
  if (is_the_room(from, lanes)) {
    for (int c = 0; c < out.channels(); ++c) {
      std::ranges::copy(from.room.channel(c), out.channel(c).begin());
    }
    return;
  }
  spread(from.ears, from.apart, lanes, out);
}

void spread(ConstBlock<FullScaleUnit> ears, ConstBlock<FullScaleUnit> apart, const Lanes& lanes,
            FullScaleBlock out) noexcept {
  const auto left = out.channel(lanes.front_left()), right = out.channel(lanes.front_right());
  std::ranges::copy(ears.channel(0), left.begin());
  std::ranges::copy(ears.channel(1), right.begin());
  for (int i = 0; i < lanes.count(); ++i) {
    const Lane& lane = lanes.lanes()[static_cast<std::size_t>(i)];
    const auto to = out.channel(lane.channel);
    if (i >= apart.channels()) {
      std::ranges::fill(to, 0.0f);
      continue;
    }
    std::ranges::copy(apart.channel(i), to.begin());
    add(apart.channel(i), -lane.fold.left, left);
    add(apart.channel(i), -lane.fold.right, right);
  }
}

}  // namespace otoscape::surround
