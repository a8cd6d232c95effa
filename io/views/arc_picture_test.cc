// SPDX-License-Identifier: Apache-2.0
#include "io/views/arc_picture.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "io/files/scene_file.h"
#include "io/views/arc_chart.h"
#include "io/views/arc_curves.h"
#include "io/views/scene_table.h"

namespace otoscape::io::views {
namespace {

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

hearing::EarProfile flat(double db_hl) {
  hearing::EarProfile ear;
  ear.air = *hearing::Audiogram::make({{Hertz(1000), DbHl(db_hl)}});
  return ear;
}

// Everything moves, all the time: as large as a picture gets.
scene::Scene busy(int points) {
  scene::Scene scene;
  scene.title = "busy";
  for (int i = 0; i < points; ++i) {
    scene::Keyframe k;
    k.time = Seconds(i);
    k.left = flat(i * 7 % 100);
    k.right = flat(i * 13 % 100);
    k.left->tinnitus.push_back({"a", {}, Hertz(4000), 0.0, DbSpl(i * 5 % 60)});
    k.left_name = "left " + std::to_string(i);
    k.right_name = "right " + std::to_string(i);
    k.perspective = i % 2 == 0 ? 0.0 : 1.0;
    k.body.emplace().heart = Decibels(i % 40 - 20);
    k.body->breath = Decibels(i * 3 % 40 - 20);
    k.event = scene::Event{scene::Pop{}};
    if (i > 0) k.ramp.over = Seconds(0.9);
    scene.keyframes.push_back(std::move(k));
  }
  return scene;
}

TEST(ArcPicture, ShowsTheStoryAndEscapesItsWords) {
  auto loaded = files::load_scene("sudden-loss");
  ASSERT_TRUE(loaded);
  loaded->scene.title = "Loss & <silence>";
  const std::string svg = arc_svg(loaded->scene, Seconds(60), nullptr);
  for (const char* part :
       {"Loss &amp; &lt;silence&gt;", "noticing", "pop, left", "Hearing level", "Ringing", "Body",
        "see a doctor today", "inside", "0:55", "</svg>\n", "data-time-left=\"132\"",
        "data-time-right=\"1060\"", "data-seconds=\"60.000\""}) {
    EXPECT_TRUE(holds(svg, part)) << part;
  }
  EXPECT_FALSE(holds(svg, "nan"));
  EXPECT_FALSE(holds(svg, "Film"));
  EXPECT_LT(svg.size(), 30'000u);
}

TEST(ArcPicture, StaysBelow100KilobytesWithAFilmAndWithManyPoints) {
  SoundOutline film;
  film.peaks.assign(54'000, 0.5f);
  film.length = Seconds(5400);
  for (int points : {1, 400, 3000}) {
    const std::string svg = arc_svg(busy(points), Seconds(std::max(points, 2)), &film);
    EXPECT_LT(svg.size(), 100'000u) << points;
    EXPECT_TRUE(holds(svg, "Film"));
    EXPECT_TRUE(svg.ends_with("</svg>\n"));
  }
}

TEST(ArcChart, KeepsCornersAndDropsWhatIsStraight) {
  const Axis axis{0.0, 10.0, 0.0, 100.0};
  const Panel panel{0.0, 100.0, 1.0, 0.0};
  EXPECT_TRUE(holds(path_of(axis, panel, {{0, 0}, {1, 0}, {2, 0}, {5, 0}, {5, 1}, {10, 1}}, ""),
                    "\"M0.0 100.0L50.0 100.0L50.0 0.0L100.0 0.0\""));
}

TEST(ArcChart, LabelsShareRowsAndNeverOverlap) {
  const std::string text =
      labels({{0, "first"}, {10, "second"}, {20, "third"}, {200, "far"}}, 0, 2, 300);
  EXPECT_TRUE(holds(text, "first") && holds(text, "second") && holds(text, "far"));
  EXPECT_FALSE(holds(text, "third")) << "no row is free there";
  EXPECT_TRUE(holds(labels({{290, "at the edge"}}, 0, 1, 300), "text-anchor=\"end\""));
}

TEST(ArcCurves, RingingGlidesAndFades) {
  scene::Scene scene = busy(1);
  scene.keyframes[0].left->tinnitus = {{"a", {}, Hertz(6000), 0.0, DbSpl(40)}};
  scene::Keyframe quiet;
  quiet.time = Seconds(10);
  quiet.left = flat(0);
  quiet.ramp.over = Seconds(4);
  scene.keyframes.push_back(quiet);
  const scene::Arc arc(scene.keyframes);
  const auto curves = ringing_curves(arc, 20.0);
  ASSERT_EQ(curves.size(), 1u);
  const auto& points = curves[0].level_db_spl;
  EXPECT_EQ(points.front().value, 40.0);
  EXPECT_EQ(points[points.size() - 2].time_s, 6.0);
  EXPECT_EQ(points.back().value, 0.0);
  EXPECT_EQ(loudest_ringing(arc, 5.0)[0], 40.0);
  EXPECT_LT(loudest_ringing(arc, 10.0)[0], 0.0);
}

TEST(ArcCurves, HearingLevelsCountWhatIsWornAndSilence) {
  hearing::EarProfile ear = flat(30);
  ear.worn.points = {{Hertz(1000), Decibels(20)}};
  EXPECT_EQ(mean_hearing_level(ear), DbHl(50));
  ear.air = *hearing::Audiogram::make({{Hertz(1000), DbHl(0), /*response=*/false}});
  EXPECT_EQ(mean_hearing_level(ear), hearing::kNoResponse);
}

TEST(SceneTable, ListsPointsNoticesAndNotes) {
  auto loaded = files::load_scene("sudden-loss");
  ASSERT_TRUE(loaded);
  loaded->notes.push_back("odd");
  const std::string table = scene_table(*loaded);
  for (const char* part :
       {"Sudden loss: 21 points, 1:24", "0:07.2  noticing", "* pop, left", "94", "31 | 30", "LU",
        "implant", "silent", "--fit works for films of 38.8 s", "notice: Sudden", "note: odd\n"}) {
    EXPECT_TRUE(holds(table, part)) << part << "\n" << table;
  }
}

}  // namespace
}  // namespace otoscape::io::views
