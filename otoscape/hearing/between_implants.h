// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "otoscape/hearing/implant.h"

namespace otoscape::hearing {

// The implant `part` of the way from a to b. Maps are never interpolated. Where the maps or the
// percepts differ, or only one ear has an implant, the result switches half-way. Otherwise numbers
// are interpolated linearly (spread in dB/mm, levels in dB), frequencies and factors of frequency
// in octaves. Options that only one of them sets, and those that are not numbers, switch half-way.
std::optional<Implant> between(const std::optional<Implant>& a, const std::optional<Implant>& b,
                               double part);

}  // namespace otoscape::hearing
