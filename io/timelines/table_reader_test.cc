// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/table_reader.h"

#include <gtest/gtest.h>

#include "io/timelines/timeline_test_support.h"

namespace otoscape::io::timelines {
namespace {

Result<Markers> read(std::string_view text, FilmClock clock = {}) {
  return read_table(text, "m.csv", std::move(clock));
}

// As a spreadsheet saves it.
std::string utf16(std::string_view ascii) {
  std::string text = "\xFF\xFE";
  for (char c : ascii) text += std::string(1, c) + '\0';
  return text;
}

TEST(TableReader, ReadsSecondsWithoutARate) {
  const auto markers = read("time_s,name\n1.5,one\n\n62.25,\"two, \"\"2\"\"\nlines\"\n");
  EXPECT_EQ(times_of(markers), "0:01.5 1:02.25");
  EXPECT_EQ(names_of(markers), "one|two, \"2\"?lines");
  EXPECT_EQ(markers->all[1].line, 4);
}

TEST(TableReader, ReadsWhatOtherProgramsWrite) {
  const FilmClock film = clock_at(25, 1, "01:00:00:00");
  EXPECT_EQ(times_of(read("#,Name,Start,End,Length,Color\nM1,a,0:00:02.500,,,FF0000\n")), "0:02.5");
  EXPECT_EQ(times_of(read("#,Name,Start\nM1,a,01:00:02:05\n", film)), "01:00:02:05");
  const auto premiere =
      read(utf16("Marker Name\tDescription\tIn\tOut\tDuration\tMarker Type\r\n"
                 "the pop\tloud\t01:00:10:05\t01:00:10:05\t00:00:00:00\tComment\r\n"),
           film);
  EXPECT_EQ(times_of(premiere), "01:00:10:05");
  EXPECT_EQ(names_of(premiere), "the pop");
  EXPECT_EQ(premiere->all[0].comment, "loud");
  EXPECT_EQ(times_of(read("Name;Timecode\r\na;01:00:02:05\r\n", film)), "01:00:02:05");
}

// Frames count from the film's first, timecodes from 00:00:00:00.
TEST(TableReader, ATimeMayBeWrittenInSeveralWays) {
  const FilmClock film = clock_at(25, 1, "01:00:00:00");
  EXPECT_EQ(times_of(read("timecode,time_s,frame\n01:00:01:00,1.0,25\n,2,\n,,75\n", film)),
            "01:00:01:00 01:00:02:00 01:00:03:00");
  EXPECT_EQ(times_of(read("timecode,time_s\n01:00:01:00,1.0\n01:00:02:00,2.5\n", film)),
            "m.csv:3: \"01:00:02:00\" and \"2.5\" are two times; empty the one that is wrong");
}

TEST(TableReader, NamesTheLineOfAFault) {
  EXPECT_EQ(times_of(read("")), "m.csv: is empty");
  EXPECT_EQ(times_of(read("name,when\na,1\n")),
            "m.csv:1: no column of the first row has times; name one timecode, time or time_s");
  EXPECT_EQ(times_of(read("time,name\n1,a\n,b\n")), "m.csv:3: the row has no time");
  EXPECT_EQ(times_of(read("time,name\n1,\"a\n")), "m.csv:2: a quote that begins a cell never ends");
  EXPECT_EQ(times_of(read("time\n\"1\"2\n")),
            "m.csv:2: something follows the quote that ends a cell; double the quotes within it");
  EXPECT_EQ(times_of(read("Start\n5.1.00\n")),
            "m.csv:2: \"5.1.00\" seems to be bars and beats; let the workstation write minutes and "
            "seconds, or timecode");
  EXPECT_EQ(times_of(read("time\n01:00:00:00\n")),
            "m.csv:2: \"01:00:00:00\" has frames; say how many a second has, with --film FILM or "
            "--rate, as --rate 24000/1001");
  EXPECT_EQ(times_of(read("time\n01:00:00:24\n", clock_at(24, 1))),
            "m.csv:2: \"01:00:00:24\": frames go from 0 to 23 at this frame rate");
  EXPECT_EQ(times_of(read("time_s,frame_rate\n1,25/1\n", clock_at(24, 1))),
            "m.csv:2: counts 25 pictures a second, but the film, or what comes before, 24");
  EXPECT_EQ(times_of(read("time\n" + std::string(300, ','))),
            "m.csv:2: more than 256 cells in a row");
  std::string many = "time_s\n";
  for (int i = 0; i < 10'001; ++i) many += "1\n";
  EXPECT_EQ(times_of(read(many)), "m.csv:10002: more than 10000 markers");
}

TEST(TableReader, TheFirstTimecodeDecidesBetweenDropFrameAndNot) {
  const FilmClock film = clock_at(30000, 1001);
  EXPECT_EQ(times_of(read("time\n01;00;00;00\n01:01:00;02\n", film)), "01:00:00;00 01:01:00;02");
  const auto mixed = times_of(read("time\n01:00:00;00\n01:01:00:02\n", film));
  EXPECT_NE(mixed.find("m.csv:3: \"01:01:00:02\" counts without drop-frame"), std::string::npos)
      << mixed;
}

}  // namespace
}  // namespace otoscape::io::timelines
