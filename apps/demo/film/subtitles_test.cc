// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/film/subtitles.h"

#include <gtest/gtest.h>

namespace otoscape::demo::film {
namespace {

const std::vector<sound::Line> kLines = {{"Ruth", "And me?", 1.0, 2.5}, {"", "[a bell]", 3.0, 4.0}};

TEST(Subtitles, SaySpeakerColourAndSide) {
  EXPECT_EQ(as_webvtt(kLines),
            "WEBVTT\n\n"
            "00:00:01.000 --> 00:00:02.500 position:67% size:60%\n"
            "<v Ruth><c.cyan>Ruth: And me?</c>\n\n"
            "00:00:03.000 --> 00:00:04.000\n[a bell]\n\n");
  EXPECT_EQ(as_srt(kLines),
            "1\n00:00:01,000 --> 00:00:02,500\n"
            "{\\an3}<font color=\"#00ffff\">Ruth: And me?</font>\n\n"
            "2\n00:00:03,000 --> 00:00:04,000\n[a bell]\n\n");
}

TEST(Subtitles, SoundsStandAmongTheTalkInOrder) {
  const auto all = captions(kLines);
  EXPECT_GT(all.size(), kLines.size() + 5);
  for (std::size_t i = 1; i < all.size(); ++i) EXPECT_LE(all[i - 1].start_s, all[i].start_s);
}

}  // namespace
}  // namespace otoscape::demo::film
