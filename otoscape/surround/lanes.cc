// SPDX-License-Identifier: Apache-2.0
#include "otoscape/surround/lanes.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace otoscape::surround {
namespace {

using enum Speaker;

constexpr std::pair<Speaker, Speaker> kPairs[] = {
    {side_left, side_right},
    {back_left, back_right},
    {top_front_left, top_front_right},
    {top_back_left, top_back_right},
    {front_left_of_centre, front_right_of_centre},
};

Follows followed_by(Speaker speaker, FoldGains gains) {
  if (speaker == lfe) return Follows::mean;
  if (gains.right == 0.0f) return Follows::left;
  return gains.left == 0.0f ? Follows::right : Follows::both;
}

}  // namespace

bool has_fronts(const Layout& layout) {
  return layout.channels() > 2 && layout.channel_of(front_left) &&
         layout.channel_of(Speaker::front_right);
}

Lanes::Lanes(const Layout& layout) {
  if (layout.channels() == 0) return;
  assert(has_fronts(layout));
  front_left_ = *layout.channel_of(Speaker::front_left);
  front_right_ = *layout.channel_of(Speaker::front_right);
  Layout taken{Speaker::front_left, Speaker::front_right};
  const auto take = [&](Speaker speaker) {
    const FoldGains gains = fold_gains(speaker);
    taken.add(speaker);
    lanes_[static_cast<std::size_t>(count_++)] = {*layout.channel_of(speaker),
                                                  followed_by(speaker, gains), gains};
  };
  for (const auto& [left, right] : kPairs) {
    if (!layout.channel_of(left) || !layout.channel_of(right)) continue;
    take(left);
    take(right);
  }
  for (const Speaker speaker : layout.speakers()) {
    if (!taken.channel_of(speaker)) take(speaker);
  }
}

loss::SmearingFollower::Channel smearing_of(const Lane& lane) {
  using Ear = loss::SmearingFollower::Ear;
  switch (lane.follows) {
    case Follows::left:
      return {Ear::left, lane.fold.left};
    case Follows::right:
      return {Ear::right, lane.fold.right};
    case Follows::both:
      return {Ear::both, lane.fold.left};
    case Follows::mean:
      break;
  }
  return {};
}

}  // namespace otoscape::surround
