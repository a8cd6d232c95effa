// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <span>

#include "otoscape/base/layout.h"
#include "otoscape/loss/smearing_follower.h"

namespace otoscape::surround {

// Each ear hears the fold of the layout (fold_gains), and all its gains come from there.
// The channels but front left and right, the apart ones, get these gains as well, each by where it
// comes from; the fronts then get what is left of what the ears hear. So the fold of the render is
// the render of the fold, whatever the ears do.

// What an apart channel follows: one ear; what both ears hear of it, the lower of their gains
// (centres; what only one ear hears of them is left for the front of its side); or the mean of the
// gains (LFE).
enum class Follows { left, right, both, mean };

struct Lane {
  int channel = 0;  // of the layout
  Follows follows = Follows::both;
  FoldGains fold;
};

// The lanes of the apart channels, in pairs that share their filters. Pairs of left and right come
// first; the last pair may be a single lane.
class Lanes {
 public:
  Lanes() = default;
  // layout: empty, or with front left and right.
  explicit Lanes(const Layout& layout);

  std::span<const Lane> lanes() const { return {lanes_.data(), static_cast<std::size_t>(count_)}; }
  int count() const { return count_; }
  int pairs() const { return (count_ + 1) / 2; }
  std::span<const Lane> pair(int index) const {
    const auto first = static_cast<std::size_t>(2 * index);
    return lanes().subspan(first, std::min<std::size_t>(2, lanes().size() - first));
  }
  int front_left() const { return front_left_; }  // channels of the layout
  int front_right() const { return front_right_; }

 private:
  std::array<Lane, kMostChannels> lanes_{};
  int count_ = 0, front_left_ = 0, front_right_ = 1;
};

// Whether a layout can be rendered so: it has front left and right, and more.
bool has_fronts(const Layout& layout);

// How smearing treats a lane.
loss::SmearingFollower::Channel smearing_of(const Lane& lane);

}  // namespace otoscape::surround
