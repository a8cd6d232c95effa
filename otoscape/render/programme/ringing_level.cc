// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/ringing_level.h"

#include <algorithm>

namespace otoscape::render::programme {

DbSpl ringing_limit(DbSpl level, TinnitusMode mode) {
  return mode == TinnitusMode::soft ? std::min(level, kSoftRinging) : level;
}

Decibels stress_lift(DbSpl level, double stress, TinnitusMode mode) {
  const Decibels lift = kRingingByStress * stress;
  if (mode != TinnitusMode::soft) return lift;
  return Decibels(std::clamp((kSoftRinging - level).value(), 0.0, lift.value()));
}

}  // namespace otoscape::render::programme
