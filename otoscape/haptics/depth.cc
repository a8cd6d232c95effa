// SPDX-License-Identifier: Apache-2.0
#include "otoscape/haptics/depth.h"

#include <algorithm>
#include <cmath>

namespace otoscape::haptics {

double loss_share(DbHl mean_threshold) {
  const double width = (kCompleteFrom - kNoLossBelow).value();
  return std::clamp((mean_threshold - kNoLossBelow).value() / width, 0.0, 1.0);
}

Depth depth(double perspective, double loss_share) {
  const double character_db = std::lerp(kWithoutLoss.value(), kAtCompleteLoss.value(), loss_share);
  return {std::lerp(to_amplitude(kInTheRoom), to_amplitude(Decibels(character_db)), perspective),
          perspective * loss_share};
}

}  // namespace otoscape::haptics
