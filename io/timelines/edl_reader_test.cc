// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/edl_reader.h"

#include <gtest/gtest.h>

#include "io/timelines/timeline_test_support.h"

namespace otoscape::io::timelines {
namespace {

Result<Markers> read(const std::string& text, FilmClock clock = clock_at(24, 1, "01:00:00:00"),
                     const std::string& reel = "") {
  return read_edl(text, "r.edl", std::move(clock), reel);
}

constexpr const char* kEvent = "001  A001 V C  00:00:01:00 00:00:02:00 01:00:05:00 01:00:06:00\n";

TEST(EdlReader, ReadsLocatorsAtTheirOwnTimecode) {
  const auto markers = read(std::string("TITLE: Reel 1\r\nFCM: NON-DROP FRAME\r\n\r\n") + kEvent +
                            "* FROM CLIP NAME: shot 12\r\n* LOC: 01:00:05:12 RED     THE POP\r\n"
                            "*LOC: 01:00:05:20 GREEN\r\n");
  EXPECT_EQ(times_of(markers), "01:00:05:12 01:00:05:20");
  EXPECT_EQ(names_of(markers), "THE POP|");
  EXPECT_EQ(markers->title, "Reel 1");
  EXPECT_EQ(markers->all[0].line, 6);
}

// The note of a marker may begin with a number, as an event does.
TEST(EdlReader, ReadsResolvesMarkersWithTheirNotes) {
  const auto markers = read(std::string(kEvent) + "12 steps |C:ResolveColorBlue |M:Walk |D:1\n");
  EXPECT_EQ(times_of(markers), "01:00:05:00");
  EXPECT_EQ(names_of(markers), "Walk");
  EXPECT_EQ(markers->all[0].comment, "12 steps");
  const auto odd = read(std::string(kEvent) + "FCM: DROP FRAME |C:ResolveColorBlue |M:Walk |D:1\n");
  EXPECT_EQ(names_of(odd), "Walk");
}

TEST(EdlReader, TakesTheCutsWhereThereAreNoMarkers) {
  const std::string cuts = std::string(kEvent) +
                           "* FROM CLIP NAME: shot 12\n"
                           "002  A002 V D 024 00:00:01:00 00:00:02:00 01:00:06:00 01:00:07:00\n";
  const auto markers = read(cuts);
  EXPECT_EQ(times_of(markers), "01:00:05:00 01:00:06:00");
  EXPECT_EQ(names_of(markers), "shot 12|A002");
  EXPECT_TRUE(has_note(*markers, "has no markers, so each of its events is a point"));
  EXPECT_TRUE(has_note(*markers, "2 reels, \"A001\" and others"));
  const auto one = read(cuts, clock_at(24, 1, "01:00:00:00"), "A002");
  EXPECT_EQ(times_of(one), "01:00:06:00");
  EXPECT_FALSE(has_note(*one, "reels"));
  EXPECT_EQ(times_of(read(cuts, clock_at(24, 1), "B")),
            "r.edl: has no reel \"B\"; its first is \"A001\"");
}

TEST(EdlReader, CountsDropFrameAsTheListSays) {
  const std::string event = "001 AX V C 01:00:00:00 01:00:00:01 01:01:00:02 01:01:00:03\n";
  const FilmClock film = clock_at(30000, 1001);
  // 01:01:00;02 is the frame after 01:00:59;29: 61 minutes less 2 frames for 55 of them.
  const auto dropped = read("FCM: DROP FRAME\n" + event, film);
  ASSERT_TRUE(dropped) << dropped.error().sentence;
  EXPECT_EQ(frame_in(dropped->all[0].time, film), 61 * 1800 + 2 - 2 * (61 - 6));
  const auto counted = read("FCM: NON-DROP FRAME\n" + event, film);
  EXPECT_EQ(frame_in(counted->all[0].time, film), 61 * 1800 + 2);
  const auto semicolon = read("001 AX V C 01:00:00;00 01:00:00;01 01:01:00;02 01:01:00;03\n", film);
  EXPECT_EQ(frame_in(semicolon->all[0].time, film), 61 * 1800 + 2 - 2 * (61 - 6));
}

TEST(EdlReader, RefusesCountsThatDoNotMatchTheFilm) {
  EXPECT_EQ(times_of(read("FCM: DROP FRAME\n", clock_at(25, 1))),
            "r.edl:1: the list is drop-frame, which exists at 29.97 and 59.94 pictures a second "
            "alone; the film has 25");
  EXPECT_EQ(times_of(read("001 AX V C 01:00:00:00 01:00:00:24 01:00:00:24 01:00:00:25\n")),
            "r.edl:1: \"01:00:00:24\": frames go from 0 to 23 at this frame rate");
  const std::string event = "001 AX V C 01:00:00:00 01:00:00:01 01:01:00:02 01:01:00:03\n";
  const auto open = times_of(read(event, clock_at(30000, 1001, "01:00:00;00")));
  EXPECT_NE(open.find("a line FCM: DROP FRAME or FCM: NON-DROP FRAME above says which"),
            std::string::npos)
      << open;
  const auto other =
      times_of(read("FCM: NON-DROP FRAME\n" + event, clock_at(30000, 1001, "01:00:00;00")));
  EXPECT_NE(other.find("r.edl:2: \"01:01:00:02\" counts without drop-frame"), std::string::npos)
      << other;
  EXPECT_NE(times_of(read("FCM: NON-DROP FRAME\n001 AX V C 01:00:00;00 01:00:00;01 01:01:00;02 "
                          "01:01:00;03\n",
                          clock_at(30000, 1001)))
                .find("is drop-frame, but the list says NON-DROP FRAME"),
            std::string::npos);
  EXPECT_NE(times_of(read(kEvent, {})).find("an EDL has no frame rate"), std::string::npos);
}

TEST(EdlReader, RefusesWhatIsNoListOrTwo) {
  EXPECT_EQ(times_of(read(" \n")), "r.edl: is empty");
  EXPECT_EQ(times_of(read("hello\n")),
            "r.edl: has no events; an EDL has lines as 001 AX V C, timecodes");
  EXPECT_EQ(times_of(read(std::string("TITLE: a\n") + kEvent + "TITLE: b\n")),
            "r.edl:3: a second list begins here; import one list at a time");
  EXPECT_EQ(times_of(read("001 AX V C 01:00:00:00\n")),
            "r.edl:1: an event ends with four timecodes: source in and out, record in and out");
  EXPECT_EQ(times_of(read("* LOC: 01:00:00:00 RED x\n")),
            "r.edl:1: a locator stands before the first event");
  EXPECT_EQ(times_of(read(std::string(kEvent) + "* LOC: soon RED x\n")),
            "r.edl:2: a locator is * LOC: timecode, colour, name");
}

}  // namespace
}  // namespace otoscape::io::timelines
