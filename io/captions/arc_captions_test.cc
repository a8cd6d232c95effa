// SPDX-License-Identifier: Apache-2.0
#include "io/captions/arc_captions.h"

#include <gtest/gtest.h>

#include "io/files/scene_file.h"

namespace otoscape::io::captions {
namespace {

// "12.0 [ringing begins]" for each screen. audible: of the better ear, always.
std::vector<std::string> told(const std::string& points, const Audible& audible,
                              const std::string& character = "Ruben") {
  const auto loaded = files::parse_scene_toml(
      "format = \"otoscape.scene/1\"\ncharacter = \"" + character + "\"\n" + points, "scene.toml",
      [](const std::string&) { return files::LoadedListener{}; });
  EXPECT_TRUE(loaded) << loaded.error().sentence;
  const scene::Arc arc(loaded->scene.keyframes);
  const Seconds length(60.0);
  std::vector<std::string> lines;
  for (const Screen& screen :
       place(arc_statements(loaded->scene, arc, length, audible, Wording()), {25.0}, length)) {
    char time[16];
    std::snprintf(time, sizeof time, "%.1f ", screen.begin.value());
    lines.push_back(time + screen.text());
  }
  return lines;
}

constexpr const char* kListeners = R"(
[listeners]
before = "preset:normal"
[listeners.deaf.both]
air_db_hl = { 250 = "no response", 4000 = "no response" }
[listeners.ringing.both]
air_db_hl = { 1000 = 30 }
[[listeners.ringing.both.tinnitus]]
name = "whistle"
level_db_spl = 40
[listeners.louder.both]
air_db_hl = { 1000 = 80 }
[[listeners.louder.both.tinnitus]]
name = "whistle"
level_db_spl = 55
)";

std::string at(const std::string& time, const std::string& rest) {
  return "[[at]]\ntime = " + time + "\n" + rest + "\n";
}

const Audible kClear = [](Seconds, Seconds) { return 0.9; };
const Audible kNothing = [](Seconds, Seconds) { return 0.0; };

TEST(ArcCaptions, HearingThatIsTypicalSaysNothing) {
  EXPECT_TRUE(told(kListeners + at("0", "listener = \"before\"") + at("5", "perspective = 0") +
                       at("9", "perspective = 1"),
                   kClear)
                  .empty());
}

TEST(ArcCaptions, AChangeOfPerspectiveIsSaidOnce) {
  const std::vector<std::string> expected = {"5.0 [Ruben's hearing]\n[ringing begins]",
                                             "20.0 [the room]", "30.0 [Ruben's hearing]"};
  EXPECT_EQ(told(kListeners + at("0", "listener = \"before\"") + at("5", "listener = \"ringing\"") +
                     at("12", "perspective = 1") + at("20", "perspective = 0") +
                     at("25", "perspective = 0") + at("30", "perspective = 1"),
                 kClear),
            expected);
}

TEST(ArcCaptions, WithoutANameItIsOneListener) {
  const auto lines = told(kListeners + at("0", "listener = \"ringing\""), kClear, "");
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines[0], "0.0 [one listener's hearing]\n[ringing begins]");
}

TEST(ArcCaptions, RingingThatCoversVoicesSaysSo) {
  const Audible half = [](Seconds from, Seconds) { return from.value() < 10 ? 0.9 : 0.3; };
  const auto scene = kListeners + at("0", "listener = \"ringing\"") +
                     at("20", "listener = \"louder\"\nramp = \"5s\"");
  const auto lines = told(scene, half);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[1], "15.0 [ringing rises, covers the voices]");
  EXPECT_EQ(lines[2], "20.0 [voices dull, some words lost]");
  // Where words are clear it covers nothing.
  EXPECT_EQ(told(scene, kClear)[1], "15.0 [ringing rises]");
}

TEST(ArcCaptions, APopAndWhatIsLeft) {
  const auto lines = told(kListeners + at("0", "listener = \"before\"") +
                              at("10",
                                 "listener = \"deaf\"\nevent = \"pop\"\nbody = { breath_db = 0, "
                                 "heart_db = 0 }") +
                              at("30", "body = \"off\""),
                          [](Seconds from, Seconds) { return from.value() < 9.9 ? 0.9 : 0.0; });
  const std::vector<std::string> expected = {"10.0 [a pop - then almost nothing]",
                                             "12.0 [Ruben's hearing]\n[own breath and heartbeat]",
                                             "30.0 [no sound]"};
  ASSERT_EQ(lines.size(), expected.size());
  EXPECT_EQ(lines[0], expected[0]);
  EXPECT_EQ(lines[1].substr(5), expected[1].substr(5));
  EXPECT_EQ(lines[2], expected[2]);
}

TEST(ArcCaptions, TheRoomIsNotTold) {
  // All that happens to the ears while the audience is in the room is said when it is back.
  const auto lines = told(kListeners + at("0", "listener = \"ringing\"\nperspective = 0") +
                              at("10", "listener = \"louder\"") + at("20", "perspective = 1"),
                          kNothing);
  for (const std::string& line : lines) EXPECT_GE(std::stod(line), 20.0) << line;
  ASSERT_FALSE(lines.empty());
  EXPECT_TRUE(lines[0].starts_with("20.0 [Ruben's hearing]")) << lines[0];
}

TEST(ArcCaptions, NothingOfTheCharacterIsSaidBeforeTheRoomIsLeft) {
  // The ringing rises over two seconds, from within the room.
  const auto lines =
      told(kListeners + at("0", "listener = \"ringing\"\nperspective = 0") +
               at("20",
                  "listener = \"louder\"\nramp = \"2s\"\nperspective = 1\nperspective_ramp = "
                  "\"cut\""),
           kClear);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0], "20.0 [Ruben's hearing]\n[ringing begins]");
}

TEST(ArcCaptions, TheRoomsVoicesAreNotTheCharacters) {
  const Audible leaks = [](Seconds from, Seconds) { return from.value() < 9 ? 0.1 : 0.9; };
  const auto lines = told(kListeners + at("0", "listener = \"louder\"") +
                              at("10", "leak_db = -20") + at("20", "perspective = 0.5"),
                          leaks);
  ASSERT_GE(lines.size(), 3u);
  EXPECT_EQ(lines[lines.size() - 2], "10.0 [the room, faintly]");
  EXPECT_EQ(lines.back(), "20.0 [the room and Ruben's hearing]");
}

TEST(WordsLeft, TheGradesAreThePublishedOnes) {
  EXPECT_DOUBLE_EQ(words_left(0.45), 1.0);
  EXPECT_DOUBLE_EQ(words_left(0.33), 0.5);
  EXPECT_DOUBLE_EQ(words_left(0.21), 0.0);
  EXPECT_EQ(voices_of(0.76), Voices::clear);
  EXPECT_EQ(voices_of(0.5), Voices::dull);
  EXPECT_EQ(voices_of(0.3), Voices::words_lost);
  EXPECT_EQ(voices_of(0.1), Voices::no_words);
  EXPECT_EQ(voices_of(0.0), Voices::gone);
}

}  // namespace
}  // namespace otoscape::io::captions
