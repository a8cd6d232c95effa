// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/marker_scene.h"

#include <gtest/gtest.h>

#include "io/files/scene_test_support.h"
#include "io/timelines/film_markers.h"
#include "io/timelines/scene_markers.h"
#include "io/timelines/timeline_test_support.h"

namespace otoscape::io::timelines {
namespace {

Markers named(const std::vector<std::pair<double, std::string>>& all) {
  Markers markers{"Reel \"1\"", clock_at(25, 1, "01:00:00:00"), {}, {}};
  for (const auto& [time, name] : all) markers.all.push_back({Seconds(time), name, "", {}, 0});
  return markers;
}

files::LoadedScene loaded(const Markers& markers) {
  const auto scene =
      files::parse_scene_toml(marker_scene(markers, "a\nb").text, "s.toml",
                              [](const std::string& spec) { return files::load_listener(spec); });
  EXPECT_TRUE(scene) << scene.error().sentence;
  return *scene;
}

TEST(MarkerScene, NamesSetWhatTheyName) {
  const Markers markers = named({{0, "N3"},
                                 {1, "preset:S1, Room"},
                                 {2, "Pop left, normal"},
                                 {3, "character"},
                                 {4, "age:60:male"},
                                 {5, "Scene 12, N33"}});
  const auto scene = loaded(markers).scene;
  ASSERT_EQ(scene.keyframes.size(), 6u);
  EXPECT_EQ(scene.title, "Reel \"1\"");
  EXPECT_EQ(scene.keyframes[0].left_name, "N3");
  EXPECT_EQ(scene.keyframes[1].right_name, "S1");
  EXPECT_EQ(scene.keyframes[1].perspective, 0.0);
  ASSERT_TRUE(scene.keyframes[2].event);
  EXPECT_TRUE(std::holds_alternative<scene::Pop>(scene.keyframes[2].event->what));
  EXPECT_EQ(scene.keyframes[2].event->ears, scene::EventEars::left);
  EXPECT_EQ(scene.keyframes[3].perspective, 1.0);
  EXPECT_EQ(scene.keyframes[4].left_name, "age:60:male");
  EXPECT_FALSE(scene.keyframes[5].left || scene.keyframes[5].event);
  EXPECT_EQ(scene.keyframes[5].name, "Scene 12, N33");
  const MarkerScene written = marker_scene(markers, "m.csv");
  EXPECT_EQ(written.points, 6);
  EXPECT_EQ(written.set, 5);
}

TEST(MarkerScene, MarkersOfOneFrameAreOnePoint) {
  const auto scene = loaded(named({{0, ""}, {1, "a"}, {1.001, "N2"}, {1.04, "b\"\\\n"}})).scene;
  ASSERT_EQ(scene.keyframes.size(), 3u);
  EXPECT_EQ(scene.keyframes[1].name, "a / N2");
  EXPECT_EQ(scene.keyframes[1].left_name, "N2");
  EXPECT_EQ(scene.keyframes[2].name, "b\"\\?");
}

TEST(FilmMarkers, LeaveOutWhatLiesOutsideTheFilmAndNameIt) {
  Markers markers = named({{3, "c"}, {-1, "a"}, {0, "b"}, {10.04, "d"}});
  markers.clock.length = Seconds(10.0);
  const auto inside = within_film(markers, "m.edl");
  ASSERT_TRUE(inside);
  EXPECT_EQ(names_of(inside), "b|c");
  EXPECT_TRUE(has_note(*inside,
                       "2 of 4 markers lie outside the film, which reaches from "
                       "01:00:00:00 to 01:00:10:00, and are left out; the first is \"a\" "
                       "at 00:59:59:00"));
  markers.all = {{Seconds(-1.0), "a", "", {}, 7}};
  EXPECT_EQ(names_of(within_film(markers, "m.edl")),
            "m.edl: no marker lies within the film, which reaches from 01:00:00:00 to 01:00:10:00; "
            "the first is \"a\" at 00:59:59:00 (line 7)");
  EXPECT_EQ(names_of(within_film({}, "m.edl")), "m.edl: has no markers");
}

// An edit that begins at one hour, and nothing that says so.
TEST(FilmMarkers, SayWhereTheStartMayBeMissing) {
  Markers markers{"", clock_at(24000, 1001), {{Seconds(3610.0), "a", "", {}, 0}}, {}};
  EXPECT_TRUE(has_note(*within_film(markers, "m"), "give --start 01:00:00:00"));
  markers.clock.length = Seconds(100.0);
  EXPECT_NE(names_of(within_film(markers, "m")).find("give --start 01:00:00:00"),
            std::string::npos);
  markers.clock = clock_at(24000, 1001, "00:00:00:00");
  EXPECT_FALSE(has_note(*within_film(markers, "m"), "--start"));
}

TEST(SceneMarkers, AreNamedByWhatHappensThere) {
  const auto scene = files::parse(R"([listeners]
a = "preset:N3"
b = "preset:N4"
[[at]]
time = 0
listener = "a"
perspective = 1
[[at]]
time = 1.01
event = { kind = "pop", ears = "left" }
listener = { left = "b" }
[[at]]
time = 2
perspective = 0
ramp = "500ms"
[[at]]
time = 3
name = "The street"
body = { heart_db = -6 }
[[at]]
time = 4
)");
  ASSERT_TRUE(scene) << scene.error().sentence;
  const Markers markers = markers_of(scene->scene, clock_at(25, 1));
  EXPECT_EQ(names_of(markers), "a, character|pop left, left b|room|The street|point 5");
  EXPECT_EQ(markers.all[2].comment, "room, ramp 500 ms");
  EXPECT_EQ(markers.all[3].comment, "body heart -6");
  EXPECT_EQ(markers.all[1].colour, Colour::red);
  EXPECT_EQ(markers.all[3].colour, Colour::yellow);
  EXPECT_TRUE(has_note(markers, "1 of 5 markers lies between two frames, up to 10 ms"));
}

}  // namespace
}  // namespace otoscape::io::timelines
