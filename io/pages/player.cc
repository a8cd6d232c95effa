// SPDX-License-Identifier: Apache-2.0
#include "io/pages/player.h"

#include <fmt/format.h>

#include "io/pages/base64.h"
#include "io/pages/html.h"
#include "io/pages/page_parts.h"
#include "io/pages/player_data.h"
#include "io/pages/timeline.h"
#include "io/views/svg.h"

namespace otoscape::io::pages {
namespace {

using views::svg::escaped;

// Buttons that choose what is heard; their numbers are also keys.
std::string choices(const PlayerContents& contents) {
  std::string html;
  for (std::size_t i = 0; i < contents.versions.size(); ++i) {
    const Version& v = contents.versions[i];
    html += fmt::format(
        "<label class='choice'><input type='radio' name=\"who-{}\" value=\"{}\"{}><span><kbd>{}"
        "</kbd> {}</span></label>",
        escaped(contents.id), escaped(v.id), i == contents.first ? " checked" : "", i + 1,
        escaped(v.name));
  }
  return html;
}

// Read by the browser and drawn by the page's script.
std::string tracks(const PlayerContents& contents) {
  std::string html;
  for (const Captions& c : contents.captions)
    html += fmt::format(
        "<track kind='captions' srclang=\"{}\" label=\"{}\" src='data:text/vtt;base64,{}'>",
        escaped(c.language.empty() ? "und" : c.language), escaped(c.label), base64(c.webvtt));
  return html;
}

// The picture is one, and runs silently; each version is a sound beside it.
std::string media(const PlayerContents& contents) {
  std::string html, captions = tracks(contents);
  if (!contents.picture.empty()) {
    html += fmt::format(
        "<video class='picture' muted playsinline preload='metadata' tabindex='-1' "
        "aria-label='The film’s picture' data-offset='{}' src=\"{}\">{}</video>",
        contents.picture_offset_s, url(contents.picture), captions);
    captions.clear();
  }
  for (const Version& v : contents.versions) {
    html += fmt::format(
        "<audio data-who=\"{}\" data-offset='{}' preload='none' aria-hidden='true' "
        "src=\"{}\">{}</audio>",
        escaped(v.id), v.offset_s, url(v.link), captions);
    captions.clear();
  }
  return html;
}

std::string sayings(const PlayerContents& contents) {
  std::string html;
  for (const Version& v : contents.versions)
    html += fmt::format("<p class='saying' data-who=\"{}\"><strong>{}</strong> {}</p>",
                        escaped(v.id), escaped(v.name), escaped(v.says));
  return html;
}

std::string moments(const PlayerContents& contents) {
  if (contents.moments.empty()) return "";
  std::string html;
  for (const Moment& moment : contents.moments)
    html += fmt::format(
        "<li><button type='button' data-time='{}'><span>{}</span><b>{}</b></button></li>",
        moment.time_s, clock(moment.time_s), escaped(moment.words));
  return fmt::format(
      "<div class='moments'><h3 id=\"moments-{0}\">{1}</h3><ol aria-labelledby=\"moments-{0}\">"
      "{2}</ol></div>",
      escaped(contents.id), escaped(contents.moments_title), html);
}

std::string ribbon(const PlayerContents& contents) {
  const std::string svg = audibility_ribbon(contents.audibility, contents.seconds);
  if (svg.empty()) return "";
  std::string words;
  for (const std::string& sentence : contents.audibility_words) words += ' ' + escaped(sentence);
  return fmt::format(
      "<figure class='audibility'><figcaption>Speech that each ear can use (left above, right "
      "below): high where much of it, low where little, nothing where nobody speaks.{}"
      "</figcaption><div class='strip'>{}<div class='cursor'></div></div></figure>",
      words, svg);
}

std::string caption_choice(const PlayerContents& contents) {
  if (contents.captions.empty()) return "";
  std::string options;
  for (std::size_t i = 0; i < contents.captions.size(); ++i)
    options +=
        fmt::format("<option value='{}'>{}</option>", i, escaped(contents.captions[i].label));
  const bool several = contents.captions.size() > 1;
  return fmt::format(
      "<label><input type='checkbox' class='captions' checked> Captions</label>{}"
      "<label>Text <select class='caption-size'><option value='1'>large</option><option "
      "value='1.4'>larger</option><option value='0.75'>small</option></select></label>",
      several ? "<label>Which <select class='caption-choice'>" + options + "</select></label>"
              : "");
}

}  // namespace

std::string player(const PlayerContents& contents) {
  std::string html = kPlayerHtml;
  put(html, "player", escaped(contents.id));
  put(html, "picture", contents.picture.empty() ? "without-picture" : "with-picture");
  put(html, "question", escaped(contents.question));
  put(html, "seconds", fmt::format("{}", contents.seconds));
  put(html, "length", clock(contents.seconds));
  put(html, "last-key", fmt::format("{}", contents.versions.size()));
  put(html, "choices", choices(contents));
  put(html, "media", media(contents));
  put(html, "captions", caption_choice(contents));
  put(html, "vibration",
      contents.vibration.empty()
          ? ""
          : "<label class='vibrates' hidden><input type='checkbox' class='vibration'> Vibration"
            "</label>");
  put(html, "ribbon", ribbon(contents));
  put(html, "moments", moments(contents));
  put(html, "sayings", sayings(contents));
  put(html, "data", player_data(contents));
  return html;
}

std::string views_of(const PlayerContents& contents) {
  std::string html = kViewsHtml;
  put(html, "player", escaped(contents.id));
  return html;
}

}  // namespace otoscape::io::pages
