// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "otoscape/bank/gammatone_bank.h"
#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"

#include "otoscape/loss/outer_middle_ear.h"
#include "otoscape/surround/lanes.h"

namespace otoscape::surround {

// The bank with the ears' gains and the inverse of middle and outer ear (ear::AcousticBack) of the
// apart channels.
class Back {
 public:
  // Control side.
  // outer_middle_ear: the inverse, from the cochlea outwards.
  void prepare(const bank::GammatoneDesign& bank,
               const loss::OuterMiddleEarDesign& outer_middle_ear, const StreamSpec& spec,
               Arena& arena);

  // Audio side. One quantum, in place: `sound` has one channel for each lane. gains: those that
  // AcousticBack decided for the ears in the same quantum.
  void process(const bank::BandGains& gains, PascalBlock sound) noexcept OTOSCAPE_RT;

 private:
  struct Pair {
    std::array<Follows, 2> follows{};
    int lanes = 0;
    bool is_the_ears = false;  // left and right
    bank::GammatoneBank bank;
    loss::OuterMiddleEar from_cochlea;
  };
  bank::BandGains gains_of(const Pair& pair, const bank::BandGains& ears) noexcept;

  std::vector<Pair> pairs_;
  std::array<std::span<float>, 3> own_;  // from, mid, to of a pair that is not the ears
  std::size_t bands_ = 0;
};

}  // namespace otoscape::surround
