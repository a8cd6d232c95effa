// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "otoscape/hearing/attenuation.h"
#include "otoscape/hearing/audiogram.h"
#include "otoscape/hearing/implant.h"
#include "otoscape/hearing/tinnitus_layer.h"

// A person's ears as clinical facts, without model parameters. ear/fit derives the parameters of
// the stages from them.

namespace otoscape::hearing {

// Spectral smearing widened with the loss (auto), switched off, or fixed widening factors of the
// auditory filters' lower and upper skirts (1 = typical; 1…6).
struct SmearingAuto {
  bool operator==(const SmearingAuto&) const = default;
};
struct SmearingOff {
  bool operator==(const SmearingOff&) const = default;
};
struct SmearingFactors {
  double lower = 1.0;
  double upper = 1.0;
  bool operator==(const SmearingFactors&) const = default;
};
using Smearing = std::variant<SmearingAuto, SmearingOff, SmearingFactors>;

struct EarProfile {
  Audiogram air;                  // air conduction: the usual audiogram
  std::optional<Audiogram> bone;  // bone conduction: its gap to air is the conductive part
  Attenuation worn;               // before the eardrum: hearing protection, pressure
  Smearing smearing = SmearingAuto{};
  std::vector<TinnitusLayer> tinnitus;
  std::optional<Implant>
      implant;  // with one, acoustic hearing is limited to below its EAS crossover

  bool operator==(const EarProfile&) const = default;
};

struct HearingProfile {
  std::string name;
  EarProfile left;
  EarProfile right;

  // But for their ringing, which a renderer of one channel takes from the left ear. Two implants
  // are never alike: each has carriers of its own.
  bool alike() const {
    EarProfile other = right;
    other.tinnitus = left.tinnitus;
    return left == other && !left.implant;
  }
  bool operator==(const HearingProfile&) const = default;
};

}  // namespace otoscape::hearing
