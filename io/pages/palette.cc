// SPDX-License-Identifier: Apache-2.0
#include "io/pages/palette.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace otoscape::io::pages {

Colour inferno(double part) {
  constexpr double kTerms[7][3] = {
      {0.0002189403691192265, 0.001651004631001012, -0.01948089843709184},
      {0.1065134194856116, 0.5639564367884091, 3.932712388889277},
      {11.60249308247187, -3.972853965665698, -15.9423941062914},
      {-41.70399613139459, 17.43639888205313, 44.35414519872813},
      {77.162935699427, -33.40235894210092, -81.80730925738993},
      {-71.31942824499214, 32.62606426397723, 73.20951985803202},
      {25.13112622477341, -12.24266895238567, -23.07032500287172}};
  const double x = std::clamp(part, 0.0, 1.0);
  double rgb[3] = {};
  for (int term = 6; term >= 0; --term)
    for (int c = 0; c < 3; ++c) rgb[c] = rgb[c] * x + kTerms[term][c];
  const auto byte = [](double v) {
    return static_cast<std::uint8_t>(std::lround(255.0 * std::clamp(v, 0.0, 1.0)));
  };
  return {byte(rgb[0]), byte(rgb[1]), byte(rgb[2])};
}

std::string hex(Colour colour) {
  return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
}

}  // namespace otoscape::io::pages
