// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstring>

#include "otoscape/c/c_test_support.h"

namespace otoscape::c_test {
namespace {

TEST(CTexts, AnErrorHasItsSentenceLineAndSuggestion) {
  otoscape_error why = error();
  const char* text = "format = \"otoscape.listener/1\"\n[both]\nsmering = \"off\"\n";
  EXPECT_EQ(otoscape_listener_from_text(text, -1, "my.toml", nullptr, &why), nullptr);
  EXPECT_EQ(why.status, OTOSCAPE_FAILED);
  EXPECT_EQ(why.line, 3);
  EXPECT_STREQ(why.sentence, "my.toml:3: unknown key \"smering\"; did you mean \"smearing\"?");
  EXPECT_STREQ(why.suggestion, "smearing");
  const Listener fine(otoscape_listener_from_text("N3", 2, nullptr, nullptr, &why));
  ASSERT_TRUE(fine);
  EXPECT_EQ(why.status, OTOSCAPE_OK);
  EXPECT_STREQ(why.sentence, "");
}

// A caller that was compiled with fewer members gets those; the rest of its memory is its own.
TEST(CTexts, AShorterErrorIsFilledAsFarAsItGoes) {
  otoscape_error why = error();
  std::memset(&why, 'x', sizeof why);
  why.size = offsetof(otoscape_error, sentence);
  EXPECT_EQ(otoscape_scene_from_text("format = 1\n", -1, "s", &why), nullptr);
  EXPECT_EQ(why.status, OTOSCAPE_FAILED);
  EXPECT_EQ(why.line, 1);
  EXPECT_EQ(why.sentence[0], 'x');
}

TEST(CTexts, ALongSentenceEndsWithAWholeCharacter) {
  otoscape_error why = error();
  std::string name;
  while (name.size() < 2000) name += "\xC3\xB6";  // ö
  EXPECT_EQ(otoscape_map_from_text("x = 1\n", -1, name.c_str(), &why), nullptr);
  const std::size_t size = std::strlen(why.sentence);
  EXPECT_LT(size, sizeof why.sentence);
  EXPECT_GE(size, sizeof why.sentence - 4);
  EXPECT_EQ(static_cast<unsigned char>(why.sentence[size - 1]), 0xB6);
}

TEST(CTexts, TheSizeCountsNotTheTerminatingZero) {
  const std::string text = "preset:N3 and what is not the caller's";
  EXPECT_STREQ(
      otoscape_listener_name(
          Listener(otoscape_listener_from_text(text.c_str(), 9, "t", nullptr, nullptr)).get()),
      "N3");
  for (int64_t size : {int64_t{-2}, int64_t{1} << 40}) {
    EXPECT_EQ(otoscape_listener_from_text(text.c_str(), size, "t", nullptr, nullptr), nullptr);
  }
  EXPECT_EQ(otoscape_listener_from_text(nullptr, -1, "t", nullptr, nullptr), nullptr);
}

TEST(CTexts, EveryPresetHasANameAMeaningAndCanBeRead) {
  for (int32_t kind : {OTOSCAPE_LISTENERS, OTOSCAPE_SCENES, OTOSCAPE_MAPS}) {
    EXPECT_GT(otoscape_preset_count(kind), 5);
    for (int32_t i = 0; i < otoscape_preset_count(kind); ++i) {
      const std::string name = otoscape_preset_name(kind, i);
      EXPECT_NE(std::strlen(otoscape_preset_meaning(kind, i)), 0u) << name;
      if (name.starts_with("age:")) continue;
      if (kind == OTOSCAPE_LISTENERS) {
        EXPECT_TRUE(listener(name)) << name;
      } else if (kind == OTOSCAPE_SCENES) {
        EXPECT_TRUE(Scene(
            otoscape_scene_from_text(otoscape_preset_text(kind, i), -1, name.c_str(), nullptr)))
            << name;
      } else {
        EXPECT_TRUE(
            Map(otoscape_map_from_text(otoscape_preset_text(kind, i), -1, name.c_str(), nullptr)))
            << name;
      }
    }
  }
  EXPECT_EQ(otoscape_preset_count(3), 0);
  EXPECT_EQ(otoscape_preset_name(OTOSCAPE_SCENES, 99), nullptr);
  EXPECT_EQ(otoscape_preset_text(-1, 0), nullptr);
}

TEST(CTexts, ASceneIsStretchedOrStaysAsItWas) {
  const Scene scene(otoscape_scene_from_text("sudden-loss", -1, "s", nullptr));
  ASSERT_TRUE(scene);
  const double length = otoscape_scene_length_s(scene.get());
  EXPECT_EQ(otoscape_scene_fit(scene.get(), 2.0 * length, nullptr), OTOSCAPE_OK);
  EXPECT_NEAR(otoscape_scene_length_s(scene.get()), 2.0 * length, 1e-6);
  otoscape_error why = error();
  EXPECT_EQ(otoscape_scene_fit(scene.get(), 0.1, &why), OTOSCAPE_FAILED);
  EXPECT_NE(std::strlen(why.sentence), 0u);
  EXPECT_NEAR(otoscape_scene_length_s(scene.get()), 2.0 * length, 1e-6);
  EXPECT_EQ(otoscape_scene_fit(scene.get(), -1.0, nullptr), OTOSCAPE_USAGE);
}

TEST(CTexts, ParametersOfALaterVersionAreRefusedIfTheyAreSet) {
  struct Later {
    otoscape_params known;
    double unknown;
  } later{};
  otoscape_params_init(&later.known, sizeof later);
  EXPECT_EQ(later.known.size, sizeof later);
  EXPECT_EQ(later.known.full_scale_db_spl, 91.0);
  const Listener n3 = listener("N3");
  EXPECT_TRUE(live({n3.get()}, &later.known));
  later.unknown = 1.0;
  EXPECT_FALSE(live({n3.get()}, &later.known));
}

TEST(CTexts, TheAbiIsTheHeaders) { EXPECT_EQ(otoscape_abi(), OTOSCAPE_ABI); }

}  // namespace
}  // namespace otoscape::c_test
