// SPDX-License-Identifier: Apache-2.0
#include "io/files/listener_tinnitus.h"

#include <gtest/gtest.h>

#include <string>

#include "io/files/listener_toml.h"

namespace otoscape::io::files {
namespace {

Result<LoadedListener> parse(const std::string& rest) {
  return parse_listener_toml("format = \"otoscape.listener/1\"\n" + rest, "drummer.toml");
}

TEST(ListenerTinnitus, ALayerIsWhatItsKindUsuallyIsUnlessItSaysOtherwise) {
  const auto loaded = parse(R"(
[[both.tinnitus]]
kind = "crickets"
[[left.tinnitus]]
kind = "tone"
note = "A"
drift = true
masking = "on"
[[left.tinnitus]]
note = "Eb"
tuning_hz = 442
stress = "on"
inhibition = "off"
)");
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  ASSERT_EQ(loaded->profile.left.tinnitus.size(), 3u);
  const auto& crickets = loaded->profile.right.tinnitus[0];
  EXPECT_EQ(crickets.pitch, Hertz(5000));
  EXPECT_DOUBLE_EQ(crickets.bandwidth_oct, 1.0 / 12.0);
  EXPECT_FALSE(crickets.central);
  const auto& a = loaded->profile.left.tinnitus[1];
  EXPECT_DOUBLE_EQ(a.pitch.value(), 7040.0) << "3520 Hz is farther from 6 kHz";
  EXPECT_TRUE(a.drift && a.masking && !a.inhibition && !a.stress && !a.central);
  const auto& e_flat = loaded->profile.left.tinnitus[2];
  EXPECT_NEAR(e_flat.pitch.value(), 4978.03 * 442.0 / 440.0, 0.01);
  EXPECT_TRUE(e_flat.stress && !e_flat.inhibition);
}

// No two ears ring alike, unless it is one sound in the middle of the head.
TEST(ListenerTinnitus, ALayerOfBothEarsDiffersBetweenThem) {
  const auto loaded = parse(R"(
[[both.tinnitus]]
level_db_spl = 40
roughness = 0.35
[[both.tinnitus]]
kind = "noise"
level_db_spl = 75
[[both.tinnitus]]
name = "note"
note = "A"
level_db_spl = 0.5
[[both.tinnitus]]
name = "matched"
level_db_sl = 8
[[both.tinnitus]]
name = "middle"
level_db_spl = 40
central = "on"
)");
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  const auto& left = loaded->profile.left.tinnitus;
  const auto& right = loaded->profile.right.tinnitus;
  ASSERT_EQ(right.size(), 5u);
  const auto level = [](const hearing::TinnitusLayer& layer) {
    return std::get<DbSpl>(layer.level).value();
  };
  EXPECT_NEAR(right[0].pitch / left[0].pitch, 1.0168, 1e-4);
  EXPECT_NEAR(left[0].pitch.value() * right[0].pitch.value(), 36e6, 1.0);
  EXPECT_EQ(level(left[0]) - level(right[0]), 2.5);
  EXPECT_EQ(left[0].roughness, 0.35);
  EXPECT_NEAR(left[1].pitch / right[1].pitch, 1.0168, 1e-4);
  EXPECT_EQ(level(right[1]), 75.0);  // the loudest there is
  EXPECT_EQ(level(left[1]), 73.75);
  EXPECT_EQ(left[2].pitch, Hertz(7040));
  EXPECT_EQ(right[2].pitch, Hertz(7040));
  EXPECT_EQ(level(left[2]), 1.75);
  EXPECT_EQ(level(right[2]), 0.0);
  EXPECT_EQ(left[3], right[3]);
  EXPECT_EQ(left[4], right[4]);
  EXPECT_TRUE(left[4].central && !left[3].central);
}

// What was measured in a clinic stays as it is; what stories use sinks in company.
TEST(ListenerTinnitus, WhatALayerDoesByItselfFollowsFromItsLevel) {
  const auto loaded = parse(R"(
[[left.tinnitus]]
[[left.tinnitus]]
name = "story"
level_db_spl = 40
[[left.tinnitus]]
name = "still"
level_db_spl = 40
drift = "off"
masking = "off"
inhibition = "off"
)");
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  const auto& all = loaded->profile.left.tinnitus;
  EXPECT_FALSE(all[0].drift || all[0].masking || all[0].inhibition || all[0].stress);
  EXPECT_TRUE(all[1].drift && all[1].masking && all[1].inhibition && !all[1].stress);
  EXPECT_FALSE(all[2].drift || all[2].masking || all[2].inhibition);
}

}  // namespace
}  // namespace otoscape::io::files
