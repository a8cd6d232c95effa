// SPDX-License-Identifier: Apache-2.0
// A scene becomes markers, the markers become a scene: each point lies at the frame where it was.

#include <gtest/gtest.h>

#include <array>

#include "io/files/scene_file.h"
#include "io/files/scene_test_support.h"
#include "io/files/timecode.h"
#include "io/timelines/edl_reader.h"
#include "io/timelines/edl_writer.h"
#include "io/timelines/film_markers.h"
#include "io/timelines/marker_scene.h"
#include "io/timelines/marker_table.h"
#include "io/timelines/otio_reader.h"
#include "io/timelines/otio_writer.h"
#include "io/timelines/scene_markers.h"
#include "io/timelines/table_reader.h"
#include "io/timelines/timeline_test_support.h"

namespace otoscape::io::timelines {
namespace {

struct Count {
  const char* name;
  int numerator, denominator;
  const char* start;
};
constexpr std::array kCounts = {Count{"23.976", 24000, 1001, "01:00:00:00"},
                                Count{"24", 24, 1, "00:59:50:00"},
                                Count{"25", 25, 1, "10:00:00:00"},
                                Count{"29.97 NDF", 30000, 1001, "01:00:00:00"},
                                Count{"29.97 DF", 30000, 1001, "01:00:00;00"},
                                Count{"29.97 DF from 0", 30000, 1001, "00:00:00;00"},
                                Count{"30", 30, 1, "01:00:00:00"},
                                Count{"50", 50, 1, "00:00:00:00"},
                                Count{"59.94 DF", 60000, 1001, "01:00:00;00"}};

// Around minutes, tens of minutes and hours, where drop-frame leaves frames out, and far out.
std::vector<std::int64_t> frames(const scene::FrameRate& rate) {
  const int a_second = (rate.numerator + rate.denominator - 1) / rate.denominator;
  std::vector<std::int64_t> all;
  for (std::int64_t minute : {0, 1, 2, 9, 10, 11, 59, 60, 61, 119, 1300}) {
    for (int frame : {-3, -2, -1, 0, 1, 2, 3, 4, 5}) {
      const std::int64_t at = minute * 60 * a_second + frame;
      if (at >= 0) all.push_back(at);
    }
  }
  return all;
}

scene::Scene scene_of(const Count& count, const std::vector<std::int64_t>& at) {
  scene::Scene scene = counting_as(clock_at(count.numerator, count.denominator, count.start));
  scene.title = "Reel 1";
  for (std::int64_t frame : at) {
    scene::Keyframe k;
    k.time = files::time_of(frame, *scene.frame_rate);
    k.name = "at " + std::to_string(frame) + ", \"x\"; y";
    scene.keyframes.push_back(k);
  }
  return scene;
}

void expect_same(const Result<Markers>& read, const std::vector<std::int64_t>& at,
                 const scene::Scene& scene) {
  ASSERT_TRUE(read) << read.error().sentence;
  const auto inside = within_film(*read, "f");
  ASSERT_TRUE(inside) << inside.error().sentence;
  const std::string text = marker_scene(*inside, "f").text;
  const auto loaded = files::parse_scene_toml(
      text, "s.toml", [](const std::string& spec) { return files::load_listener(spec); });
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  ASSERT_EQ(loaded->scene.keyframes.size(), at.size());
  EXPECT_EQ(loaded->scene.frame_rate, scene.frame_rate);
  EXPECT_EQ(loaded->scene.notation, scene.notation);
  EXPECT_EQ(loaded->scene.timecode_start, scene.timecode_start);
  for (std::size_t i = 0; i < at.size(); ++i) {
    EXPECT_EQ(files::frame_of(loaded->scene.keyframes[i].time, *scene.frame_rate), at[i]);
    EXPECT_NEAR(loaded->scene.keyframes[i].time.value(), scene.keyframes[i].time.value(), 1e-9);
    EXPECT_EQ(loaded->scene.keyframes[i].name, scene.keyframes[i].name);
  }
}

class RoundTrip : public testing::TestWithParam<Count> {
 protected:
  const scene::FrameRate rate{GetParam().numerator, GetParam().denominator};
  const std::vector<std::int64_t> at = frames(rate);
  const scene::Scene scene = scene_of(GetParam(), at);
  const Markers markers = markers_of(scene, clock_of(scene));
};

TEST_P(RoundTrip, AnEdlKeepsEveryFrame) {
  EXPECT_TRUE(markers.notes.empty());
  const auto text = edl_text(markers);
  ASSERT_TRUE(text);
  const FilmClock film = clock_at(GetParam().numerator, GetParam().denominator, GetParam().start);
  expect_same(read_edl(*text, "f", film, ""), at, scene);
}

TEST_P(RoundTrip, ATableKeepsEveryFrameAndItsCount) {
  expect_same(read_table(marker_table(markers), "f", {}), at, scene);
}

TEST_P(RoundTrip, OpenTimelineIoKeepsEveryFrameAndItsCount) {
  const auto text = otio_text(markers, "film.mov");
  ASSERT_TRUE(text);
  expect_same(read_otio(*text, "f", {}), at, scene);
}

INSTANTIATE_TEST_SUITE_P(Rates, RoundTrip, testing::ValuesIn(kCounts));

// A film that begins ten seconds into the timeline.
TEST(RoundTripOfAReel, TheFilmsStartIsSubtracted) {
  const Count timeline{"", 25, 1, "00:59:50:00"};
  const scene::Scene scene = scene_of(timeline, {250, 300});
  const Markers markers = markers_of(scene, clock_of(scene));
  const FilmClock film = clock_at(25, 1, "01:00:00:00");
  for (const auto& read :
       {read_otio(*otio_text(markers, ""), "f", film), read_edl(*edl_text(markers), "f", film, ""),
        read_table(marker_table(markers), "f", film)}) {
    EXPECT_EQ(times_of(read), "01:00:00:00 01:00:02:00");
  }
}

}  // namespace
}  // namespace otoscape::io::timelines
