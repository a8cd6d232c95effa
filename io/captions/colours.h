// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace otoscape::io::captions {

// "#ff0", "#ffff00" or one of the 16 names of CSS level 1, as 0xRRGGBB.
std::optional<std::uint32_t> colour_of(std::string_view text);
// The class that WebVTT has for this colour without a style sheet (W3C WebVTT 1, 5.1: white, lime,
// cyan, red, yellow, magenta, blue, black); empty: none.
std::string_view vtt_colour_class(std::uint32_t colour);
std::optional<std::uint32_t> colour_of_vtt_class(std::string_view name);
// "#rrggbb".
std::string hex(std::uint32_t colour);

}  // namespace otoscape::io::captions
