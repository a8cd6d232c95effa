// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "io/files/scene_test_support.h"

// What a scene file says about what is felt.

namespace otoscape::io::files {
namespace {

using namespace scene;

TEST(SceneFelt, WhatIsFeltStaysUntilAPointSetsIt) {
  const auto loaded = parse(R"(felt_physical = true
[[at]]
time = 0
[[at]]
time = 5
felt = "water"
felt_db = -3
[[at]]
time = 10
felt_db = 6
felt_ramp = "2s"
[[at]]
time = 20
felt = "off"
)");
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  EXPECT_TRUE(loaded->scene.felt_physical);
  const auto& points = loaded->scene.keyframes;
  EXPECT_FALSE(points[0].felt);
  EXPECT_EQ(points[1].felt, (FeltSetting{Felt::water, Decibels(-3)}));
  EXPECT_EQ(points[2].felt, (FeltSetting{Felt::water, Decibels(6)}));
  EXPECT_EQ(points[2].felt_ramp, Ramp{Seconds(2)});
  EXPECT_EQ(points[3].felt->felt, Felt::off);
  EXPECT_FALSE(parse("[[at]]\ntime = 0")->scene.felt_physical);
}

TEST(SceneFelt, ErrorsSayWhatToWrite) {
  constexpr std::pair<std::string_view, std::string_view> kWrong[] = {
      {"felt_physical = 'yes'\n[[at]]\ntime = 0",
       "2: felt_physical is \"yes\"; write true (felt follows dB SPL) or false (felt follows the "
       "film's own loudness)"},
      {"[[at]]\ntime = 0\nfelt_db = 20\nfelt = 'boddy'",
       R"(5: felt is "boddy"; did you mean "body"?)"},
      {"[[at]]\ntime = 0\nfelt_db = -6",
       "4: felt_db has nothing to act on while felt is off; write felt = \"body\" or \"water\" "
       "beside it"},
      {"[[at]]\ntime = 0\nfelt = 'body'\nfelt_db = 21",
       "5: felt_db is 21; write a number from -40 to 20 dB"},
      {"[[at]]\ntime = 0\nfelt = 'body'\nfeltdb = 1",
       R"(5: unknown key "feltdb"; did you mean "felt_db"?)"}};
  for (const auto& [body, error] : kWrong) {
    const auto loaded = parse(body);
    ASSERT_FALSE(loaded) << body;
    EXPECT_EQ(loaded.error().sentence, "s.toml:" + std::string(error));
  }
}

}  // namespace
}  // namespace otoscape::io::files
