// SPDX-License-Identifier: Apache-2.0
// Scenes from outside: a film goes in with a story of hearing and comes out along it.

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/command_line/film.h"
#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

constexpr const char* kScene = R"(format = "otoscape.scene/1"
title = "a short one"
[listeners]
before = "preset:normal"
[listeners.after.both]
air_db_hl = { 500 = 60, 4000 = "no response" }
[[listeners.after.both.tinnitus]]
name = "whistle"
level_db_spl = 55
[[at]]
time = 0
listener = "before"
[[at]]
time = 2
listener = "after"
event = "pop"
body = { breath_db = -6, heart_db = -6 }
[[at]]
time = 4
perspective = 0.0
[[at]]
time = 5
perspective = 0.7
ramp = "0.5s"
leak_db = -30
)";

Ran along(const std::string& in, const std::string& out, const std::string& scene,
          Words more = {}) {
  Words words = {"render", in, "-o", out, "--scene", scene};
  words.insert(words.end(), more.begin(), more.end());
  return otoscape(words);
}

struct Stage {
  Stage() {
    write_wav(folder / "in.wav", noise_and_tones(48000, 2, 8.0));
    write_bytes(folder / "scene.toml", kScene);
  }
  TemporaryFolder folder;
};

double level_db(const Sound& sound, double from_s, double to_s) {
  const auto frame = [&](double s) { return static_cast<std::size_t>(s * sound.rate_hz); };
  return 20 * std::log10(rms(part(sound, frame(from_s), frame(to_s - from_s))) + 1e-12);
}

TEST(Scenes, BeforeTheFirstChangeTheOutputIsTheInput) {
  const Stage stage;
  const Ran ran =
      along(stage.folder / "in.wav", stage.folder / "out.wav", stage.folder / "scene.toml");
  ASSERT_EQ(ran.status, 0) << ran.err;
  const Sound in = decode(stage.folder / "in.wav"), out = decode(stage.folder / "out.wav");
  ASSERT_EQ(in.frames(), out.frames());
  EXPECT_LE(error_db(part(in, 0, 95000), part(out, 0, 95000)), -100.0);
  EXPECT_LT(level_db(out, 2.2, 2.6), level_db(in, 2.2, 2.6) - 8.0);     // ringing and body remain
  EXPECT_NEAR(level_db(out, 4.4, 4.45), level_db(in, 4.4, 4.45), 0.1);  // the room
  EXPECT_NE(ran.out.find("a short one"), std::string::npos);
}

TEST(Scenes, ARegionIsThatPartOfTheWholeAndThreadsChangeNothing) {
  const Stage stage;
  const auto sound = [&](Words more) {
    more.insert(more.end(), {"--overwrite", "--sample-format", "f32"});
    const Ran ran =
        along(stage.folder / "in.wav", stage.folder / "out.wav", stage.folder / "scene.toml", more);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return bytes_of(stage.folder / "out.wav");
  };
  const std::string whole_bytes = sound({});
  EXPECT_TRUE(sound({"--threads", "1"}) == whole_bytes);
  EXPECT_TRUE(sound({"--threads", "3"}) == whole_bytes);
  EXPECT_FALSE(sound({"--seed", "7"}) == whole_bytes);
  write_bytes(stage.folder / "whole.wav", whole_bytes);
  const Sound whole = decode(stage.folder / "whole.wav");
  for (const double start : {1.5, 3.3, 4.9}) {
    write_bytes(stage.folder / "part.wav",
                sound({"--start", std::to_string(start), "--duration", "1"}));
    EXPECT_LE(error_db(part(whole, static_cast<std::size_t>(start * 48000), 48000),
                       decode(stage.folder / "part.wav")),
              -90.0)
        << start;
  }
}

TEST(Scenes, AFilmKeepsAllButItsSound) {
  const TemporaryFolder folder;
  const std::string film = make_film(folder, "film.mkv");
  const Ran ran = along(film, folder / "out.mkv", "preset:after-the-concert", {"--fit"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  for (const char* stream : {"0:v:0", "0:s:0", "0:a:1"}) {
    EXPECT_EQ(packet_hash(film, stream), packet_hash(folder / "out.mkv", stream)) << stream;
  }
  EXPECT_NE(ran.out.find("please read"), std::string::npos);
}

TEST(Scenes, EveryPresetRenders) {
  const Stage stage;
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(24000, 2, 40.0));
  const std::string list = otoscape({"presets", "list"}).out;
  for (const char* name : {"sudden-loss", "after-the-concert", "years-of-drumming", "age-40-to-80",
                           "one-ear", "otosclerosis", "underwater"}) {
    EXPECT_NE(list.find(name), std::string::npos) << name;
    const Ran ran = along(folder / "in.wav", folder / "out.wav", std::string("preset:") + name,
                          {"--fit", "--overwrite"});
    EXPECT_EQ(ran.status, 0) << name << ran.err;
    const Sound out = decode(folder / "out.wav");
    EXPECT_EQ(out.frames(), 40u * 24000u) << name;
  }
}

// A copy of a preset with another title is a scene like any other.
TEST(Scenes, APresetIsCopiedAndEdited) {
  const Stage stage;
  std::string text = otoscape({"presets", "show", "one-ear"}).out;
  const auto title = text.find("title = \"");
  ASSERT_NE(title, std::string::npos);
  text.insert(title + 9, "mine: ");
  write_bytes(stage.folder / "mine.toml", text);
  const Ran ran =
      along(stage.folder / "in.wav", stage.folder / "out.wav", stage.folder / "mine.toml");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("mine: "), std::string::npos);
}

TEST(Scenes, RingingCanBeSoftenedOrLeftOut) {
  const Stage stage;
  const auto sound = [&](const char* mode) {
    const Ran ran = along(stage.folder / "in.wav", stage.folder / "out.wav",
                          stage.folder / "scene.toml", {"--tinnitus", mode, "--overwrite"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    if (std::string(mode) == "soft") {
      EXPECT_NE(ran.out.find("whistle"), std::string::npos) << ran.out;
    }
    return decode(stage.folder / "out.wav");
  };
  // In the pop's wake only ringing and body are left of the high frequencies.
  const Sound full = sound("full"), soft = sound("soft"), off = sound("off");
  EXPECT_GT(error_db(full, soft), -60.0);
  EXPECT_GT(error_db(full, off), -60.0);
}

TEST(Scenes, BodyAndVoiceComeFromFiles) {
  const Stage stage;
  std::string text = kScene;
  text.replace(text.find("breath_db = -6"), 14, "track_db = 0");
  write_bytes(stage.folder / "track.toml", text);
  write_wav(stage.folder / "body.wav", noise_and_tones(44100, 1, 3.0));
  write_wav(stage.folder / "voice.wav", noise_and_tones(48000, 1, 8.0, 0.25, 3));
  const Ran ran =
      along(stage.folder / "in.wav", stage.folder / "out.wav", stage.folder / "track.toml",
            {"--body", stage.folder / "body.wav", "--own-voice", stage.folder / "voice.wav"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("resampled"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("--body"), std::string::npos) << ran.out;
}

TEST(Scenes, WhatCannotBeSaysSoInOneLine) {
  const Stage stage;
  const std::string in = stage.folder / "in.wav", out = stage.folder / "out.wav",
                    scene = stage.folder / "scene.toml";
  write_wav(stage.folder / "wide.wav", noise_and_tones(48000, 4, 1.0));
  std::string late = kScene;
  late.replace(late.find("time = 5"), 8, "time = 3");
  write_bytes(stage.folder / "order.toml", late);
  std::string typo = kScene;
  typo.replace(typo.find("leak_db"), 7, "laek_db");
  write_bytes(stage.folder / "typo.toml", typo);
  const struct {
    Words words;
    int status;
    const char* says;
  } cases[] = {
      {{"render", in, "-o", out}, 2, "--scene"},
      {{"render", in, "-o", out, "--scene", scene, "--listener", "preset:N3"}, 2, "one of them"},
      {{"render", in, "-o", out, "--listener", "preset:N3", "--fit"}, 2, "--fit"},
      {{"render", in, "-o", out, "--scene", "preset:sudden-lost"}, 2, "sudden-loss"},
      {{"render", in, "-o", out, "--scene", stage.folder / "none.toml"}, 1, "no such file"},
      {{"render", in, "-o", out, "--scene", stage.folder / "order.toml"}, 1, "order.toml:"},
      {{"render", in, "-o", out, "--scene", stage.folder / "typo.toml"}, 1, "\"leak_db\""},
      {{"render", in, "-o", out, "--scene", scene, "--return-cap", "50"}, 2, "--return-cap"},
      {{"render", in, "-o", out, "--scene", scene, "--body", stage.folder / "no.wav"}, 1, "no.wav"},
      {{"render", in, "-o", out, "--scene", scene, "--body", stage.folder / "wide.wav"},
       1,
       "channels"},
      {{"render", in, "-o", out, "--scene", "preset:sudden-loss", "--fit"}, 1, "38.8"},
      {{"render", "-", "-o", out, "--scene", scene}, 2, "standard input"},
  };
  for (const auto& c : cases) {
    const Ran ran = otoscape(c.words);
    EXPECT_EQ(ran.status, c.status) << ran.err;
    EXPECT_EQ(lines_of(ran.err), 1) << ran.err;
    EXPECT_NE(ran.err.find(c.says), std::string::npos) << c.says << ": " << ran.err;
  }
  EXPECT_FALSE(std::filesystem::exists(out));
}

TEST(Scenes, TimesPastTheEndAreAWarning) {
  const Stage stage;
  write_wav(stage.folder / "short.wav", noise_and_tones(48000, 2, 3.0));
  const Ran ran =
      along(stage.folder / "short.wav", stage.folder / "out.wav", stage.folder / "scene.toml");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("3.0"), std::string::npos) << ran.out;
}

}  // namespace
}  // namespace otoscape::test
