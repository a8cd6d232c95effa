// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/otio_reader.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "io/timelines/timeline_test_support.h"

namespace otoscape::io::timelines {
namespace {

Result<Markers> read(const std::string& text, FilmClock clock = {}) {
  return read_otio(text, "t.otio", std::move(clock));
}

std::string time(double value, double rate = 24) {
  return fmt::format(R"({{"OTIO_SCHEMA": "RationalTime.1", "rate": {}, "value": {}}})", rate,
                     value);
}
std::string range(double start, double length, double rate = 24) {
  return fmt::format(R"({{"OTIO_SCHEMA": "TimeRange.1", "start_time": {}, "duration": {}}})",
                     time(start, rate), time(length, rate));
}
std::string marker(const std::string& name, double at, double rate = 24) {
  return fmt::format(R"({{"OTIO_SCHEMA": "Marker.2", "name": "{}", "marked_range": {}}})", name,
                     range(at, 1, rate));
}
std::string item(const std::string& schema, const std::string& source_range,
                 const std::string& markers, const std::string& children = "") {
  return fmt::format(
      R"({{"OTIO_SCHEMA": "{}", "source_range": {}, "markers": [{}], "children": [{}]}})", schema,
      source_range, markers, children);
}
std::string timeline(const std::string& start, const std::string& tracks) {
  return fmt::format(
      R"({{"OTIO_SCHEMA": "Timeline.1", "name": "cut 3", "global_start_time": {}, "tracks": {}}})",
      start, tracks);
}

TEST(OtioReader, MarkersOfTheStackCountFromTheTimelinesStart) {
  const auto markers =
      read(timeline(time(86400), item("Stack.1", "null", marker("a", 24) + "," + marker("b", 49))));
  EXPECT_EQ(times_of(markers), "01:00:01:00 01:00:02:01");
  EXPECT_EQ(names_of(markers), "a|b");
  EXPECT_EQ(markers->title, "cut 3");
  EXPECT_EQ(markers->clock.start, 86400);
  // The same timeline against a film whose first frame is called 00:00:00:00 in its file.
  EXPECT_EQ(times_of(read(timeline("null", item("Stack.1", "null", marker("a", 24))),
                          clock_at(24, 1, "01:00:00:00"))),
            "01:00:01:00");
}

// A clip of ten seconds from second 100 of its source on, behind a gap of five.
TEST(OtioReader, MarkersOfClipsLieWhereTheClipLies) {
  const std::string clip =
      item("Clip.1", range(2400, 240),
           marker("in", 2424) + "," + marker("cut off", 2640) + "," + marker("before", 10));
  const std::string gap = item("Gap.1", range(0, 120), "");
  const std::string fade = item("Transition.1", "null", "");
  const std::string track =
      item("Track.1", "null", marker("track", 7), gap + "," + fade + "," + clip);
  const auto markers = read(timeline("null", item("Stack.1", "null", "", track)));
  EXPECT_EQ(names_of(markers), "track|in");
  EXPECT_EQ(times_of(markers), "00:00:00:07 00:00:06:00");
  EXPECT_TRUE(
      has_note(*markers, "2 markers in parts of clips that the cut leaves out are left out"));
}

// What a newer clip has of its source, where it is not cut.
TEST(OtioReader, AnUncutClipIsAsLongAsItsSource) {
  const std::string clip = fmt::format(
      R"({{"OTIO_SCHEMA": "Clip.2", "markers": [{}], "active_media_reference_key": "hi",
          "media_references": {{"hi": {{"available_range": {}}}}}}})",
      marker("in", 1012), range(1000, 48));
  const std::string track = item("Track.1", "null", "", clip + "," + clip);
  const auto markers = read(timeline("null", item("Stack.1", "null", "", track)));
  EXPECT_EQ(times_of(markers), "00:00:00:12 00:00:02:12");
}

TEST(OtioReader, RefusesOtherRatesThanTheFilms) {
  const auto at_25 = timeline("null", item("Stack.1", "null", marker("a", 24, 25)));
  EXPECT_EQ(
      times_of(read(at_25, clock_at(24000, 1001))),
      "t.otio: the marker \"a\" counts 25 a second, the film 24000/1001 (23.976); conform the "
      "timeline to the film's rate first");
  EXPECT_EQ(times_of(read(at_25)), "00:00:00:24") << "without a film its own rate counts";
  EXPECT_EQ(times_of(read(timeline(time(0, 30), item("Stack.1", "null", "")), clock_at(24, 1))),
            "t.otio: the timeline's start counts 30 a second, the film 24; conform the timeline to "
            "the film's rate first");
  // 23.98 is how many write 23.976, and 24 is another rate.
  const auto rounded = timeline("null", item("Stack.1", "null", marker("a", 24, 23.98)));
  EXPECT_EQ(times_of(read(rounded, clock_at(24000, 1001))), "00:00:01:00");
  EXPECT_NE(times_of(read(rounded, clock_at(24, 1))), "00:00:01:00");
  EXPECT_EQ(
      times_of(read(timeline("null", item("Stack.1", "null", marker("a", 24, 48000))))),
      "t.otio: the marker \"a\" counts 48000 a second, which no film does; give --film FILM or "
      "--rate");
}

TEST(OtioReader, RefusesWhatIsNoTimeline) {
  EXPECT_EQ(times_of(read("")), "t.otio: is empty");
  EXPECT_EQ(times_of(read("{\n\"a\": }")), "t.otio:2: is not valid JSON here");
  EXPECT_EQ(times_of(read("[1]")), "t.otio: is no OpenTimelineIO timeline (OTIO_SCHEMA is \"\")");
  EXPECT_EQ(times_of(read(R"({"OTIO_SCHEMA": "SerializableCollection.1"})")),
            "t.otio: is no OpenTimelineIO timeline (OTIO_SCHEMA is \"SerializableCollection.1\")");
  EXPECT_EQ(times_of(read(R"({"OTIO_SCHEMA": "Timeline.1"})")),
            "t.otio: the timeline has no tracks, where markers would be");
  EXPECT_EQ(times_of(read(timeline("null", item("Stack.1", "null", R"({"name": "x"})")))),
            "t.otio: the marker \"x\" has no time (marked_range)");
  std::string deep = item("Stack.1", "null", "");
  for (int i = 0; i < 40; ++i) deep = item("Stack.1", "null", "", deep);
  EXPECT_EQ(times_of(read(timeline("null", deep))), "t.otio: has more than 32 levels");
}

}  // namespace
}  // namespace otoscape::io::timelines
