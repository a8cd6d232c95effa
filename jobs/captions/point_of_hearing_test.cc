// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions/point_of_hearing.h"

#include <gtest/gtest.h>

#include <sstream>

namespace otoscape::jobs::captions {
namespace {

using io::captions::Cue;
using io::captions::plain_text;
using scene::CaptionWords;

Cue cue_of(const std::string& text, double begin = 1.0) {
  return {Seconds(begin), Seconds(begin + 2.0), {}, {{text, {}}}};
}

std::string words(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += (i == 0 ? "w" : " w") + std::to_string(i);
  return text;
}

TEST(PointOfHearing, AllWordsStayWhereAllAreHeardOrTheSceneSaysSo) {
  const Cue cue = cue_of(words(50));
  EXPECT_EQ(heard_cue(cue, 1.0, CaptionWords::fade, 1).cue, cue);
  EXPECT_EQ(heard_cue(cue, 0.0, CaptionWords::full, 1).cue, cue);
  EXPECT_EQ(heard_cue(cue, 0.0, CaptionWords::full, 1).printed, Printed::all);
}

TEST(PointOfHearing, HidePrintsHalfUnderstoodOrNothing) {
  const Cue cue = cue_of(words(5));
  EXPECT_EQ(heard_cue(cue, 0.5, CaptionWords::hide, 1).cue, cue);
  const HeardCue hidden = heard_cue(cue, 0.49, CaptionWords::hide, 1);
  EXPECT_EQ(hidden.printed, Printed::none);
  EXPECT_TRUE(hidden.cue.runs.empty());
}

TEST(PointOfHearing, WordsFadeAsTheyAreLeft) {
  for (const double left : {0.2, 0.5, 0.8}) {
    int kept = 0;
    for (int i = 0; i < 200; ++i) {
      const auto heard = heard_cue(cue_of(words(20), i), left, CaptionWords::fade, 1);
      std::istringstream all(plain_text(heard.cue));
      for (std::string word; all >> word;) kept += word.starts_with('w') ? 1 : 0;
    }
    // Of 4000 draws the standard deviation is at most 0.8 %.
    EXPECT_NEAR(kept / 4000.0, left, 0.03) << left;
  }
}

TEST(PointOfHearing, TheSeedDecidesWhichWords) {
  const Cue cue = cue_of(words(20));
  EXPECT_EQ(heard_cue(cue, 0.5, CaptionWords::fade, 1).cue,
            heard_cue(cue, 0.5, CaptionWords::fade, 1).cue);
  EXPECT_NE(heard_cue(cue, 0.5, CaptionWords::fade, 1).cue,
            heard_cue(cue, 0.5, CaptionWords::fade, 2).cue);
}

TEST(PointOfHearing, ARowOfLostWordsIsOneSignAndNamesStay) {
  for (int i = 0; i < 100; ++i) {
    const auto heard = heard_cue(cue_of("ANA: one two three\nfour five [door slams]", i), 0.4,
                                 CaptionWords::fade, 1);
    if (heard.printed == Printed::none) continue;
    const std::string text = plain_text(heard.cue);
    EXPECT_TRUE(text.starts_with("ANA: ")) << text;
    EXPECT_EQ(text.find("… …"), std::string::npos) << text;
    EXPECT_EQ(text.find("…["), std::string::npos) << text;
    EXPECT_TRUE(text.find("[door") == std::string::npos ||
                text.find("[door slams]") != std::string::npos)
        << text;
  }
}

TEST(PointOfHearing, ColoursStayAndNoRunIsEmpty) {
  Cue cue = cue_of("");
  io::captions::Style yellow;
  yellow.colour = 0xffff00;
  cue.runs = {{"one two three four ", yellow}, {"five six seven", {}}};
  for (int seed = 1; seed < 50; ++seed) {
    for (const auto& run :
         heard_cue(cue, 0.4, CaptionWords::fade, static_cast<std::uint64_t>(seed)).cue.runs) {
      EXPECT_FALSE(run.text.empty());
      const bool of_first = run.text.find("one") != std::string::npos;
      EXPECT_TRUE(!of_first || run.style == yellow);
    }
  }
}

TEST(PointOfHearing, TheSceneSaysFadeUntilAPointSaysMore) {
  std::vector<scene::Keyframe> points(3);
  points[1].time = Seconds(5.0);
  points[1].captions = CaptionWords::hide;
  points[2].time = Seconds(9.0);
  EXPECT_EQ(caption_words(points, Seconds(4.9)), CaptionWords::fade);
  EXPECT_EQ(caption_words(points, Seconds(5.0)), CaptionWords::hide);
  EXPECT_EQ(caption_words(points, Seconds(20.0)), CaptionWords::hide);
}

}  // namespace
}  // namespace otoscape::jobs::captions
