// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"

#include "otoscape/loss/outer_middle_ear.h"
#include "otoscape/loss/smearing_follower.h"
#include "otoscape/loss/spectral_smearing.h"
#include "otoscape/surround/lanes.h"

namespace otoscape::surround {

// Outer and middle ear and spectral smearing (ear::AcousticFront) of the apart channels.
class Front {
 public:
  // Control side.
  void prepare(const loss::OuterMiddleEarDesign& design, const StreamSpec& spec, Arena& arena);

  // Audio side. One quantum, in place: `sound` has one channel for each lane. `leader` has
  // processed the ears' sound of the same quantum.
  void process(const loss::SpectralSmearing& leader, PascalBlock sound) noexcept OTOSCAPE_RT;

 private:
  struct Pair {
    loss::OuterMiddleEar to_cochlea;
    loss::SmearingFollower smearing;
  };
  std::vector<Pair> pairs_;
};

// The lanes of one pair.
inline PascalBlock pair_of(PascalBlock lanes, std::size_t pair) {
  const int first = 2 * static_cast<int>(pair);
  return lanes.channels(first, std::min(2, lanes.channels() - first));
}

}  // namespace otoscape::surround
