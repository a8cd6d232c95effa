// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Pieces of SVG documents.

namespace otoscape::io::views::svg {

// Characters that XML gives a meaning, as it writes them.
std::string escaped(std::string_view text);

// `style` holds further attributes. `text` is escaped already.
std::string text_at(double x, double y, std::string_view style, std::string_view text);
std::string line(double x1, double y1, double x2, double y2, std::string_view style);
std::string box(double x, double y, double width, double height, std::string_view style);

}  // namespace otoscape::io::views::svg
