// SPDX-License-Identifier: Apache-2.0
#include "io/captions/colours.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace otoscape::io::captions {
namespace {

using Named = std::pair<std::string_view, std::uint32_t>;

constexpr std::array<Named, 18> kNames = {{{"black", 0x000000},
                                           {"silver", 0xc0c0c0},
                                           {"gray", 0x808080},
                                           {"white", 0xffffff},
                                           {"maroon", 0x800000},
                                           {"red", 0xff0000},
                                           {"purple", 0x800080},
                                           {"fuchsia", 0xff00ff},
                                           {"magenta", 0xff00ff},
                                           {"green", 0x008000},
                                           {"lime", 0x00ff00},
                                           {"olive", 0x808000},
                                           {"yellow", 0xffff00},
                                           {"navy", 0x000080},
                                           {"blue", 0x0000ff},
                                           {"teal", 0x008080},
                                           {"aqua", 0x00ffff},
                                           {"cyan", 0x00ffff}}};
constexpr std::array<Named, 8> kVttClasses = {{{"white", 0xffffff},
                                               {"lime", 0x00ff00},
                                               {"cyan", 0x00ffff},
                                               {"red", 0xff0000},
                                               {"yellow", 0xffff00},
                                               {"magenta", 0xff00ff},
                                               {"blue", 0x0000ff},
                                               {"black", 0x000000}}};

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

}  // namespace

std::optional<std::uint32_t> colour_of(std::string_view text) {
  if (text.starts_with('#')) {
    std::string digits(text.substr(1));
    if (digits.size() == 3) {
      digits = {digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]};
    }
    std::uint32_t colour = 0;
    const char* end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, colour, 16);
    if (digits.size() != 6 || error != std::errc() || rest != end) return {};
    return colour;
  }
  const std::string name = lower(text);
  const auto found = std::ranges::find(kNames, name, &Named::first);
  return found != kNames.end() ? std::optional(found->second) : std::nullopt;
}

std::string_view vtt_colour_class(std::uint32_t colour) {
  const auto found = std::ranges::find(kVttClasses, colour, &Named::second);
  return found != kVttClasses.end() ? found->first : std::string_view();
}

std::optional<std::uint32_t> colour_of_vtt_class(std::string_view name) {
  const auto found = std::ranges::find(kVttClasses, name, &Named::first);
  return found != kVttClasses.end() ? std::optional(found->second) : std::nullopt;
}

std::string hex(std::uint32_t colour) { return fmt::format("#{:06x}", colour & 0xffffffu); }

}  // namespace otoscape::io::captions
