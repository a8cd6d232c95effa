// SPDX-License-Identifier: Apache-2.0
#include "otoscape/surround/back.h"

#include <algorithm>

#include "otoscape/loss/smearing_design.h"
#include "otoscape/surround/front.h"

namespace otoscape::surround {
namespace {

void follow(Follows follows, std::span<const float> left, std::span<const float> right,
            std::span<float> out) noexcept {
  switch (follows) {
    case Follows::left:
      std::ranges::copy(left, out.begin());
      break;
    case Follows::right:
      std::ranges::copy(right, out.begin());
      break;
    case Follows::both:
      std::ranges::transform(left, right, out.begin(),
                             [](float a, float b) { return std::min(a, b); });
      break;
    case Follows::mean:
      std::ranges::transform(left, right, out.begin(),
                             [](float a, float b) { return 0.5f * (a + b); });
      break;
  }
}

}  // namespace

void Back::prepare(const bank::GammatoneDesign& bank,
                   const loss::OuterMiddleEarDesign& outer_middle_ear, const StreamSpec& spec,
                   Arena& arena) {
  const Lanes lanes(spec.surround);
  const int quantum = loss::SmearingFrame::at(spec.rate).hop_frames;
  bands_ = bank.bands.size();
  pairs_.resize(static_cast<std::size_t>(lanes.pairs()));
  for (std::size_t p = 0; p < pairs_.size(); ++p) {
    Pair& pair = pairs_[p];
    const auto own = lanes.pair(static_cast<int>(p));
    pair.lanes = static_cast<int>(own.size());
    std::ranges::transform(own, pair.follows.begin(), &Lane::follows);
    pair.is_the_ears = pair.lanes == 2 && pair.follows == std::array{Follows::left, Follows::right};
    const StreamSpec of_pair{spec.rate, pair.lanes};
    pair.bank.prepare(bank, of_pair, quantum, true, arena);
    pair.from_cochlea.prepare(outer_middle_ear, of_pair, arena);
  }
  for (auto& row : own_) row = arena.take<float>(2 * bands_);
}

bank::BandGains Back::gains_of(const Pair& pair, const bank::BandGains& ears) noexcept {
  const auto lanes = static_cast<std::size_t>(pair.lanes);
  const auto compose = [&](std::span<const float> both, std::span<float> out) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      follow(pair.follows[lane], both.first(bands_), both.last(bands_),
             out.subspan(lane * bands_, bands_));
    }
    return out.first(lanes * bands_);
  };
  return {compose(ears.from, own_[0]), compose(ears.mid, own_[1]), compose(ears.to, own_[2])};
}

void Back::process(const bank::BandGains& gains, PascalBlock sound) noexcept {
  if (sound.channels() == 0) return;
  for (std::size_t p = 0; p < pairs_.size(); ++p) {
    Pair& pair = pairs_[p];
    const PascalBlock lanes = pair_of(sound, p);
    pair.bank.analyse(lanes);
    pair.bank.synthesise(pair.is_the_ears ? gains : gains_of(pair, gains), lanes);
    pair.from_cochlea.process(lanes);
  }
}

}  // namespace otoscape::surround
