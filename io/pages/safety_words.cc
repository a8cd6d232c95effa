// SPDX-License-Identifier: Apache-2.0
#include "io/pages/safety_words.h"

#include <fmt/format.h>

#include "io/pages/html.h"

namespace otoscape::io::pages {
namespace {

const char* joint(std::size_t i, std::size_t count, const char* last) {
  return i == 0 ? "" : i + 1 == count ? last : ", ";
}

// "42 LU at 0:31 and by 40 LU at 0:38"
std::string rises(const std::vector<SafetyFacts::Held>& held) {
  std::string words;
  for (std::size_t i = 0; i < held.size(); ++i)
    words += fmt::format("{}{}{:.0f} LU at {}", joint(i, held.size(), " and "), i == 0 ? "" : "by ",
                         held[i].rise_lu, clock(held[i].at_s));
  return words;
}

std::string delays(const std::vector<SafetyFacts::Held>& held) {
  std::string words;
  for (std::size_t i = 0; i < held.size(); ++i)
    words += fmt::format("{}{:.0f}", joint(i, held.size(), " and "), held[i].delayed_lu);
  return words;
}

}  // namespace

std::string safety_words(const SafetyFacts& facts) {
  std::string words =
      facts.held.empty()
          ? fmt::format(
                "No change of the scene raised the loudness by more than {:.0f} LU at "
                "once, so the return cap did not act. ",
                facts.return_cap_lu)
          : fmt::format(
                "Cutting to the room would have raised the loudness at once by {}. The "
                "return cap let {:.0f} LU through at once; the other {} LU followed "
                "within 0.4 s. (10 LU are heard as about twice as loud.) ",
                rises(facts.held), facts.return_cap_lu, delays(facts.held));
  words += facts.inner_limit_db < -0.05
               ? fmt::format(
                     "Ringing and body were held down by up to {:.1f} dB, to the film’s "
                     "own loudness. ",
                     -facts.inner_limit_db)
               : "Ringing and body are as written: they stayed below the film’s own loudness. ";
  return words + (facts.guard_events == 0
                      ? std::string("The guard, which keeps peaks below full scale, had nothing "
                                    "to do.")
                      : fmt::format("The guard lowered peaks {} time{} to keep them below full "
                                    "scale.",
                                    facts.guard_events, facts.guard_events == 1 ? "" : "s"));
}

}  // namespace otoscape::io::pages
