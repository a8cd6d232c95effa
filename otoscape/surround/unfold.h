// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/surround/lanes.h"

namespace otoscape::surround {

// Folds the layout's channels to two.
void fold(ConstBlock<FullScaleUnit> channels, const Layout& layout,
          FullScaleBlock out) noexcept OTOSCAPE_RT;

// A quantum between fold and layout.
struct Unfolded {
  ConstBlock<FullScaleUnit> ears;       // what both ears get: two channels
  ConstBlock<FullScaleUnit> apart;      // of it by the apart channels, one for each lane
  ConstBlock<FullScaleUnit> room;       // the layout's channels as they are
  ConstBlock<FullScaleUnit> room_ears;  // their fold
};
// Writes the layout's channels: apart, one for each lane, as it is (no channel: silence), and to
// the fronts what is left of what the ears get.
void spread(ConstBlock<FullScaleUnit> ears, ConstBlock<FullScaleUnit> apart, const Lanes& lanes,
            FullScaleBlock out) noexcept OTOSCAPE_RT;
// Writes the layout's channels: the apart ones as they are, and to the fronts what is left of what
// the ears get. Where all that is the room itself, bit for bit, so is what is written.
void unfold(const Unfolded& from, const Lanes& lanes, FullScaleBlock out) noexcept OTOSCAPE_RT;

}  // namespace otoscape::surround
