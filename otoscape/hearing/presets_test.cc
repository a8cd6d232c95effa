// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/presets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "otoscape/hearing/age_thresholds.h"

namespace otoscape::hearing {
namespace {

double level(std::string_view name, double hz) {
  return preset(name)->left.air.at(Hertz(hz)).value();
}

TEST(Presets, StandardAudiogramsHoldThePublishedValues) {
  EXPECT_DOUBLE_EQ(level("N1", 6000), 40);
  EXPECT_DOUBLE_EQ(level("N2", 750), 22.5);
  EXPECT_DOUBLE_EQ(level("N3", 1000), 40);
  EXPECT_DOUBLE_EQ(level("N4", 250), 55);
  EXPECT_DOUBLE_EQ(level("N5", 375), 67.5);
  EXPECT_DOUBLE_EQ(level("N6", 3000), 95);
  EXPECT_DOUBLE_EQ(level("N7", 6000), 105);
  EXPECT_DOUBLE_EQ(level("S1", 4000), 55);
  EXPECT_DOUBLE_EQ(level("S2", 2000), 55);
  EXPECT_DOUBLE_EQ(level("S3", 750), 47.5);
}

TEST(Presets, EveryListedNameLoadsWithThatNameAndBothEarsAlike) {
  const auto list = preset_list();
  EXPECT_EQ(list.size(), 13u);
  for (const PresetInfo& info : list) {
    const std::string name = info.name == "age:YEARS:male|female" ? "age:60:female" : info.name;
    const auto profile = preset(name);
    ASSERT_TRUE(profile) << name;
    EXPECT_EQ(profile->name, name);
    EXPECT_TRUE(profile->alike());
    EXPECT_FALSE(info.meaning.empty());
  }
  EXPECT_EQ(preset("normal")->left, EarProfile());
}

TEST(Presets, AgesFollowIso7029) {
  EXPECT_NEAR(level("age:60:male", 4000), 20.2085, 1e-3);
  EXPECT_NEAR(level("age:60:male", 125), 4.29, 0.01);
  EXPECT_NEAR(level("age:70:male", 8000), 50.00, 0.01);
  EXPECT_NEAR(level("age:60:female", 1500), 9.32, 0.01);
  EXPECT_NEAR(level("age:70:female", 6000), 33.44, 0.01);
  const HearingProfile eighteen = *preset("age:18:female");
  for (const Threshold& t : eighteen.left.air.points()) EXPECT_EQ(t.level, DbHl(0));
}

TEST(Presets, HearingNeverImprovesWithAge) {
  for (Sex sex : {Sex::male, Sex::female}) {
    for (int years = 19; years <= 80; ++years) {
      const auto older = median_at_age(years, sex).points();
      const auto younger = median_at_age(years - 1, sex).points();
      for (std::size_t i = 0; i < older.size(); ++i) EXPECT_GT(older[i].level, younger[i].level);
    }
  }
}

TEST(Presets, NotesAgesTheStandardOnlyInformsAbout) {
  EXPECT_TRUE(preset_notes("age:70:male").empty());
  ASSERT_EQ(preset_notes("age:71:male").size(), 1u);
  EXPECT_EQ(preset_notes("age:80:female")[0], "ISO 7029 calls values above 70 years informative");
  EXPECT_TRUE(preset("age:80:female"));
  EXPECT_TRUE(preset_notes("N4").empty());
  EXPECT_TRUE(preset_notes("age:99:male").empty());
}

// ISO 1999:2013: [u + v lg(t)] (L - L0)^2 with u, v, L0 of each frequency.
TEST(Presets, EarlyNoiseDamageIsTheMedianShiftOfTenYears) {
  struct Row {
    double hz, u, v, l0;
  };
  for (const Row& r :
       {Row{500, -.033, .110, 93}, Row{1000, -.020, .070, 89}, Row{2000, -.045, .066, 80},
        Row{3000, .012, .037, 77}, Row{4000, .025, .025, 75}, Row{6000, .019, .024, 77}}) {
    const double shift_db = (r.u + r.v * std::log10(10.0)) * std::pow(95.0 - r.l0, 2);
    EXPECT_NEAR(level("early-noise-damage", r.hz), shift_db, 0.5) << r.hz;
  }
  EXPECT_LE(level("early-noise-damage", 8000), level("early-noise-damage", 4000) - 10);
  ASSERT_EQ(preset("early-noise-damage")->right.tinnitus.size(), 2u);
  const auto pitch = [](const EarProfile& ear) { return ear.tinnitus[0].pitch; };
  const auto ears = *preset("early-noise-damage");
  EXPECT_NEAR(pitch(ears.left).value(), 6000.0, 250.0);
  EXPECT_GT(pitch(ears.right) / pitch(ears.left), 1.01);  // less than 0.7 % apart two tones fuse
}

TEST(Presets, UnknownNamesAreUsageErrorsWithASuggestion) {
  const auto wrong = preset("early-nose-damage");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().kind, Error::Kind::usage);
  EXPECT_EQ(wrong.error().sentence,
            "unknown preset \"early-nose-damage\"; did you mean \"early-noise-damage\"?");
  EXPECT_EQ(preset("nothing-like-it").error().sentence, "unknown preset \"nothing-like-it\"");
  for (const char* name : {"age", "age:17:male", "age:81:male", "age:60", "age:60:man",
                           "age:60:male ", "age:6e1:male", "age::male", "age:99999999999:male"}) {
    const auto age = preset(name);
    ASSERT_FALSE(age) << name;
    EXPECT_NE(age.error().sentence.find("age:YEARS:male|female"), std::string::npos);
  }
  EXPECT_FALSE(preset(""));
  EXPECT_FALSE(preset("n4"));
}

}  // namespace
}  // namespace otoscape::hearing
