// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "otoscape/hearing/implant.h"

namespace otoscape::hearing {

// `part` of the way from a to b. Implant maps never interpolate: other maps, other percepts, or an
// implant in one of them alone step half-way. Between equal ones numbers go in proportion (spread
// in dB/mm, levels in dB), frequencies and factors of frequency in octaves; what only one of them
// sets, and what is no number, steps half-way.
std::optional<Implant> between(const std::optional<Implant>& a, const std::optional<Implant>& b,
                               double part);

}  // namespace otoscape::hearing
