// SPDX-License-Identifier: Apache-2.0
#include "io/captions/ass.h"

#include <gtest/gtest.h>

namespace otoscape::io::captions {
namespace {

constexpr const char* kFile = R"([Script Info]
PlayResX: 640
PlayResY: 360
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Bold, Italic, Underline, Alignment
Style: Ana,Arial,20,&H0000FFFF,0,-1,0,8
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:01.00,Ana,,0,0,0,,no caption
Dialogue: 0,0:00:01.50,0:00:03.00,Ana,Ana,0,0,0,,Good, {\i0\c&HFF0000&}morning\Nyou{\r}!
Dialogue: 0,0:00:04.00,0:00:05.00,Other,,0,0,0,,{\an4\pos(160,90)\fad(1,2)}Left{\p1}m 0 0{\p0}
)";

TEST(Ass, StylesTagsSpeakersAndPlacesAreRead) {
  const auto list = read_ass(kFile, "a.ass");
  ASSERT_TRUE(list) << list.error().sentence;
  ASSERT_EQ(list->cues.size(), 2u);
  const Cue& first = list->cues[0];
  EXPECT_DOUBLE_EQ(first.begin.value(), 1.5);
  EXPECT_EQ(first.placement.row, Placement::Row::top);
  EXPECT_EQ(plain_text(first), "Good, morning\nyou!");
  EXPECT_EQ(first.runs[0].style.colour, 0xffff00u);  // BGR in the file
  EXPECT_TRUE(first.runs[0].style.italic);
  EXPECT_EQ(first.runs[0].style.voice, "Ana");
  EXPECT_EQ(first.runs[1].style.colour, 0x0000ffu);
  EXPECT_FALSE(first.runs[1].style.italic);
  EXPECT_EQ(first.runs[2].style, first.runs[0].style);
  const Cue& second = list->cues[1];
  EXPECT_EQ(plain_text(second), "Left");
  EXPECT_EQ(second.placement.align, Placement::Align::left);
  EXPECT_EQ(second.placement.position_percent, 25.0);
  EXPECT_EQ(second.placement.line_percent, 25.0);
  ASSERT_EQ(list->notes.size(), 1u);
  EXPECT_EQ(list->notes[0], "captions are written without effects and drawings");
}

TEST(Ass, APacketReadsAsItWasWritten) {
  Cue cue;
  cue.placement.row = Placement::Row::top;
  Style style;
  style.colour = 0x123456;
  style.voice = "Ana";
  cue.runs = {{"One\ntwo, ", style}};
  style.bold = true;
  cue.runs.push_back({"three", style});
  std::vector<std::string> lost;
  const AssScript script = read_ass_header(ass_header());
  EXPECT_EQ(script.styles.size(), 1u);
  EXPECT_EQ(ass_packet_cue(script, ass_packet(cue, 7), lost), cue);
  EXPECT_TRUE(lost.empty());
}

TEST(Ass, TheOlderAlignmentsAreOthers) {
  const auto list = read_ass(
      "[V4 Styles]\nFormat: Name, Alignment\nStyle: Up,6\n[Events]\nFormat: Start, End, Style, "
      "Text\nDialogue: 0:00:01.00,0:00:02.00,Up,Hi\n",
      "a.ssa");
  ASSERT_TRUE(list) << list.error().sentence;
  EXPECT_EQ(list->cues[0].placement.row, Placement::Row::top);
  EXPECT_EQ(list->cues[0].placement.align, Placement::Align::centre);
}

}  // namespace
}  // namespace otoscape::io::captions
