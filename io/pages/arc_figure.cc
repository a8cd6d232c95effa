// SPDX-License-Identifier: Apache-2.0
#include "io/pages/arc_figure.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string_view>

#include "io/pages/base64.h"
#include "io/pages/follows_scheme.h"

namespace otoscape::io::pages {
namespace {

// The number that follows `words` in the text.
std::optional<double> number_after(const std::string& text, std::string_view words) {
  const std::size_t at = text.find(words);
  if (at == text.npos) return std::nullopt;
  double number = 0.0;
  const char* first = text.data() + at + words.size();
  const auto [rest, error] = std::from_chars(first, text.data() + text.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

}  // namespace

Result<std::string> arc_figure(const std::string& svg, double begin_s) {
  const auto width = number_after(svg, "viewBox=\"0 0 "),
             left = number_after(svg, "data-time-left=\""),
             right = number_after(svg, "data-time-right=\""),
             seconds = number_after(svg, "data-seconds=\"");
  if (!width || !left || !right || !seconds || *width <= 0.0 || *seconds <= 0.0)
    return failed("the scene's picture does not say where its times lie; build the program anew");
  return fmt::format(
      "<figure class='arc'><figcaption>The arc, from top to bottom: the film’s sound, who "
      "hears, each ear’s hearing level, ringing, body. Click in it to go there; with the line in "
      "focus, arrow keys move it.</figcaption>"
      "<div class='scroll'><div class='chart'>"
      "<img alt='The scene over time, drawn; the story’s moments say the same in words' "
      "src='data:image/svg+xml;base64,{}'>"
      "<div class='over' role='slider' tabindex='0' aria-label='Place along the arc' "
      "aria-valuemin='0' aria-valuemax='{:.0f}' aria-valuenow='0' data-seconds='{}' "
      "data-begin='{}' style='left:{:.3f}%;right:{:.3f}%'><div class='cursor'></div></div>"
      "</div></div></figure>",
      base64(follows_scheme(svg)), *seconds, *seconds, begin_s, 100.0 * *left / *width,
      100.0 * (1.0 - *right / *width));
}

}  // namespace otoscape::io::pages
