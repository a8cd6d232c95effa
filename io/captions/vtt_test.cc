// SPDX-License-Identifier: Apache-2.0
#include "io/captions/vtt.h"

#include <gtest/gtest.h>

#include "io/captions/clock_text.h"

namespace otoscape::io::captions {
namespace {

constexpr const char* kFile = R"(WEBVTT - a reel

STYLE
::cue(v[voice="Ana"]) { color: yellow; }

NOTE not for viewers

one
00:01.000 --> 00:03.500 line:0 position:10% size:50% align:start
<v Ana &amp; Bo><c.yellow.loud>Good <i>morning</i></c></v>

01:00:02.000 --> 01:00:04.000
Tom &amp; Jerry &lt;3 &#233;
second line
)";

TEST(Vtt, SpeakersColoursPlacesAndReferencesAreRead) {
  const auto list = read_vtt(kFile, "a.vtt");
  ASSERT_TRUE(list) << list.error().sentence;
  ASSERT_EQ(list->cues.size(), 2u);
  const Cue& first = list->cues[0];
  EXPECT_DOUBLE_EQ(first.begin.value(), 1.0);
  EXPECT_DOUBLE_EQ(first.end.value(), 3.5);
  EXPECT_EQ(first.placement.row, Placement::Row::top);
  EXPECT_EQ(first.placement.align, Placement::Align::left);
  EXPECT_EQ(first.placement.position_percent, 10.0);
  EXPECT_EQ(first.placement.size_percent, 50.0);
  ASSERT_EQ(first.runs.size(), 2u);
  EXPECT_EQ(first.runs[0].text, "Good ");
  EXPECT_EQ(first.runs[0].style.voice, "Ana & Bo");
  EXPECT_EQ(first.runs[0].style.colour, 0xffff00u);
  EXPECT_EQ(first.runs[0].style.classes, std::vector<std::string>{"loud"});
  EXPECT_FALSE(first.runs[0].style.italic);
  EXPECT_TRUE(first.runs[1].style.italic);
  EXPECT_DOUBLE_EQ(list->cues[1].begin.value(), 3602.0);
  EXPECT_EQ(plain_text(list->cues[1]), "Tom & Jerry <3 é\nsecond line");
  EXPECT_NE(list->styles.find("::cue(v[voice"), std::string::npos);
}

TEST(Vtt, WhatIsWrittenReadsTheSame) {
  auto list = read_vtt(kFile, "a.vtt");
  ASSERT_TRUE(list);
  list->cues[1].runs[0].style.colour = 0x123456;  // one without a class of its own
  const std::string text = vtt_text(*list);
  EXPECT_NE(text.find("::cue(.colour-123456) { color: #123456; }"), std::string::npos);
  auto again = read_vtt(text, "b.vtt");
  ASSERT_TRUE(again) << again.error().sentence;
  EXPECT_EQ(again->cues[0], list->cues[0]);
  EXPECT_EQ(plain_text(again->cues[1]), plain_text(list->cues[1]));
}

TEST(Vtt, FaultyTimesAreRefusedWithTheirLine) {
  const auto sentence = [](const std::string& times) {
    const auto list = read_vtt("WEBVTT\n\n" + times + "\nA\n", "a.vtt");
    return list ? std::string("read") : list.error().sentence;
  };
  EXPECT_EQ(sentence("00:01.000 --> 00:02.000"), "read");
  EXPECT_EQ(sentence("00:03.000 --> 00:02.000"),
            "a.vtt:3: a caption that begins at 00:00:03.000 ends at 00:00:02.000; an end lies "
            "after its begin");
  EXPECT_EQ(sentence("-00:03.000 --> 00:02.000"),
            "a.vtt:3: a caption begins at -3.000 s, before the film does");
  EXPECT_EQ(sentence("00:61.000 --> 00:72.000"),
            "a.vtt:3: the times cannot be read; write 00:01.000 --> 00:03.500");
}

TEST(Vtt, OverlapsStayAndAreSaid) {
  const auto list =
      read_vtt("WEBVTT\n\n00:01.000 --> 00:03.000\nA\n\n00:02.000 --> 00:04.000\nB\n", "a.vtt");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->cues.size(), 2u);
  EXPECT_EQ(list->notes,
            std::vector<std::string>{"1 caption begins before the one above is over; it stays so"});
}

TEST(Vtt, WhatIsLostIsSaid) {
  const auto list =
      read_vtt("WEBVTT\n\n00:01.000 --> 00:03.000 vertical:rl region:a\nA<00:02.000>B\n", "a.vtt");
  ASSERT_TRUE(list);
  EXPECT_EQ(plain_text(list->cues[0]), "AB");
  ASSERT_EQ(list->notes.size(), 1u);
  EXPECT_EQ(list->notes[0],
            "captions are written without vertical text, regions and times within a caption");
}

TEST(CaptionText, OtherEncodingsAreRefused) {
  EXPECT_FALSE(caption_text("\xff\xfeW\0E\0", "a.vtt"));
  const auto latin = caption_text("WEBVTT\n\ncaf\xe9", "a.vtt");
  ASSERT_FALSE(latin);
  EXPECT_TRUE(latin.error().sentence.starts_with("a.vtt:3: a character is not UTF-8"));
  const auto windows = caption_text("\xef\xbb\xbfWEBVTT\r\n\r\nA\rB", "a.vtt");
  ASSERT_TRUE(windows);
  EXPECT_EQ(*windows, "WEBVTT\n\nA\nB");
}

}  // namespace
}  // namespace otoscape::io::captions
