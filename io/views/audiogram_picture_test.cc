// SPDX-License-Identifier: Apache-2.0
#include "io/views/audiogram_picture.h"

#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

#include "io/views/audiogram_csv.h"
#include "otoscape/hearing/presets.h"

namespace otoscape::io::views {
namespace {

using hearing::Audiogram;
using hearing::HearingProfile;

std::size_t count(const std::string& in, const std::string& what) {
  std::size_t n = 0;
  for (auto at = in.find(what); at != std::string::npos; at = in.find(what, at + 1)) ++n;
  return n;
}

struct Point {
  double x, y;
};

// The circles of the right ear's air conduction; the last one is the legend's.
std::vector<Point> circles(const std::string& svg) {
  const std::regex circle("<circle cx=\"([0-9.]+)\" cy=\"([0-9.]+)\"");
  std::vector<Point> found;
  for (std::sregex_iterator it(svg.begin(), svg.end(), circle), end; it != end; ++it) {
    found.push_back({std::stod((*it)[1]), std::stod((*it)[2])});
  }
  return found;
}

HearingProfile right_ear(std::vector<hearing::Threshold> points) {
  HearingProfile profile;
  profile.right.air = *Audiogram::make(std::move(points));
  return profile;
}

TEST(AudiogramPicture, AnOctaveIsAsWideAsTwentyDecibelsAreHighAndLossGoesDown) {
  const auto at = circles(audiogram_svg(
      right_ear({{Hertz(500), DbHl(20)}, {Hertz(1000), DbHl(40)}, {Hertz(8000), DbHl(40)}})));
  ASSERT_EQ(at.size(), 4u);
  EXPECT_GT(at[1].x, at[0].x);
  EXPECT_GT(at[1].y, at[0].y);
  EXPECT_NEAR(at[1].x - at[0].x, at[1].y - at[0].y, 0.11);
  EXPECT_NEAR(at[2].x - at[1].x, 3.0 * (at[1].x - at[0].x), 0.11);
}

TEST(AudiogramPicture, RightIsRedAndLeftIsBlue) {
  const std::string svg = audiogram_svg(*hearing::preset("N4"));
  EXPECT_EQ(count(svg, "r=\"6.5\" fill=\"none\" stroke=\"#c8102e\""), 11u);  // ten and the legend
  EXPECT_EQ(count(svg, "stroke=\"#1f4fbf\""), 12u);                          // and the line
  EXPECT_EQ(count(svg, "bone conduction"), 0u);
  EXPECT_EQ(count(svg, "no response"), 0u);
}

TEST(AudiogramPicture, NoResponseHasAnArrowAndNoLine) {
  auto profile = right_ear({{Hertz(500), DbHl(60)}, {Hertz(1000), DbHl(0), false}});
  const std::string svg = audiogram_svg(profile);
  EXPECT_EQ(count(svg, "v-6"), 2u);  // the point and the legend
  EXPECT_NE(svg.find("no response at the highest level"), std::string::npos);
  const std::regex joined("<path d=\"M[0-9. ]+L[0-9. ]+\" fill=\"none\" stroke=\"#c8102e\"");
  EXPECT_FALSE(std::regex_search(svg, joined));
  profile.right.air = *Audiogram::make({{Hertz(500), DbHl(60)}, {Hertz(1000), DbHl(90)}});
  EXPECT_TRUE(std::regex_search(audiogram_svg(profile), joined));
}

TEST(AudiogramPicture, ShowsBoneOnlyWhereItIsKnown) {
  HearingProfile profile;
  profile.left.bone = *Audiogram::make({{Hertz(500), DbHl(10)}});
  const std::string svg = audiogram_svg(profile);
  EXPECT_NE(svg.find("left ear, bone conduction"), std::string::npos);
  EXPECT_EQ(svg.find("right ear, bone conduction"), std::string::npos);
}

TEST(AudiogramPicture, DrawsTypicalHearingAtEveryOctave) {
  EXPECT_EQ(circles(audiogram_svg(HearingProfile())).size(), 8u);
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
  const std::string usual = audiogram_svg(right_ear({{Hertz(8000), DbHl(20)}}));
  EXPECT_EQ(usual.find(">16000<"), std::string::npos);
  const std::string high = audiogram_svg(right_ear({{Hertz(12500), DbHl(20)}}));
  EXPECT_NE(high.find(">16000<"), std::string::npos);
  EXPECT_EQ(circles(high).size(), 2u);
  // Beyond 16 kHz: left out, only the legend's symbol remains.
  EXPECT_EQ(circles(audiogram_svg(right_ear({{Hertz(40000), DbHl(20)}}))).size(), 1u);
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
