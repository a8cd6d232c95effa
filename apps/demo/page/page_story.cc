// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/page_story.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "apps/demo/film/story.h"
#include "apps/demo/page/base64.h"
#include "apps/demo/page/html.h"
#include "io/views/svg.h"

namespace otoscape::demo::page {
namespace {

using io::views::svg::escaped;

// The number that follows `words` in the text.
std::optional<double> number_after(const std::string& text, std::string_view words) {
  const std::size_t at = text.find(words);
  if (at == text.npos) return std::nullopt;
  double number = 0.0;
  const char* first = text.data() + at + words.size();
  const auto [rest, error] = std::from_chars(first, text.data() + text.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

// "42 LU at 0:31 and by 40 LU at 0:38"
std::string rises(const std::vector<film::StorySummary::Held>& held) {
  std::string words;
  for (std::size_t i = 0; i < held.size(); ++i)
    words += fmt::format("{}{:.0f} LU at {}",
                         i == 0                 ? ""
                         : i + 1 == held.size() ? " and by "
                                                : ", by ",
                         held[i].rise_lu, clock(held[i].at_s));
  return words;
}

std::string delays(const std::vector<film::StorySummary::Held>& held) {
  std::string words;
  for (std::size_t i = 0; i < held.size(); ++i)
    words += fmt::format("{}{:.0f}",
                         i == 0                 ? ""
                         : i + 1 == held.size() ? " and "
                                                : ", ",
                         held[i].delayed_lu);
  return words;
}

}  // namespace

Result<std::string> arc_figure(const std::string& svg) {
  const auto width = number_after(svg, "viewBox=\"0 0 "),
             left = number_after(svg, "data-time-left=\""),
             right = number_after(svg, "data-time-right=\""),
             seconds = number_after(svg, "data-seconds=\"");
  if (!width || !left || !right || !seconds || *width <= 0.0 || *seconds <= 0.0)
    return failed("the scene's picture does not say where its times lie; build the program anew");
  return fmt::format(
      "<figure class='arc'><figcaption>The arc, from top to bottom: the film’s sound, who "
      "hears, each ear’s hearing level, ringing, body. Click in it to go there; with the line in "
      "focus, arrow keys move it.</figcaption><p class='now'></p>"
      "<div class='scroll'><div class='chart'>"
      "<img alt='The scene over time, drawn; the story’s moments say the same in words' "
      "src='data:image/svg+xml;base64,{}'>"
      "<div class='over' role='slider' tabindex='0' aria-label='Place along the arc' "
      "aria-valuemin='0' aria-valuemax='{:.0f}' aria-valuenow='0' data-seconds='{}' "
      "style='left:{:.3f}%;right:{:.3f}%'><div class='cursor'></div></div>"
      "</div></div></figure>",
      base64(svg), *seconds, *seconds, 100.0 * *left / *width, 100.0 * (1.0 - *right / *width));
}

std::string moment_list() {
  std::string html;
  for (const film::Moment& moment : film::kMoments)
    html += fmt::format(
        "<li><button type='button' data-time='{}'><span>{}</span><b>{}</b></button></li>",
        moment.start_s, clock(moment.start_s), escaped(moment.words));
  return html;
}

std::string notice_paragraphs(const film::StorySummary& told) {
  std::string html;
  for (const std::string& notice : told.notices) html += fmt::format("<p>{}</p>", escaped(notice));
  return html;
}

std::string held_words(const film::StorySummary& told) {
  const auto& held = told.held;
  std::string words =
      held.empty() ? fmt::format(
                         "No change of the scene raised the loudness by more than {:.0f} LU at "
                         "once, so the return cap did not act. ",
                         told.return_cap_lu)
                   : fmt::format(
                         "Cutting to the room would have raised the loudness at once by {}. The "
                         "return cap let {:.0f} LU through at once; the other {} LU followed "
                         "within 0.4 s. (10 LU are heard as about twice as loud.) ",
                         rises(held), told.return_cap_lu, delays(held));
  words += told.inner_limit_db < -0.05
               ? fmt::format(
                     "Ringing and body were held down by up to {:.1f} dB, to the film’s "
                     "own loudness. ",
                     -told.inner_limit_db)
               : "Ringing and body are as written: they stayed below the film’s own loudness. ";
  words += told.guard_events == 0
               ? std::string("The guard, which keeps peaks below full scale, had nothing to do.")
               : fmt::format("The guard lowered peaks {} time{} to keep them below full scale.",
                             told.guard_events, told.guard_events == 1 ? "" : "s");
  return words;
}

}  // namespace otoscape::demo::page
