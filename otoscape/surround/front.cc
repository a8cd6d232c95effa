// SPDX-License-Identifier: Apache-2.0
#include "otoscape/surround/front.h"

#include <algorithm>
#include <array>

namespace otoscape::surround {

void Front::prepare(const loss::OuterMiddleEarDesign& design, const StreamSpec& spec,
                    Arena& arena) {
  const Lanes lanes(spec.surround);
  pairs_.resize(static_cast<std::size_t>(lanes.pairs()));
  for (std::size_t p = 0; p < pairs_.size(); ++p) {
    const auto pair = lanes.pair(static_cast<int>(p));
    std::array<loss::SmearingFollower::Channel, 2> channels;
    std::ranges::transform(pair, channels.begin(), smearing_of);
    const StreamSpec own{spec.rate, static_cast<int>(pair.size())};
    pairs_[p].to_cochlea.prepare(design, own, arena);
    pairs_[p].smearing.prepare(spec.rate, std::span(channels).first(pair.size()), arena);
  }
}

void Front::process(const loss::SpectralSmearing& leader, PascalBlock sound) noexcept {
  if (sound.channels() == 0) return;
  for (std::size_t p = 0; p < pairs_.size(); ++p) {
    const PascalBlock pair = pair_of(sound, p);
    pairs_[p].to_cochlea.process(pair);
    pairs_[p].smearing.process(leader, pair);
  }
}

}  // namespace otoscape::surround
