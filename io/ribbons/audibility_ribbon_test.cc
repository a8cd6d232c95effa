// SPDX-License-Identifier: Apache-2.0
#include "io/ribbons/audibility_ribbon.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "io/ribbons/audibility_table.h"

namespace otoscape::io::ribbons {
namespace {

metrics::AudibilityTrack small_track() {
  metrics::AudibilityTrack track;
  track.begin = Seconds(2.0);
  track.values = {{true, 0.25f, 1.0f, 1.0f}, {false, 0, 0, 0}, {true, 0.5f, 0.0f, 0.9f}};
  return track;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

TEST(AudibilityTable, MarksWhereNobodySpeaks) {
  EXPECT_EQ(audibility_csv(small_track()),
            "time_s,speech,left,right,typical\n"
            "2.000,1,0.2500,1.0000,1.0000\n"
            "2.100,0,,,\n"
            "2.200,1,0.5000,0.0000,0.9000\n");
}

TEST(AudibilityRibbon, SaysInWordsWhatItDraws) {
  const std::string svg =
      audibility_ribbon(small_track(), {"Of <a> film", "about half", true, true}, {});
  EXPECT_TRUE(holds(svg, "role=\"img\" aria-labelledby=\"ribbon-title ribbon-desc\""));
  EXPECT_TRUE(holds(svg, "<title id=\"ribbon-title\">Of &lt;a&gt; film</title>"));
  EXPECT_TRUE(holds(svg, "<desc id=\"ribbon-desc\">about half."));
  EXPECT_TRUE(holds(svg, "prefers-color-scheme: dark"));
  EXPECT_EQ(count(svg, "class=\"typical\""), 2u);
}

TEST(AudibilityRibbon, BreaksWhereNobodySpeaks) {
  const std::string svg = audibility_ribbon(small_track(), {"t", "s", true, false}, {});
  EXPECT_FALSE(holds(svg, "class=\"right\""));
  const std::size_t at = svg.find("class=\"left\" d=\"");
  const std::string path = svg.substr(at, svg.find('/', at) - at);
  EXPECT_EQ(count(path, "M"), 2u);
  EXPECT_EQ(count(path, "Z"), 2u);
}

TEST(AudibilityRibbon, MarksThePointsWithinIt) {
  const std::string svg = audibility_ribbon(
      small_track(), {"t", "s", true, true},
      {{Seconds(2.05), "the pop"}, {Seconds(9.0), "too late"}, {Seconds(2.2), ""}});
  EXPECT_EQ(count(svg, "class=\"point\""), 2u);
  EXPECT_TRUE(holds(svg, ">the pop</text>"));
  EXPECT_FALSE(holds(svg, "too late"));
}

TEST(AudibilityRibbon, IsSmallForALongFilm) {
  metrics::AudibilityTrack track;
  for (int i = 0; i < 100'000; ++i) {
    track.values.push_back({i % 70 < 50, static_cast<float>(i % 13) / 13.0f, 0.5f, 0.9f});
  }
  EXPECT_LT(audibility_ribbon(track, {"t", "s", true, true}, {}).size(), 60'000u);
  EXPECT_TRUE(holds(audibility_ribbon({}, {"t", "s", true, true}, {}), "</svg>"));
}

}  // namespace
}  // namespace otoscape::io::ribbons
