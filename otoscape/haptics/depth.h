// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/units/level.h"

// How much of the world is given to the skin: the more, the less the ears take. Ours. Its two ends
// are grades of the World report on hearing (WHO 2021, table 1.3), by the mean threshold of the
// better ear at 0.5, 1, 2 and 4 kHz: below 20 dB HL there is no loss, from 95 dB HL on it is
// complete.

namespace otoscape::haptics {

inline constexpr DbHl kNoLossBelow{20.0}, kCompleteFrom{95.0};

// 0 … 1, straight in dB HL between the two grades.
double loss_share(DbHl mean_threshold);

// Amplitudes: of the world's loud low sound as it is felt; of its beat where that has no low
// frequencies of its own (rhythm.h).
struct Depth {
  double world_lin = 0.0, rhythm_lin = 0.0;

  bool operator==(const Depth&) const = default;
};

// In the room, gentle and without the beat; as the character, from 3 dB above that to 12 dB.
inline constexpr Decibels kInTheRoom{-12.0}, kWithoutLoss{-9.0}, kAtCompleteLoss{0.0};

// perspective: 0 the room … 1 the character.
Depth depth(double perspective, double loss_share);

}  // namespace otoscape::haptics
