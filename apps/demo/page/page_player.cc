// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/page_player.h"

#include <fmt/format.h>

#include "apps/demo/page/base64.h"
#include "apps/demo/page/html.h"
#include "apps/demo/page/page_parts.h"
#include "apps/demo/tools/files.h"

namespace otoscape::demo::page {
namespace {

// Buttons that choose what is heard; their numbers are also keys.
std::string choices(const PlayerWords& player, const std::vector<Exhibit>& exhibits) {
  std::string html;
  for (std::size_t i = 0; i < exhibits.size(); ++i)
    html += fmt::format(
        "<label class='choice'><input type='radio' name='who-{}' value='{}'{}><span><kbd>{}</kbd> "
        "{}</span></label>",
        player.id, exhibits[i].id, i == player.first ? " checked" : "", i + 1, exhibits[i].name);
  return html;
}

std::string videos(const std::vector<Exhibit>& exhibits, const std::string& webvtt) {
  std::string html;
  for (const Exhibit& e : exhibits)
    html += fmt::format(
        "<video data-who='{}' playsinline preload='auto' tabindex='-1' "
        "aria-label='The film as heard: {}'><track kind='captions' srclang='en' label='English' "
        "default src='data:text/vtt;base64,{}'></video>",
        e.id, e.name, base64(webvtt));
  return html;
}

std::string section_buttons() {
  std::string html = "<div class='chapters' role='group' aria-label='Go to'>";
  for (const sound::Section& section : sound::kSections)
    html += fmt::format("<button type='button' data-time='{}'>{} <span>{}</span></button>",
                        section.start_s, section.title, clock(section.start_s));
  return html + "</div>";
}

// The sentence that the page shows while an exhibit plays.
std::string sayings(const std::vector<Exhibit>& exhibits) {
  std::string html;
  for (const Exhibit& e : exhibits)
    html += fmt::format("<p class='saying' data-who='{}'><strong>{}</strong> {}</p>", e.id, e.name,
                        e.loss.empty() ? "— the scene as it reaches typical hearing."
                                       : fmt::format("— {}. {}", e.loss, e.findings.headline));
  return html;
}

}  // namespace

std::string player(const PlayerWords& words, const std::vector<Exhibit>& exhibits,
                   const std::string& webvtt) {
  std::string html = kPlayerHtml;
  put(html, "player", words.id);
  put(html, "question", words.question);
  put(html, "key-words", words.key_words);
  put(html, "seconds", fmt::format("{}", sound::kSceneLength));
  put(html, "length", clock(sound::kSceneLength));
  put(html, "last-key", fmt::format("{}", exhibits.size()));
  put(html, "choices", choices(words, exhibits));
  put(html, "videos", videos(exhibits, webvtt));
  put(html, "chapters", words.sections ? section_buttons() : "");
  put(html, "sayings", sayings(exhibits));
  return html;
}

Result<std::string> film_data(const Exhibit& exhibit) {
  const auto bytes = tools::read_file(exhibit.film);
  if (!bytes) return bytes.error();
  return fmt::format("<script type='text/plain' id='data-{}'>{}</script>\n", exhibit.id,
                     base64(*bytes));
}

}  // namespace otoscape::demo::page
