// SPDX-License-Identifier: Apache-2.0
#include "io/files/from_text.h"

#include <gtest/gtest.h>

#include <string>

#include "io/files/implant_presets.h"
#include "io/files/listener_file.h"
#include "io/files/scene_file.h"
#include "io/files/scene_presets.h"

namespace otoscape::io::files {
namespace {

TEST(FromText, APresetIsTheSameByItsNameAndByItsText) {
  for (const PresetText& preset : listener_presets()) {
    const std::string name(preset.name);
    const auto by_name = listener_from_text("preset:" + name + "\n", "-");
    const auto by_text = listener_from_text(preset.text, name + ".toml");
    ASSERT_TRUE(by_name && by_text) << name;
    EXPECT_EQ(by_name->profile, by_text->profile) << name;
  }
  for (const ScenePreset& preset : scene_presets()) {
    const auto by_name = scene_from_text(preset.name, "-");
    const auto by_text = scene_from_text(preset.text, std::string(preset.name) + ".toml");
    ASSERT_TRUE(by_name && by_text) << preset.name;
    EXPECT_EQ(by_name->scene.keyframes.size(), by_text->scene.keyframes.size());
  }
  for (const PresetText& preset : map_presets()) {
    const std::string name(preset.name);
    const auto by_name = map_from_text("preset:" + name, "-");
    const auto by_text = map_from_text(preset.text, name);
    ASSERT_TRUE(by_name && by_text) << name;
    EXPECT_EQ(*by_name, *by_text) << name;
  }
  EXPECT_EQ(listener_from_text("N3", "-")->profile, load_listener("preset:N3")->profile);
}

TEST(FromText, JsonIsKnownByItsBrace) {
  const std::string text =
      R"( {"L1": {"audiogram_cfs": [500, 4000], "audiogram_levels_l": [10, 60],
           "audiogram_levels_r": [15, 65]},
           "L2": {"audiogram_cfs": [500, 4000], "audiogram_levels_l": [20, 60],
           "audiogram_levels_r": [15, 65]}})";
  const auto second = listener_from_text(text, "memory", "L2");
  ASSERT_TRUE(second) << second.error().sentence;
  EXPECT_EQ(second->profile.left.air.at(Hertz(500)).value(), 20.0);
  EXPECT_FALSE(listener_from_text(text, "memory"));
  EXPECT_FALSE(listener_from_text("N3", "memory", "L2"));
}

TEST(FromText, ErrorsHaveNameLineAndSuggestion) {
  const auto wrong = listener_from_text(
      "format = \"otoscape.listener/1\"\n[both]\nair_db_hl = { 1000 = 20 }\nsmering = \"off\"\n",
      "the page");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().sentence,
            "the page:4: unknown key \"smering\"; did you mean \"smearing\"?");
  const auto preset = listener_from_text("preset:N33", "-");
  ASSERT_FALSE(preset);
  EXPECT_NE(preset.error().sentence.find("did you mean"), std::string::npos);
}

// What follows a name in memory must not open a file of the machine it happens to run on.
TEST(FromText, NoFileIsRead) {
  const std::string listener =
      "format = \"otoscape.listener/1\"\n[left.implant]\nmap = \"m.toml\"\n";
  const auto map = listener_from_text(listener, "memory");
  ASSERT_FALSE(map);
  EXPECT_EQ(map.error().sentence,
            "memory:3: \"m.toml\" names a file, and this text comes from none; write preset:NAME, "
            "or what the file holds");
  const std::string points = "[[at]]\ntime = \"0:00\"\nlistener = \"a\"\n";
  const auto scene = scene_from_text(
      "format = \"otoscape.scene/1\"\n[listeners]\na = \"/etc/passwd\"\n" + points, "memory");
  ASSERT_FALSE(scene);
  EXPECT_NE(scene.error().sentence.find("memory:3: \"/etc/passwd\" names a file"),
            std::string::npos);
  const auto within = scene_from_text(
      "format = \"otoscape.scene/1\"\n[listeners.a.left.implant]\nmap = \"./m\"\n" + points,
      "memory");
  ASSERT_FALSE(within);
  EXPECT_NE(within.error().sentence.find("names a file"), std::string::npos);
  for (const char* spec : {"/etc/passwd", "drummer.toml"}) {
    EXPECT_FALSE(listener_from_text(spec, "-"));
    EXPECT_FALSE(scene_from_text(spec, "-"));
    EXPECT_FALSE(map_from_text(spec, "-"));
  }
  EXPECT_FALSE(listener_from_text("", "-"));
}

}  // namespace
}  // namespace otoscape::io::files
