// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/page.h"

#include <fmt/format.h>

#include "apps/demo/film/renders.h"
#include "apps/demo/page/octave_chart.h"
#include "apps/demo/page/page_implant.h"
#include "apps/demo/page/page_parts.h"
#include "apps/demo/page/page_story.h"
#include "io/pages/arc_figure.h"
#include "io/pages/base64.h"
#include "io/pages/follows_scheme.h"
#include "io/pages/html.h"
#include "io/pages/page_parts.h"
#include "io/pages/player.h"
#include "io/pages/spectrogram.h"
#include "io/views/svg.h"

namespace otoscape::demo::page {
namespace {

using io::pages::base64;
using io::pages::follows_scheme;
using io::pages::put;
using io::views::svg::escaped;

io::pages::SpectrogramFigure figure_of(const std::string& words) {
  io::pages::SpectrogramFigure figure{.words = words};
  for (const sound::Section& section : sound::kSections)
    figure.marks.push_back({section.start_s, section.brief});
  return figure;
}

std::string spectrograms(const std::vector<Exhibit>& exhibits) {
  std::string html;
  for (const Exhibit& e : exhibits) {
    const std::string what = fmt::format("{}: {}", e.loss.empty() ? "Before" : "After",
                                         e.id == "typical" ? "the scene" : e.name);
    const std::string words =
        fmt::format("Spectrogram. {}. {}", what,
                    e.loss.empty() ? "Speech and band fill the range from 60 Hz to 10 kHz."
                                   : e.findings.headline);
    html += fmt::format(
        "<figure><figcaption>{}</figcaption>{}</figure>", what,
        io::pages::spectrogram_figure(e.pictures.spectrogram, figure_of(escaped(words))));
  }
  return html;
}

io::pages::Version version_of(const Exhibit& e) {
  const bool room = e.loss.empty();
  return {e.id,
          e.name,
          room ? "The scene as it reaches typical hearing."
               : fmt::format("{}. {}", e.loss, e.findings.headline),
          e.film.filename().string(),
          0.0,
          room,
          e.pictures.levels,
          e.hearing};
}

// A player of these exhibits; the picture is the first one's.
io::pages::PlayerContents player_of(const std::vector<Exhibit>& exhibits,
                                    const std::string& webvtt) {
  io::pages::PlayerContents player;
  player.seconds = sound::kSceneLength;
  player.picture = exhibits[0].film.filename().string();
  for (const Exhibit& e : exhibits) player.versions.push_back(version_of(e));
  player.captions = {{"English", "en", webvtt}};
  return player;
}

io::pages::PlayerContents listeners_player(const PageContents& contents) {
  io::pages::PlayerContents player = player_of(contents.exhibits, contents.webvtt);
  player.id = "listeners";
  player.question = "Heard by";
  player.moments_title = "Go to";
  for (const sound::Section& section : sound::kSections)
    player.moments.push_back({section.start_s, std::string(section.title)});
  return player;
}

io::pages::PlayerContents story_player(const std::vector<Exhibit>& story,
                                       const std::string& webvtt) {
  io::pages::PlayerContents player = player_of(story, webvtt);
  player.id = "story";
  player.question = "Sudden loss, heard";
  player.first = 1;
  player.moments = story_moments();
  return player;
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

std::string table(const Heard& before, const Exhibit& e) {
  const Heard& after = e.heard;
  std::string html = fmt::format(
      "<div class='scroll' tabindex='0' role='region' aria-label=\"{}: levels by octave band\">"
      "<table><caption>Levels at each ear in dB SPL, before and after</caption><thead><tr><td></td>"
      "<th scope='col'>all</th>",
      escaped(e.name));
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
      e.name, e.loss, base64(follows_scheme(e.audiogram_svg)));
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
      octave_chart(typical.heard.better(), e.heard.better(), words), table(typical.heard, e));
}

}  // namespace

Result<std::string> build_page(const PageContents& contents) {
  const std::vector<Exhibit>& exhibits = contents.exhibits;
  std::vector<Exhibit> story = {exhibits[0], contents.story.along};
  story[0].name = "As mixed";
  auto arc = io::pages::arc_figure(contents.story.arc_svg);
  if (!arc) return arc.error();
  std::string cards;
  for (std::size_t i = 1; i < exhibits.size(); ++i)
    cards += listener_card(exhibits[0], exhibits[i]);
  const auto listeners = listeners_player(contents);
  const auto along = story_player(story, contents.webvtt);
  std::string page = kPageHtml;
  put(page, "policy", io::pages::kPolicy);
  put(page, "style", io::pages::style());
  put(page, "script", io::pages::script());
  put(page, "listeners", cards);
  put(page, "spectrograms", spectrograms(exhibits));
  put(page, "legend", io::pages::colour_legend());
  put(page, "notices", notice_paragraphs(contents.story.told));
  put(page, "held", held_words(contents.story.told));
  put(page, "arc", *arc);
  put(page, "story-spectrograms", spectrograms({story[1]}));
  put(page, "electrodogram", electrodogram_figure(contents.implant));
  put(page, "place-map", place_map_figure(contents.implant));
  put(page, "passage", escaped(contents.implant.render.passage));
  put(page, "samples", sample_figures(contents.implant));
  put(page, "levels", contents.levels);
  put(page, "calibration", film::calibration());
  put(page, "listeners-views", io::pages::views_of(listeners));
  put(page, "story-views", io::pages::views_of(along));
  put(page, "listeners-player", io::pages::player(listeners));
  put(page, "story-player", io::pages::player(along));
  return page;
}

}  // namespace otoscape::demo::page
