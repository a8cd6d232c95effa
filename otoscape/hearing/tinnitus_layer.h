// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <variant>

#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"

namespace otoscape::hearing {

// One layer of ringing, in the five families that listeners sort such sounds into.
struct TinnitusLayer {
  enum class Kind { tone, noise, pulsatile, low_fluctuating, crickets };

  std::string name;
  Kind kind = Kind::tone;
  Hertz pitch{6000.0};
  double bandwidth_oct = 0.0;
  std::variant<DbSl, DbSpl> level = DbSl(8.0);

  bool operator==(const TinnitusLayer&) const = default;
};

}  // namespace otoscape::hearing
