// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/suggest.h"

#include <gtest/gtest.h>

#include <array>

namespace otoscape::hearing {
namespace {

constexpr std::array<std::string_view, 4> kKeys = {"air_db_hl", "bone_db_hl", "smearing",
                                                   "tinnitus"};

TEST(Suggest, NamesTheNearestWord) {
  EXPECT_EQ(suggest("tinitus", kKeys), "; did you mean \"tinnitus\"?");
  EXPECT_EQ(suggest("smaering", kKeys), "; did you mean \"smearing\"?");
  EXPECT_EQ(suggest("bon_db_hl", kKeys), "; did you mean \"bone_db_hl\"?");
}

TEST(Suggest, SwappedNeighboursAreOneEdit) {
  // Two swaps: 2 edits here, 4 if a swap were two replacements.
  constexpr std::array<std::string_view, 1> one = {"abcdef"};
  EXPECT_EQ(suggest("badcef", one), "; did you mean \"abcdef\"?");
}

TEST(Suggest, IsSilentWhenNothingIsNear) {
  EXPECT_EQ(suggest("volume", kKeys), "");
  EXPECT_EQ(suggest("", kKeys), "");
  EXPECT_EQ(suggest("tinnitus", {}), "");
  constexpr std::array<std::string_view, 1> short_word = {"N4"};
  EXPECT_EQ(suggest("xy", short_word), "");
  EXPECT_EQ(suggest("n4", short_word), "; did you mean \"N4\"?");
  EXPECT_EQ(suggest(std::string(100000, 'a'), kKeys), "");
}

TEST(Suggest, LongWordsMayHaveMoreSlips) {
  constexpr std::array<std::string_view, 1> one = {"early-noise-damage"};
  EXPECT_EQ(suggest("erly-nois-damge", one), "; did you mean \"early-noise-damage\"?");
  EXPECT_EQ(suggest("late-quiet-repair", one), "");
}

}  // namespace
}  // namespace otoscape::hearing
