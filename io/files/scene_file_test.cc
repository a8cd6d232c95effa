// SPDX-License-Identifier: Apache-2.0
#include "io/files/scene_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "io/files/scene_test_support.h"

namespace otoscape::io::files {
namespace {

using namespace scene;

constexpr std::string_view kHead = "format = \"otoscape.scene/1\"\n";  // line 1

std::string error_of(std::string_view body) {
  const auto loaded = parse(body);
  return loaded ? "no error" : loaded.error().sentence;
}

bool has_note(const std::vector<std::string>& notes, std::string_view part) {
  return std::ranges::any_of(
      notes, [&](const std::string& note) { return note.find(part) != std::string::npos; });
}

constexpr std::string_view kEverything = R"(title = "Sudden loss"
seed = 7
frame_rate = "24000/1001"
timecode_start = "01:00:00:00"
length = "1:40"
notices = ["See a doctor today."]
[listeners]
before = "preset:normal"
ringing = "early-noise-damage"
[listeners.after.left]
air_db_hl = { 1000 = 80 }
[[listeners.after.left.tinnitus]]
name = "whistle"
[[at]]
time = "0:00"
listener = "before"
[[at]]
time = "01:00:40:00"
listener = "ringing"
perspective = 0.5
ramp = { over = "12s", shape = "ease" }
perspective_ramp = "cut"
[[at]]
time = 90
event = { kind = "pop", ears = "left", stillness = "800ms", level_db = -6, pressure_db = 6 }
listener = { left = "after" }
leak_db = -40
room_level = "match"
body = { breath_db = -6, heart_rate = 90, heart_tone = "film" }
body_ramp = "250ms"
[[at]]
time = "1:35.5"
leak_db = "off"
body = { heart_db = 0 }
stress = 0.8
event = "plug-out"
)";  // from line 2

TEST(SceneToml, ReadsEverything) {
  const auto loaded = parse(kEverything);
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  const Scene& s = loaded->scene;
  EXPECT_EQ(s.title, "Sudden loss");
  EXPECT_EQ(s.seed, 7u);
  EXPECT_EQ(s.frame_rate, (FrameRate{24000, 1001}));
  EXPECT_DOUBLE_EQ(s.timecode_start.value(), 3603.6);
  EXPECT_EQ(s.length, Seconds(100));
  EXPECT_EQ(s.notices, std::vector<std::string>{"See a doctor today."});
  ASSERT_EQ(s.keyframes.size(), 4u);
  EXPECT_EQ(s.keyframes[0].left, hearing::EarProfile{});
  EXPECT_EQ(s.keyframes[0].line, 15);
  EXPECT_NEAR(s.keyframes[1].time.value(), 960 * 1001 / 24000.0, 1e-9);
  EXPECT_EQ(s.keyframes[1].ramp, (Ramp{Seconds(12), Shape::ease}));
  EXPECT_EQ(s.keyframes[1].perspective_ramp, Ramp{});
  EXPECT_EQ(s.keyframes[1].right_name, "ringing");
  const Keyframe& pop = s.keyframes[2];
  EXPECT_EQ(pop.left->air.at(Hertz(500)), DbHl(80));
  EXPECT_EQ(pop.left->tinnitus.size(), 1u);
  EXPECT_FALSE(pop.right);
  EXPECT_EQ(pop.leak, (Leak{true, Decibels(-40)}));
  EXPECT_EQ(pop.room_level, RoomLevel::match);
  EXPECT_EQ(pop.body->breath, BodyLevel(Decibels(-6)));
  EXPECT_FALSE(pop.body->heart);
  EXPECT_EQ(pop.body_ramp, Ramp{Seconds(0.25)});
  EXPECT_EQ(pop.event->ears, EventEars::left);
  EXPECT_EQ(std::get<Pop>(pop.event->what).stillness, Seconds(0.8));
  EXPECT_EQ(std::get<Pop>(pop.event->what).pressure, Decibels(6));
  const Keyframe& last = s.keyframes[3];
  EXPECT_EQ(last.leak, Leak{});
  EXPECT_FALSE(last.body->breath) << "a source that is not named is off";
  EXPECT_EQ(last.body->heart_per_min, 90.0) << "rates stay";
  EXPECT_TRUE(last.body->film_heart);
  EXPECT_TRUE(has_note(loaded->notes, "plug-out at 01:01:35:10 (line 32)"));
}

struct Wrong {
  std::string_view body, error;
};

constexpr std::string_view kAt = "[[at]]\ntime = 0\n";  // lines 2 and 3

const Wrong kWrong[] = {
    Wrong{"", "1: the scene has no points; each begins with a line [[at]]"},
    Wrong{"at = []", "2: the scene has no points; each begins with a line [[at]]"},
    Wrong{"[at]\ntime = 0",
          "2: at is a table; each point begins with a line [[at]], in "
          "double brackets"},
    Wrong{"titel = 'x'\n[[at]]\ntime = 0", R"(2: unknown key "titel"; did you mean "title"?)"},
    Wrong{"seed = 1.5\n[[at]]\ntime = 0", "2: seed has a fraction; write a whole number"},
    Wrong{"frame_rate = 23.976\n[[at]]\ntime = 0",
          "2: frame_rate: \"23.976\" is no frame rate; write 25, or a fraction as "
          "\"24000/1001\" (23.976) or \"30000/1001\" (29.97)"},
    Wrong{"[[at]]\ntime = '0:70'",
          "3: time: \"0:70\" is no time; write seconds, M:S or H:M:S, "
          "as \"1:02:03.5\", or H:M:S:F"},
    Wrong{"[[at]]\ntime = '0:00:01:00'",
          "3: time: \"0:00:01:00\" has frames; say how many a second has, as frame_rate = "
          "\"24000/1001\" at the top"},
    Wrong{"[[at]]\nperspective = 1", "2: the point has no time; write time = \"0:40\""},
    Wrong{"[[at]]\ntime = '1:30'\n[[at]]\ntime = 40",
          "5: 0:40 lies before the point above it, which is at 1:30; points are written in "
          "the order of time"},
    Wrong{"[[at]]\ntime = 40\n[[at]]\ntime = 40", "5: two points at 0:40; write them as one"},
    Wrong{"length = '30s'\n[[at]]\ntime = 40", "3: the point at 0:40 lies past the length of 0:30"},
    Wrong{"[listeners]\nx = 'preset:nromal'\n[[at]]\ntime = 0",
          R"(3: unknown preset "nromal"; did you mean "normal"?)"},
    Wrong{"[listeners]\nx = 'gone.toml'\n[[at]]\ntime = 0", "3: gone.toml: no such file"},
    Wrong{"[listeners]\nx = 3\n[[at]]\ntime = 0",
          "3: the listener \"x\" is 3; write \"preset:NAME\", a file, or a table with "
          "[listeners.x.both]"},
    Wrong{"[listeners.x]\nname = 'a'\n[[at]]\ntime = 0", R"(3: unknown key "name")"},
    Wrong{"[listeners.x.left]\nair_db_hl = { 1000 = 400 }\n[[at]]\ntime = 0",
          R"(3: the threshold at 1000 Hz is 400; write dB HL from -20 to 130 or "no response")"},
    Wrong{"[listeners]\nafter = 'normal'\n[[at]]\ntime = 0\nlistener = 'aftr'",
          R"(6: [listeners] has no "aftr"; did you mean "after"?)"},
    Wrong{"[[at]]\ntime = 0\nlistener = { lft = 'x' }",
          R"(4: unknown key "lft"; did you mean "left"?)"},
    Wrong{"[[at]]\ntime = 0\nramp = '2s'",
          "4: ramp of the first point; before it is nothing to come from"},
    Wrong{"[[at]]\ntime = 0\n[[at]]\ntime = 4\nbody_ramp = '5s'",
          "6: body_ramp takes 5 s, but the point before is only 4 s earlier; a ramp arrives "
          "at its point's time"},
    Wrong{"[[at]]\ntime = 0\nramp = 12",
          "4: ramp is 12; write a span of time in quotes, as \"12s\" or \"250ms\""},
    Wrong{"[[at]]\ntime = 0\nramp = { shape = 'ease' }",
          R"(4: ramp has no length; write ramp = { over = "12s" })"},
    Wrong{"[[at]]\ntime = 0\nramp = { over = '0s', shape = 'eas' }",
          R"(4: shape is "eas"; did you mean "ease"?)"},
    Wrong{"[[at]]\ntime = 0\nperspective = 1.5",
          "4: perspective is 1.5; write a number from 0 to 1 (0 the room, 1 the character)"},
    Wrong{"[[at]]\ntime = 0\nleak_db = 3",
          "4: leak_db is 3; write a number from -80 to 0 dB, or \"off\""},
    Wrong{"[[at]]\ntime = 0\nroom_level = 'mach'",
          R"(4: room_level is "mach"; did you mean "match"?)"},
    Wrong{"[[at]]\ntime = 0\nbody = { hart_db = 0 }",
          R"(4: unknown key "hart_db"; did you mean "heart_db"?)"},
    Wrong{"[[at]]\ntime = 0\nbody = { heart_rate = 400 }",
          "4: heart_rate is 400; write a number from 30 to 220 a minute"},
    Wrong{"[[at]]\ntime = 0\nbody = { heart_db = 0, heart_lu = -20 }",
          "4: a body sound has heart_db or heart_lu, not both"},
    Wrong{"[[at]]\ntime = 0\nbody = { breath_lu = 3 }",
          "4: breath_lu is 3; write a number from -60 to 0 LU re the programme, or \"off\""},
    Wrong{"[[at]]\ntime = 0\nbody = { thuds_db = 0, steps_lu = -30 }",
          "4: thuds_db is an older name of steps_db; write steps_lu alone"},
    Wrong{"[[at]]\ntime = 0\nbody = { thuds_rate = 90, steps_rate = 100 }",
          "4: thuds_rate is an older name of steps_rate; write steps_rate alone"},
    Wrong{"[[at]]\ntime = 0\nevent = 'popp'", R"(4: event is "popp"; did you mean "pop"?)"},
    Wrong{"[[at]]\ntime = 0\nevent = { ears = 'left' }",
          R"(4: the event has no kind; write event = { kind = "pop" })"},
    Wrong{"[[at]]\ntime = 0\nevent = { kind = 'pop', recover = '9s' }",
          R"(4: unknown key "recover")"},
    Wrong{"[[at]]\ntime = 0\nevent = { kind = 'blast', recover = '1s' }",
          R"(4: recover is "1s"; write 2 to 86400 s)"},
    Wrong{"[[at]]\ntime = 0\nevent = { kind = 'plug-in', protector = 'flat' }",
          R"(4: protector is "flat"; did you mean "foam"?)"},
    Wrong{"notices = 'x'\n[[at]]\ntime = 0",
          R"(2: notices is "x"; write a list of up to 20 texts, in [ ])"},
};

TEST(SceneToml, ReadsLevelsInLu) {
  const auto loaded = parse(
      "[[at]]\ntime = 0\nbody = { heart_lu = -29.5, steps_lu = -30, breath_db = -3, steps_rate = "
      "90 }\n");
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  const BodySetting& body = *loaded->scene.keyframes[0].body;
  EXPECT_EQ(body.heart, BodyLevel(Lu(-29.5)));
  EXPECT_EQ(body.thuds, BodyLevel(Lu(-30.0)));
  EXPECT_EQ(body.breath, BodyLevel(Decibels(-3.0)));
  EXPECT_EQ(body.thuds_per_min, 90.0);
}

TEST(SceneToml, AnAnchorMovesEveryLevelInLu) {
  const auto loaded = parse(
      "anchor_lu = -20\n[listeners.rings.left]\nair_db_hl = { 1000 = 50 }\n"
      "[[listeners.rings.left.tinnitus]]\nlevel_lu = -30\n[[at]]\ntime = 0\nlistener = 'rings'\n"
      "body = { heart_lu = -29, breath_db = -3 }\n");
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  const Keyframe& k = loaded->scene.keyframes[0];
  EXPECT_EQ(std::get<Lu>(k.left->tinnitus[0].level), Lu(-50.0));
  EXPECT_EQ(k.body->heart, BodyLevel(Lu(-49.0)));
  EXPECT_EQ(k.body->breath, BodyLevel(Decibels(-3.0)));
}

TEST(SceneToml, APointMayHaveAName) {
  const auto loaded = parse("[[at]]\ntime = 1\nname = \"The pop\\n\"\n[[at]]\ntime = 2\n");
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  EXPECT_EQ(loaded->scene.keyframes[0].name, "The pop?") << "one line";
  EXPECT_EQ(loaded->scene.keyframes[1].name, "");
}

TEST(SceneToml, RefusesWithLineAndSuggestion) {
  for (const Wrong& wrong : kWrong) {
    EXPECT_EQ(error_of(wrong.body), "s.toml:" + std::string(wrong.error)) << wrong.body;
  }
  EXPECT_EQ(error_of(kAt), "no error") << "the control";
}

TEST(SceneToml, RefusesWhatIsNoScene) {
  const auto none = parse_scene_toml("format = \"otoscape.listener/1\"", "l.toml", {});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().sentence,
            "l.toml:1: the format is \"otoscape.listener/1\"; a scene has format = "
            "\"otoscape.scene/1\"");
}

TEST(SceneToml, NotesWhatIsOdd) {
  const auto loaded = parse(
      "[listeners]\na = 'normal'\nb = 'N3'\n[[at]]\ntime = 0\n"
      "[[at]]\ntime = 4\nlistener = 'b'");
  ASSERT_TRUE(loaded);
  EXPECT_TRUE(has_note(loaded->notes, "no point names the listener \"a\""));
  EXPECT_TRUE(has_note(loaded->notes, "the first point names no listener"));
  EXPECT_EQ(loaded->notes.size(), 2u);
}

TEST(SceneNotes, SayWhatDoesNotFitTheFilm) {
  auto loaded = parse("length = '60s'\n[[at]]\ntime = 0\n[[at]]\ntime = 50");
  ASSERT_TRUE(loaded);
  EXPECT_TRUE(notes_for(loaded->scene, Seconds(60)).empty());
  EXPECT_TRUE(has_note(notes_for(loaded->scene, Seconds(40)), "1 point of the scene lies after"));
  EXPECT_TRUE(has_note(notes_for(loaded->scene, Seconds(5400)), "the film lasts 1:30:00; --fit"));
}

TEST(SceneSpec, FindsFilesAndTheListenersBesideThem) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "scene_spec";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "me.toml") << "format = \"otoscape.listener/1\"\n[both]\n"
                                       "air_db_hl = { 1000 = 33 }\n";
  std::ofstream(folder / "scene.toml") << kHead
                                       << "[listeners]\nme = 'me.toml'\n[[at]]\ntime = 0\n"
                                          "listener = 'me'\n";
  const auto loaded = load_scene((folder / "scene.toml").string());
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  EXPECT_EQ(loaded->scene.title, "scene");
  EXPECT_EQ(loaded->scene.keyframes[0].left->air.at(Hertz(500)), DbHl(33));
  std::filesystem::remove_all(folder);
  EXPECT_EQ(load_scene("gone.toml").error().sentence, "gone.toml: no such file");
  EXPECT_EQ(load_scene("sudden-los").error().sentence,
            "unknown scene \"sudden-los\"; did you mean \"sudden-loss\"?");
  EXPECT_EQ(load_scene("").error().kind, Error::Kind::usage);
}

}  // namespace
}  // namespace otoscape::io::files
