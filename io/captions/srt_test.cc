// SPDX-License-Identifier: Apache-2.0
#include "io/captions/srt.h"

#include <gtest/gtest.h>

namespace otoscape::io::captions {
namespace {

TEST(Srt, TagsAndPositionsAreRead) {
  const auto list = read_srt(
      "1\n00:00:01,000 --> 00:00:02,500\n{\\an8}<font color=\"#00ffff\">ANA: <b>Hi</b></font> "
      "<3\n\n"
      "2\n00:00:03,000 --> 00:00:04,000\nFirst\n\nafter a blank line\n",
      "a.srt");
  ASSERT_TRUE(list) << list.error().sentence;
  ASSERT_EQ(list->cues.size(), 2u);
  const Cue& first = list->cues[0];
  EXPECT_EQ(first.placement.row, Placement::Row::top);
  EXPECT_EQ(plain_text(first), "ANA: Hi <3");
  EXPECT_EQ(first.runs[0].style.colour, 0x00ffffu);
  EXPECT_TRUE(first.runs[1].style.bold);
  EXPECT_FALSE(first.runs[2].style.colour);
  EXPECT_EQ(plain_text(list->cues[1]), "First\nafter a blank line");
}

TEST(Srt, CuesNeedNoBlankLineBetweenThem) {
  const auto list = read_srt(
      "1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:03,000 --> 00:00:04,000\nTwo --> two\n"
      "\n<i>leaning</i>\n",
      "a.srt");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->cues.size(), 2u);
  EXPECT_EQ(plain_text(list->cues[0]), "One");
  EXPECT_DOUBLE_EQ(list->cues[1].begin.value(), 3.0);
  EXPECT_EQ(plain_text(list->cues[1]), "Two --> two\nleaning");
  EXPECT_TRUE(list->cues[1].runs.back().style.italic);
}

TEST(Srt, WhatIsWrittenReadsTheSame) {
  CueList list;
  Cue cue{Seconds(3661.5), Seconds(3663.25), {}, {}};
  cue.placement.row = Placement::Row::top;
  Style style;
  style.italic = true;
  style.colour = 0xffcc00;
  cue.runs = {{"One\n", style}, {"two", {}}};
  list.cues = {cue};
  const auto again = read_srt(srt_text(list), "a.srt");
  ASSERT_TRUE(again) << again.error().sentence;
  EXPECT_EQ(again->cues[0], cue);
}

TEST(Srt, SpeakersStandBeforeTheirWords) {
  Style ana, ben;
  ana.voice = "Ana";
  ben.voice = "Ben";
  Cue cue{Seconds(1), Seconds(2), {}, {{"Hello ", ana}, {"you\n", ana}, {"Hi", ben}}};
  EXPECT_EQ(srt_cue_text(cue), "Ana: Hello you\nBen: Hi");
}

TEST(Srt, FilesWithoutCaptionsAreRefused) {
  EXPECT_FALSE(read_srt("", "a.srt"));
  EXPECT_FALSE(read_srt("just words\n", "a.srt"));
  EXPECT_FALSE(read_srt("1\n00:00:02,000 --> 00:00:01,000\nA\n", "a.srt"));
}

}  // namespace
}  // namespace otoscape::io::captions
