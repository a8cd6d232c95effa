// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/describe.h"

#include <gtest/gtest.h>

#include "otoscape/hearing/presets.h"

namespace otoscape::hearing {
namespace {

Threshold point(double hz, double db) { return {Hertz(hz), DbHl(db)}; }

TEST(Describe, AveragesTheFourTones) {
  const auto a = *Audiogram::make(
      {point(250, 99), point(500, 10), point(1000, 20), point(2000, 40), point(4000, 70)});
  EXPECT_DOUBLE_EQ(four_tone_average(a).value(), 35.0);
  const auto silent = *Audiogram::make({{Hertz(1000), DbHl(0), false}});
  EXPECT_DOUBLE_EQ(four_tone_average(silent).value(), 120.0);
}

TEST(Describe, GradesBeginAtTheirLowerEdge) {
  EXPECT_EQ(who_grade(DbHl(19.9)), "typical hearing");
  EXPECT_EQ(who_grade(DbHl(20)), "mild hearing loss");
  EXPECT_EQ(who_grade(DbHl(34.9)), "mild hearing loss");
  EXPECT_EQ(who_grade(DbHl(35)), "moderate hearing loss");
  EXPECT_EQ(who_grade(DbHl(50)), "moderately severe hearing loss");
  EXPECT_EQ(who_grade(DbHl(65)), "severe hearing loss");
  EXPECT_EQ(who_grade(DbHl(80)), "profound hearing loss");
  EXPECT_EQ(who_grade(DbHl(95)), "complete hearing loss");
}

TEST(Describe, SaysTheSameOnlyOfEarsThatAreAlike) {
  auto profile = *preset("N3");
  EXPECT_EQ(
      describe(profile),
      "left: moderate hearing loss, average of 0.5, 1, 2 and 4 kHz 46 dB HL; right: the same");
  profile.right = EarProfile();
  EXPECT_EQ(describe(profile),
            "left: moderate hearing loss, average of 0.5, 1, 2 and 4 kHz 46 dB HL; "
            "right: typical hearing, average of 0.5, 1, 2 and 4 kHz 0 dB HL");
}

TEST(Describe, NamesTheConductivePartNoResponseAndRinging) {
  HearingProfile profile;
  profile.left.air = *Audiogram::make({point(500, 40), {Hertz(8000), DbHl(0), false}});
  profile.right.air = *Audiogram::make({point(1000, 50)});
  profile.right.bone = *Audiogram::make({point(1000, 20)});
  profile.right.tinnitus.emplace_back();
  const std::string text = describe(profile);
  EXPECT_NE(text.find("dB HL, no response at some frequencies; right"), std::string::npos) << text;
  EXPECT_NE(text.find("50 dB HL, of it 30 dB conductive, with ringing"), std::string::npos) << text;
  profile.left.implant.emplace().map.name = "mine";
  profile.left.implant->percept = ImplantPercept::film;
  EXPECT_NE(describe(profile).find(", with an implant (map mine, percept film); right"),
            std::string::npos);
  profile.right.bone = profile.right.air;
  EXPECT_NE(describe(profile).find("no conductive part"), std::string::npos);
}

}  // namespace
}  // namespace otoscape::hearing
