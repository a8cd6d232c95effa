// SPDX-License-Identifier: Apache-2.0
#include "io/views/audiogram_picture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "io/views/audiogram_csv.h"
#include "otoscape/hearing/presets.h"

namespace otoscape::io::views {
namespace {

using hearing::Audiogram;
using hearing::HearingProfile;

using Points = std::vector<AudiogramPicture::Point>;

Points points_of(const AudiogramPicture& picture, Side side,
                 Conduction conduction = Conduction::air) {
  Points found;
  std::ranges::copy_if(picture.points, std::back_inserter(found), [&](const auto& point) {
    return point.side == side && point.conduction == conduction;
  });
  return found;
}

HearingProfile right_ear(std::vector<hearing::Threshold> points) {
  HearingProfile profile;
  profile.right.air = *Audiogram::make(std::move(points));
  return profile;
}

TEST(AudiogramPicture, AnOctaveIsAsWideAsTwentyDecibelsAreHighAndLossGoesDown) {
  const auto at = points_of(
      audiogram_picture(
          right_ear({{Hertz(500), DbHl(20)}, {Hertz(1000), DbHl(40)}, {Hertz(8000), DbHl(40)}})),
      Side::right);
  ASSERT_EQ(at.size(), 3u);
  EXPECT_GT(at[1].at.x, at[0].at.x);
  EXPECT_GT(at[1].at.y, at[0].at.y);
  EXPECT_NEAR(at[1].at.x - at[0].at.x, at[1].at.y - at[0].at.y, 1e-9);
  EXPECT_NEAR(at[2].at.x - at[1].at.x, 3.0 * (at[1].at.x - at[0].at.x), 1e-9);
}

TEST(AudiogramPicture, BothEarsHaveTheirPointsTheirLineAndTheirKey) {
  const auto picture = audiogram_picture(*hearing::preset("N4"));
  for (Side side : {Side::right, Side::left}) {
    EXPECT_EQ(points_of(picture, side).size(), 10u);
    EXPECT_TRUE(points_of(picture, side, Conduction::bone).empty());
    const auto line = std::ranges::find(picture.lines, side, &AudiogramPicture::Line::side);
    ASSERT_NE(line, picture.lines.end());
    ASSERT_EQ(line->runs.size(), 1u);
    EXPECT_EQ(line->runs[0].size(), 10u);
  }
  EXPECT_EQ(picture.keys.size(), 2u);
}

TEST(AudiogramPicture, RightIsRedAndLeftIsBlue) {
  EXPECT_EQ(colour(Side::right), "#c8102e");
  EXPECT_EQ(colour(Side::left), "#1f4fbf");
  const std::string svg = audiogram_svg(*hearing::preset("N4"));
  for (Side side : {Side::right, Side::left}) {
    EXPECT_NE(svg.find(colour(side)), std::string::npos);
  }
}

TEST(AudiogramPicture, NoResponseHasAnArrowAndNoLine) {
  auto profile = right_ear({{Hertz(500), DbHl(60)}, {Hertz(1000), DbHl(0), false}});
  const auto silent = audiogram_picture(profile);
  const auto points = points_of(silent, Side::right);
  ASSERT_EQ(points.size(), 2u);
  EXPECT_TRUE(points[0].response);
  EXPECT_FALSE(points[1].response);
  ASSERT_EQ(silent.lines[0].runs.size(), 1u);
  EXPECT_EQ(silent.lines[0].runs[0].size(), 1u);  // a line needs two
  EXPECT_FALSE(silent.keys.back().response);
  EXPECT_NE(audiogram_svg(profile).find("no response at the highest level"), std::string::npos);
  profile.right.air = *Audiogram::make({{Hertz(500), DbHl(60)}, {Hertz(1000), DbHl(90)}});
  const auto heard = audiogram_picture(profile);
  EXPECT_EQ(heard.lines[0].runs[0].size(), 2u);
  EXPECT_TRUE(heard.keys.back().response);
}

TEST(AudiogramPicture, ALineIsCutWhereAPointWasNotHeard) {
  const auto picture = audiogram_picture(
      right_ear({{Hertz(500), DbHl(60)}, {Hertz(1000), DbHl(0), false}, {Hertz(2000), DbHl(70)}}));
  EXPECT_EQ(picture.lines[0].runs.size(), 2u);
}

TEST(AudiogramPicture, ShowsBoneOnlyWhereItIsKnown) {
  HearingProfile profile;
  profile.left.bone = *Audiogram::make({{Hertz(500), DbHl(10)}});
  const auto picture = audiogram_picture(profile);
  EXPECT_EQ(points_of(picture, Side::left, Conduction::bone).size(), 1u);
  EXPECT_TRUE(points_of(picture, Side::right, Conduction::bone).empty());
  EXPECT_EQ(picture.lines.size(), 2u) << "bone has no line";
  const std::string svg = audiogram_svg(profile);
  EXPECT_NE(svg.find("left ear, bone conduction"), std::string::npos);
  EXPECT_EQ(svg.find("right ear, bone conduction"), std::string::npos);
}

TEST(AudiogramPicture, DrawsTypicalHearingAtEveryOctave) {
  EXPECT_EQ(points_of(audiogram_picture(HearingProfile()), Side::right).size(), 7u);
}

TEST(AudiogramPicture, EscapesNamesAndSaysWhatItShows) {
  HearingProfile profile = *hearing::preset("N3");
  profile.name = "<b> & \"x\"\n\xff";
  const std::string svg = audiogram_svg(profile);
  EXPECT_NE(svg.find("<title>Audiogram: &lt;b&gt; &amp; &quot;x&quot;?\?</title>"),
            std::string::npos);
  EXPECT_NE(svg.find("<desc>left: moderate hearing loss, average of"), std::string::npos);
  EXPECT_NE(svg.find("role=\"img\""), std::string::npos);
}

TEST(AudiogramPicture, WidensForPointsOutsideTheUsualOctaves) {
  const auto at = [](double hz) { return audiogram_picture(right_ear({{Hertz(hz), DbHl(20)}})); };
  EXPECT_EQ(at(8000).hertz.to, 8000.0);
  EXPECT_EQ(at(12500).hertz.to, 16000.0);
  EXPECT_EQ(points_of(at(12500), Side::right).size(), 1u);
  EXPECT_TRUE(points_of(at(40000), Side::right).empty()) << "beyond 16 kHz: left out";
  EXPECT_EQ(at(63).hertz.from, 62.5);
  EXPECT_NE(audiogram_svg(right_ear({{Hertz(63), DbHl(20)}})).find(">62.5<"), std::string::npos);
}

TEST(AudiogramCsv, HoldsEveryPointAsWritten) {
  HearingProfile profile = right_ear({{Hertz(187.5), DbHl(22.5)}, {Hertz(4000), DbHl(0), false}});
  profile.right.bone = *Audiogram::make({{Hertz(500), DbHl(-5)}});
  EXPECT_EQ(audiogram_csv(profile),
            "ear,conduction,frequency_hz,threshold_db_hl,response\n"
            "left,air,1000,0,yes\n"
            "right,air,187.5,22.5,yes\n"
            "right,air,4000,,no\n"
            "right,bone,500,-5,yes\n");
}

}  // namespace
}  // namespace otoscape::io::views
