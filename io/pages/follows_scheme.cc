// SPDX-License-Identifier: Apache-2.0
#include "io/pages/follows_scheme.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>

namespace otoscape::io::pages {
namespace {

constexpr double kDarkest = 0.12, kBrightest = 0.93;  // lightness of ground and ink, ours

// #rgb or #rrggbb.
std::optional<Colour> colour_of(std::string_view text) {
  std::string digits(text.substr(1));
  if (digits.size() == 3)
    digits = {digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]};
  unsigned value = 0;
  const char* end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, value, 16);
  if (digits.size() != 6 || error != std::errc() || rest != end) return std::nullopt;
  return Colour{static_cast<std::uint8_t>(value >> 16),
                static_cast<std::uint8_t>(value >> 8 & 255u),
                static_cast<std::uint8_t>(value & 255u)};
}

}  // namespace

// In terms of lightness and saturation (HSL): the differences to grey are scaled alike, which keeps
// the hue.
Colour on_dark(Colour on_light) {
  const double r = on_light.red / 255.0, g = on_light.green / 255.0, b = on_light.blue / 255.0;
  const double low = std::min({r, g, b}), high = std::max({r, g, b}), light = 0.5 * (low + high);
  const double turned = kBrightest - (kBrightest - kDarkest) * light;
  const double room = std::min(light, 1.0 - light), new_room = std::min(turned, 1.0 - turned);
  const double scale = room > 0.0 ? new_room / room : 0.0;
  const auto byte = [&](double part) {
    const double value = turned + (part - light) * scale;
    return static_cast<std::uint8_t>(std::lround(255.0 * std::clamp(value, 0.0, 1.0)));
  };
  return {byte(r), byte(g), byte(b)};
}

std::string follows_scheme(const std::string& svg) {
  const std::size_t root = svg.find("<svg");
  const std::size_t inside = root == svg.npos ? svg.npos : svg.find('>', root);
  if (inside == svg.npos) return svg;
  std::set<std::string> rules;
  bool root_filled = false;
  for (const std::string_view name : {"fill", "stroke"}) {
    const std::string mark = fmt::format(" {}=\"#", name);
    for (std::size_t at = svg.find(mark); at != svg.npos; at = svg.find(mark, at + 1)) {
      const std::size_t first = at + mark.size() - 1, end = svg.find('"', first);
      if (end == svg.npos) break;
      const std::string value = svg.substr(first, end - first);
      const auto colour = colour_of(value);
      if (!colour) continue;
      root_filled = root_filled || (name == "fill" && at < inside);
      rules.insert(fmt::format("[{0}=\"{1}\"]{{{0}:{2}}}", name, value, hex(on_dark(*colour))));
    }
  }
  std::string all;
  if (!root_filled) all = fmt::format("svg{{fill:{}}}", hex(on_dark({0, 0, 0})));
  for (const std::string& rule : rules) all += rule;
  std::string out = svg;
  out.insert(inside + 1,
             fmt::format("<style>@media (prefers-color-scheme:dark){{{}}}</style>", all));
  return out;
}

}  // namespace otoscape::io::pages
