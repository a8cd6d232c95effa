// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/loss/smearing_transform.h"
#include "otoscape/loss/spectral_smearing.h"

namespace otoscape::loss {

// Smearing of one or two channels that are a part of what the ears hear: the gains that
// SpectralSmearing found for each bin of the whole, applied to the part, so that all parts together
// are the smeared whole. One exception: where the whole has a dip in its spectrum, because parts
// cancel each other, its gain there could amplify a part without limit. A part is not lifted beyond
// the level that the whole is lifted to.
class SmearingFollower {
 public:
  // What a channel follows: one ear, the lower gain of both, or neither (it is only delayed).
  enum class Ear { left, right, both, neither };
  struct Channel {
    Ear ear = Ear::neither;
    float at_ear = 1.0f;  // linear gain with which the channel reaches the ear
  };

  // Control side. channels: one or two.
  void prepare(Hertz rate, std::span<const Channel> channels, Arena& arena);

  // Audio side. One hop, in place; `leader` has processed the same hop.
  void process(const SpectralSmearing& leader, PascalBlock sound) noexcept OTOSCAPE_RT;

 private:
  void decide(std::size_t channel, const SpectralSmearing::Hop& hop) noexcept;

  SmearingTransform transform_;
  std::array<Channel, 2> channels_{};
  int count_ = 0;
  std::array<std::span<float>, 2> delayed_, own_, power_, target_;
  std::span<float> own_at_ear_, other_power_, other_target_;
  bool running_ = false;
};

}  // namespace otoscape::loss
