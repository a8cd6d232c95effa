// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/page_story.h"

#include <fmt/format.h>

#include "apps/demo/film/story.h"
#include "io/pages/safety_words.h"
#include "io/views/svg.h"

namespace otoscape::demo::page {

std::vector<io::pages::Moment> story_moments() {
  std::vector<io::pages::Moment> moments;
  for (const film::Moment& moment : film::kMoments)
    moments.push_back({moment.start_s, std::string(moment.words)});
  return moments;
}

std::string notice_paragraphs(const film::StorySummary& told) {
  std::string html;
  for (const std::string& notice : told.notices)
    html += fmt::format("<p>{}</p>", io::views::svg::escaped(notice));
  return html;
}

std::string held_words(const film::StorySummary& told) {
  io::pages::SafetyFacts facts{told.return_cap_lu, {}, told.inner_limit_db, told.guard_events};
  for (const auto& held : told.held)
    facts.held.push_back({held.at_s, held.rise_lu, held.delayed_lu});
  return io::pages::safety_words(facts);
}

}  // namespace otoscape::demo::page
