// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page.h"

#include <fmt/format.h>

#include "apps/demo/figures.h"
#include "apps/demo/files.h"
#include "apps/demo/page_parts.h"
#include "apps/demo/timeline.h"

namespace otoscape::demo {
namespace {

void put(std::string& page, std::string_view place, std::string_view content) {
  const std::string mark = fmt::format("{{{{{}}}}}", place);
  const std::size_t at = page.find(mark);
  if (at != std::string::npos) page.replace(at, mark.size(), content);
}

// Buttons that choose what is heard; their numbers are also keys.
std::string choices(const std::vector<Exhibit>& exhibits) {
  std::string html;
  for (std::size_t i = 0; i < exhibits.size(); ++i)
    html += fmt::format(
        "<label class='choice'><input type='radio' name='who' value='{}'{}><span><kbd>{}</kbd> "
        "{}</span></label>",
        exhibits[i].id, i == 0 ? " checked" : "", i + 1, exhibits[i].name);
  return html;
}

std::string players(const PageContents& contents) {
  std::string html;
  for (const Exhibit& e : contents.exhibits)
    html += fmt::format(
        "<video id='film-{0}' data-who='{0}' playsinline preload='auto' tabindex='-1' "
        "aria-label='The film as heard: {1}'><track kind='captions' srclang='en' label='English' "
        "default src='data:text/vtt;base64,{2}'></video>",
        e.id, e.name, base64(contents.webvtt));
  return html;
}

Result<std::string> film_data(const std::vector<Exhibit>& exhibits) {
  std::string html;
  for (const Exhibit& e : exhibits) {
    const auto bytes = read_file(e.film);
    if (!bytes) return bytes.error();
    html +=
        fmt::format("<script type='text/plain' id='data-{}'>{}</script>\n", e.id, base64(*bytes));
  }
  return html;
}

std::string chapter_buttons() {
  std::string html;
  for (const Section& section : kSections) {
    const int start = static_cast<int>(section.start_s);
    html += fmt::format("<button type='button' data-time='{}'>{} <span>0:{:02}</span></button>",
                        start, section.title, start);
  }
  return html;
}

// What is said of each while it plays.
std::string captions_of(const std::vector<Exhibit>& exhibits) {
  std::string html;
  for (const Exhibit& e : exhibits)
    html += fmt::format("<p class='saying' data-who='{}'><strong>{}</strong> {}</p>", e.id, e.name,
                        e.loss.empty() ? "— the scene as it reaches typical hearing."
                                       : fmt::format("— {}. {}", e.loss, e.findings.headline));
  return html;
}

std::string spectrograms(const std::vector<Exhibit>& exhibits) {
  std::string html;
  for (const Exhibit& e : exhibits) {
    const std::string what =
        e.loss.empty() ? "Before: the scene" : fmt::format("After: {}", e.name);
    const std::string words =
        fmt::format("Spectrogram. {}. {}", what,
                    e.loss.empty() ? "Speech and band fill the range from 60 Hz to 10 kHz."
                                   : e.findings.headline);
    html += fmt::format("<figure><figcaption>{}</figcaption>{}</figure>", what,
                        spectrogram_figure(e.spectrogram, words));
  }
  return html;
}

std::string cell(double level, bool heard) {
  return heard ? fmt::format("<td>{:.0f}</td>", level) : "<td class='gone'>gone</td>";
}

std::string row(const char* name, const std::array<double, kOctaves>& levels, double whole) {
  std::string html =
      fmt::format("<tr><th scope='row'>{}</th><td class='sum'>{:.0f}</td>", name, whole);
  if (whole < 0.0)
    html = fmt::format("<tr><th scope='row'>{}</th><td class='gone'>&lt; 0</td>", name);
  for (int octave = 0; octave < kOctaves; ++octave)
    html += cell(levels[octave], levels[octave] >= octave_threshold_db_spl(octave));
  return html + "</tr>";
}

std::string table(const Heard& before, const Heard& after) {
  std::string html =
      "<div class='scroll' tabindex='0' role='region' aria-label='Levels by octave "
      "band'><table><caption>Levels "
      "at each ear in dB SPL, before and after</caption><thead><tr><th></th><th "
      "scope='col'>all</th>";
  for (const char* hz : {"63 Hz", "125", "250", "500", "1k", "2k", "4k", "8k"})
    html += fmt::format("<th scope='col'>{}</th>", hz);
  html += "</tr></thead>";
  for (const int ear : {0, 1}) {
    const EarLevels &was = before.ears[ear], &is = after.ears[ear];
    html += fmt::format("<tbody><tr><th colspan='10' scope='rowgroup' class='ear'>{} ear</th></tr>",
                        ear == 0 ? "Left" : "Right");
    html += row("talk, before", was.talk_octaves_db_spl, was.talk_db_spl);
    html += row("talk, after", is.talk_octaves_db_spl, is.talk_db_spl);
    html += row("band, before", was.band_octaves_db_spl, was.band_db_spl);
    html += row("band, after", is.band_octaves_db_spl, is.band_db_spl) + "</tbody>";
  }
  return html + "</table></div>";
}

std::string audiogram(const Exhibit& e) {
  if (e.audiogram_svg.empty()) return "";
  return fmt::format(
      "<figure class='audiogram'><figcaption>Audiogram</figcaption><img alt='Audiogram of {}: {}' "
      "src='data:image/svg+xml;base64,{}'></figure>",
      e.name, e.loss, base64(e.audiogram_svg));
}

std::string listener_card(const Exhibit& typical, const Exhibit& e) {
  std::string list;
  for (const std::string& sentence : e.findings.sentences)
    list += fmt::format("<li>{}</li>", sentence);
  const std::string words = fmt::format("Octave levels before and after. {}", e.findings.headline);
  return fmt::format(
      "<article id='listener-{}'><h3>{}</h3><p class='loss'>{}</p><p class='headline'>{}</p>"
      "<ul>{}</ul><div class='pair'>{}<figure><figcaption>What is left, by octave "
      "band</figcaption>{}"
      "</figure></div><details><summary>All numbers</summary>{}</details></article>",
      e.id, e.name, e.loss, e.findings.headline, list, audiogram(e),
      octave_chart(typical.heard.better(), e.heard.better(), words), table(typical.heard, e.heard));
}

}  // namespace

Result<std::string> build_page(const PageContents& contents) {
  const std::vector<Exhibit>& exhibits = contents.exhibits;
  auto films = film_data(exhibits);
  if (!films) return films.error();
  std::string cards;
  for (std::size_t i = 1; i < exhibits.size(); ++i)
    cards += listener_card(exhibits[0], exhibits[i]);
  std::string page = kPageHtml;
  put(page, "style", kPageCss);
  put(page, "choices", choices(exhibits));
  put(page, "players", players(contents));
  put(page, "chapters", chapter_buttons());
  put(page, "sayings", captions_of(exhibits));
  put(page, "listeners", cards);
  put(page, "spectrograms", spectrograms(exhibits));
  put(page, "legend", colour_legend());
  put(page, "levels", contents.levels);
  put(page, "script", kPageJs);
  put(page, "films", *films);
  return page;
}

}  // namespace otoscape::demo
