// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/loudness_target.h"

#include <gtest/gtest.h>

namespace otoscape::jobs::measure {
namespace {

struct Made {
  std::optional<double> integrated = {}, dialogue = {};
  double share = 0.0, peak = -3.0, range = 8.0;
};

LoudnessVerdict of(const std::string& target, const Made& made) {
  LoudnessFacts facts;
  facts.length = Seconds(3600);
  facts.integrated_lufs = made.integrated;
  facts.range_lu = made.range;
  facts.true_peak = LoudestMoment{made.peak, Seconds(0)};
  facts.dialogue_lufs = made.dialogue;
  facts.dialogue_share = made.share;
  return judge(target, facts);
}

bool passes(const std::string& target, const Made& made) { return of(target, made).passes(); }

TEST(LoudnessTargets, JudgeTheProgramme) {
  EXPECT_TRUE(passes("r128", {.integrated = -23.5}));
  EXPECT_TRUE(passes("r128", {.integrated = -23.54}));  // reads −23.5
  EXPECT_FALSE(passes("r128", {.integrated = -23.6}));
  EXPECT_TRUE(passes("r128-live", {.integrated = -22.0}));
  EXPECT_TRUE(passes("sony-game", {.integrated = -22.0}));
  EXPECT_FALSE(passes("sony-game", {.integrated = -21.8}));
  EXPECT_FALSE(passes("sony-game", {.integrated = -24.0, .range = 20.1}));
  EXPECT_TRUE(passes("sony-portable", {.integrated = -18.0}));
}

TEST(LoudnessTargets, JudgeTruePeaks) {
  EXPECT_TRUE(passes("r128", {.integrated = -23.0, .peak = -1.0}));
  EXPECT_FALSE(passes("r128", {.integrated = -23.0, .peak = -0.9}));
  EXPECT_FALSE(passes("a85", {.integrated = -24.0, .peak = -1.9}));
}

TEST(LoudnessTargets, JudgeTheDialogue) {
  EXPECT_TRUE(passes("a85", {.integrated = -20.0, .dialogue = -24.0, .share = 0.3}));
  EXPECT_FALSE(passes("a85", {.integrated = -24.0, .dialogue = -20.0, .share = 0.3}));
  EXPECT_TRUE(passes("a85", {.integrated = -24.0}));  // no speech: the programme
  EXPECT_TRUE(passes("netflix", {.integrated = -20.0, .dialogue = -27.0, .share = 0.3}));
  EXPECT_FALSE(passes("netflix", {.integrated = -24.0, .dialogue = -24.0, .share = 0.3}));
  // Below 15 % of speech the programme is judged, at −24.
  EXPECT_TRUE(passes("netflix", {.integrated = -24.0, .dialogue = -20.0, .share = 0.1}));
  EXPECT_EQ(of("netflix", {.integrated = -24.0, .share = 0.1}).notes.size(), 1U);
}

TEST(LoudnessTargets, FailWhereNothingIsMeasured) {
  for (const std::string& target : loudness_targets()) {
    EXPECT_FALSE(judge(target, LoudnessFacts()).passes()) << target;
    EXPECT_GE(judge(target, LoudnessFacts()).rules.size(), 2U) << target;
  }
}

}  // namespace
}  // namespace otoscape::jobs::measure
