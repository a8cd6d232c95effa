// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace otoscape::io::pages {

struct Colour {
  std::uint8_t red, green, blue;
};

// Dark to bright through purple and orange, perceptually uniform in lightness: a polynomial through
// matplotlib's "inferno" (van der Walt & Smith 2015). part 0…1.
Colour inferno(double part);

// As "#10141a".
std::string hex(Colour colour);

}  // namespace otoscape::io::pages
