// SPDX-License-Identifier: Apache-2.0
#include "io/pages/report_page.h"

#include <fmt/format.h>

#include <set>

#include "io/pages/arc_figure.h"
#include "io/pages/html.h"
#include "io/pages/page_parts.h"
#include "io/pages/player.h"
#include "io/views/svg.h"

namespace otoscape::io::pages {
namespace {

using views::svg::escaped;

std::string paragraphs(const std::vector<std::string>& sentences) {
  std::string html;
  for (const std::string& sentence : sentences) html += fmt::format("<p>{}</p>", escaped(sentence));
  return html;
}

std::string items(const std::vector<std::string>& sentences) {
  std::string html;
  for (const std::string& sentence : sentences)
    html += fmt::format("<li>{}</li>", escaped(sentence));
  return html;
}

Result<std::string> arc_section(const ReportContents& contents) {
  if (contents.arc_svg.empty()) return std::string();
  auto figure = arc_figure(contents.arc_svg, contents.arc_begin_s);
  if (!figure) return figure.error();
  return fmt::format(
      "<section data-arc=\"{}\" aria-labelledby='arc-title'><h2 id='arc-title'>The arc</h2>{}"
      "{}</section>",
      escaped(contents.player.id), *figure,
      contents.safety ? fmt::format("<h3>What the safety layer did</h3><p class='text'>{}</p>",
                                    safety_words(*contents.safety))
                      : "");
}

// The sheet's rows lie between comments that name their part.
std::string sheet(const SheetParts& parts) {
  std::string html = kSheetHtml;
  const auto drop = [&](const std::string& part) {
    const std::size_t from = html.find("<!-- " + part + " -->");
    const std::size_t to = from == html.npos ? html.npos : html.find("<!-- ", from + 1);
    if (to != html.npos) html.erase(from, to - from);
  };
  if (!parts.acoustic) drop("acoustic");
  if (!parts.implant) drop("implant");
  if (!parts.ringing) drop("ringing");
  if (!parts.scene) drop("scene");
  if (!parts.msbg) drop("msbg");
  put(html, "assumptions", items(parts.assumptions));
  return html;
}

std::string files(const PlayerContents& player) {
  std::string html;
  std::set<std::string> named;
  const auto name = [&](const std::string& link, const std::string& what) {
    if (!named.insert(link).second) return;
    html +=
        fmt::format("<li><a href=\"{}\">{}</a>: {}</li>", url(link), escaped(link), escaped(what));
  };
  for (const Version& v : player.versions) name(v.link, v.name);
  if (!player.picture.empty()) name(player.picture, "the picture");
  return html;
}

std::string spectrograms(const ReportContents& contents) {
  const double ticks = contents.player.seconds / 8.0;
  double step = 1.0;
  for (const double s : {2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0, 1800.0, 3600.0})
    if (step < ticks) step = s;
  std::string html;
  for (const auto& [picture, what] : {std::pair(&contents.room, "Before: in the room"),
                                      std::pair(&contents.heard, "After: as it may be heard")})
    html += fmt::format(
        "<figure><figcaption>{0}</figcaption>{1}</figure>", what,
        spectrogram_figure(*picture,
                           {.words = fmt::format("Spectrogram. {}.", what), .tick_s = step}));
  return html;
}

std::string loudness(const ReportContents& contents) {
  return loudness_chart(contents.room_loudness, contents.heard_loudness, contents.player.seconds) +
         "<ul>" + items(contents.loudness_lines) + "</ul>";
}

}  // namespace

Result<std::string> report_page(const ReportContents& contents) {
  const auto arc = arc_section(contents);
  if (!arc) return arc.error();
  const bool film = !contents.player.picture.empty();
  std::string page = kReportHtml;
  put(page, "policy", kPolicy);
  put(page, "style", style());
  put(page, "script", script());
  put(page, "title", escaped(contents.title));
  put(page, "whose", escaped(contents.whose));
  put(page, "lead",
      escaped(fmt::format("{} as it is in the room, and as it may be heard {}: one possible "
                          "percept, computed by a model.",
                          film ? "The film" : "The sound", contents.whose)));
  put(page, "watch-title", film ? "Watch and compare" : "Listen and compare");
  put(page, "notices", paragraphs(contents.notices));
  put(page, "views", views_of(contents.player));
  put(page, "arc", *arc);
  put(page, "legend", colour_legend());
  put(page, "spectrograms", spectrograms(contents));
  put(page, "loudness", loudness(contents));
  put(page, "sheet", sheet(contents.sheet));
  put(page, "files", files(contents.player));
  put(page, "player", player(contents.player));
  return page;
}

}  // namespace otoscape::io::pages
