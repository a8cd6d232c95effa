// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Pieces of SVG documents.

namespace otoscape::io::views::svg {

// `text` with XML's special characters replaced by entities.
std::string escaped(std::string_view text);

// style: further attributes. text: already escaped.
std::string text_at(double x, double y, std::string_view style, std::string_view text);
std::string line(double x1, double y1, double x2, double y2, std::string_view style);
std::string box(double x, double y, double width, double height, std::string_view style);

}  // namespace otoscape::io::views::svg
