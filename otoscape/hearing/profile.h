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

// What a person's ears are: clinical facts, no model parameter. ear/fit turns them into what the
// stages do.

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
  Audiogram air;                  // air conduction: what the audiogram usually shows
  std::optional<Audiogram> bone;  // bone conduction: its gap to air is the conductive part
  Attenuation worn;               // before the eardrum: hearing protection, pressure
  Smearing smearing = SmearingAuto{};
  std::vector<TinnitusLayer> tinnitus;
  std::optional<Implant>
      implant;  // with one, what is left of acoustic hearing lies below its EAS crossover

  bool operator==(const EarProfile&) const = default;
};

struct HearingProfile {
  std::string name;
  EarProfile left;
  EarProfile right;

  // Two implants never sound alike: each has its own carriers.
  bool alike() const { return left == right && !left.implant; }
  bool operator==(const HearingProfile&) const = default;
};

}  // namespace otoscape::hearing
