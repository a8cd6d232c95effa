// SPDX-License-Identifier: Apache-2.0
#include "io/views/audiogram_symbols.h"

#include <fmt/format.h>

namespace otoscape::io::views {
namespace {

constexpr double kReach = 6.5;      // pixels from a symbol's middle to its edge
constexpr double kBoneShift = 9.0;  // bone stands beside the frequency's line, air on it

std::string path(Side side, const std::string& d) {
  return fmt::format(
      "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2.2\" stroke-linecap=\"round\" "
      "stroke-linejoin=\"round\"/>\n",
      d, colour(side));
}

// Away from the middle and down: to the left for the right ear, as drawn on paper.
std::string arrow(Side side, double x, double y) {
  const double out = side == Side::right ? -1.0 : 1.0;
  const double tip_x = x + out * 17.0, tip_y = y + 17.0;
  return path(
      side,
      fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}M{:.1f} {:.1f}h{:.1f}M{:.1f} {:.1f}v-6",
                  x + out * 5.0, y + 5.0, tip_x, tip_y, tip_x, tip_y, -out * 6.0, tip_x, tip_y));
}

std::string air(Side side, double x, double y) {
  if (side == Side::right) {
    return fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\" fill=\"none\" stroke=\"{}\" "
        "stroke-width=\"2.2\"/>\n",
        x, y, kReach, colour(side));
  }
  const double r = kReach - 1.0;
  return path(side, fmt::format("M{0:.1f} {1:.1f}L{2:.1f} {3:.1f}M{0:.1f} {3:.1f}L{2:.1f} {1:.1f}",
                                x - r, y - r, x + r, y + r));
}

std::string bone(Side side, double x, double y) {
  const double open = side == Side::right ? 1.0 : -1.0;  // "<" opens to the right
  const double tip = x - open * kReach;
  return path(side, fmt::format("M{0:.1f} {1:.1f}L{2:.1f} {3:.1f}L{0:.1f} {4:.1f}",
                                tip + open * 8.0, y - kReach, tip, y, y + kReach));
}

}  // namespace

std::string_view colour(Side side) { return side == Side::right ? "#c8102e" : "#1f4fbf"; }

std::string_view dashes(Side side) { return side == Side::right ? "none" : "7 5"; }

std::string symbol(Side side, Conduction conduction, bool response, double x, double y) {
  if (conduction == Conduction::bone) x += side == Side::right ? -kBoneShift : kBoneShift;
  return (conduction == Conduction::air ? air(side, x, y) : bone(side, x, y)) +
         (response ? "" : arrow(side, x, y));
}

}  // namespace otoscape::io::views
