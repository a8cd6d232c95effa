// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions/mov_text.h"

#include <gtest/gtest.h>

namespace otoscape::jobs::captions {
namespace {

using io::captions::Cue;
using io::captions::Placement;
using io::captions::Style;

TEST(MovText, StylesReadAsTheyWereWritten) {
  Style bold, yellow;
  bold.bold = true;
  yellow.colour = 0xffff00;
  Cue cue{Seconds(1.0), Seconds(2.0), {}, {{"Señor ", {}}, {"Ünal", bold}, {" – ja", yellow}}};
  const auto packets = mov_text_packets({cue});
  ASSERT_EQ(packets.size(), 1u);
  EXPECT_EQ(mov_text_runs(packets[0].bytes), cue.runs);
}

TEST(MovText, CaptionsThatOverlapShareSamplesUpperFirst) {
  Cue low{Seconds(1.0), Seconds(4.0), {}, {{"low", {}}}};
  Cue top{Seconds(2.0), Seconds(3.0), {}, {{"top", {}}}};
  top.placement.row = Placement::Row::top;
  const auto packets = mov_text_packets({low, top});
  ASSERT_EQ(packets.size(), 3u);
  const auto text = [&](std::size_t i) {
    Cue cue;
    cue.runs = mov_text_runs(packets[i].bytes);
    return plain_text(cue);
  };
  EXPECT_EQ(text(0), "low");
  EXPECT_EQ(text(1), "top\nlow");
  EXPECT_EQ(text(2), "low");
  double end = 0.0;
  for (const auto& packet : packets) {
    EXPECT_GE(packet.begin.value(), end - 1e-9);
    end = packet.begin.value() + packet.length.value();
  }
  EXPECT_DOUBLE_EQ(end, 4.0);
}

TEST(MovText, DamagedSamplesAreRead) {
  for (const std::string& sample : {std::string(), std::string("\0", 1),
                                    std::string("\xff\xff"
                                                "ab"),
                                    std::string("\0\1a\0\0\0\x0cstyl\xff\xff", 13)}) {
    mov_text_runs(sample);
  }
  EXPECT_EQ(mov_text_runs(std::string("\0\1ab", 4))[0].text, "a");
}

}  // namespace
}  // namespace otoscape::jobs::captions
