// SPDX-License-Identifier: Apache-2.0
// Markers out of a scene and into one, through the program.

#include <gtest/gtest.h>

#include "tests/support/shell.h"

namespace otoscape::test {
namespace {

constexpr const char* kScene = R"(format = "otoscape.scene/1"
title = "A reel"
[listeners]
loss = "preset:N3"
[[at]]
time = 0
listener = "loss"
[[at]]
time = 2.002
name = "The \"pop\""
event = "pop"
[[at]]
time = 3.003
perspective = 0
)";

// 6 s of pictures whose first one is called `start`, with chapters at 0, 1.001 and 4.004 s.
void make_film(const std::string& path, const std::string& rate, const std::string& start) {
  const std::string meta = path + ".txt";
  write_bytes(meta,
              ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1001\ntitle=N3\n"
              "[CHAPTER]\nTIMEBASE=1/1000\nSTART=1001\nEND=4004\ntitle=The street, room\n"
              "[CHAPTER]\nTIMEBASE=1/1000\nSTART=4004\nEND=6000\ntitle=Home\n");
  Words words = {"ffmpeg",
                 "-v",
                 "error",
                 "-f",
                 "lavfi",
                 "-i",
                 "testsrc=s=64x64:r=" + rate + ":d=6.006",
                 "-f",
                 "lavfi",
                 "-i",
                 "sine=d=6",
                 "-i",
                 meta,
                 "-map",
                 "0",
                 "-map",
                 "1",
                 "-map_chapters",
                 "2",
                 "-c:v",
                 "mpeg4",
                 "-c:a",
                 "pcm_s16le"};
  if (!start.empty()) words.insert(words.end(), {"-timecode", start});
  words.push_back(path);
  must_run(words);
}

class SceneMarkers : public testing::Test {
 protected:
  void SetUp() override { write_bytes(folder / "reel.toml", kScene); }

  Ran export_to(const std::string& out, const Words& more) {
    return scene({"export", folder / "reel.toml", "-o", folder / out}, more);
  }
  Ran import_from(const std::string& in, const Words& more, const std::string& out = "new.toml") {
    return scene({"import", folder / in, "-o", folder / out, "--overwrite"}, more);
  }
  std::string checked(const std::string& scene_file) {
    const Ran ran = otoscape({"scene", "check", folder / scene_file});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return ran.out;
  }
  // One sentence.
  void expect_refused(const Ran& ran, int status, const std::string& part) {
    EXPECT_EQ(ran.status, status) << ran.err;
    EXPECT_EQ(lines_of(ran.err), 1) << ran.err;
    EXPECT_TRUE(says(ran.err, part)) << ran.err;
    EXPECT_EQ(bytes_of(folder / "reel.toml"), kScene);
  }

  TemporaryFolder folder;

 private:
  Ran scene(Words words, const Words& more) {
    words.insert(words.begin(), "scene");
    words.insert(words.end(), more.begin(), more.end());
    return otoscape(words);
  }
};

TEST_F(SceneMarkers, GoToAnEditAndComeBackAtTheirFrames) {
  make_film(folder / "film.mov", "30000/1001", "01:00:00;00");
  const Words film = {"--film", folder / "film.mov"};
  for (const char* out : {"m.csv", "m.edl", "m.otio"}) {
    const Ran out_ran = export_to(out, film);
    ASSERT_EQ(out_ran.status, 0) << out_ran.err;
    EXPECT_TRUE(says(out_ran.out, "3 markers to")) << out_ran.out;
    EXPECT_FALSE(says(out_ran.out, "note:")) << out_ran.out;
    const Ran in_ran = import_from(out, film);
    ASSERT_EQ(in_ran.status, 0) << in_ran.err;
    EXPECT_TRUE(says(in_ran.out, "3 points from")) << in_ran.out;
    const std::string table = checked("new.toml");
    for (const char* time : {"\n01:00:00;00 ", "\n01:00:02;00 ", "\n01:00:03;00 "}) {
      EXPECT_TRUE(says(table, time)) << out << table;
    }
    EXPECT_TRUE(says(table, "The \"pop\"")) << table;
  }
  EXPECT_EQ(export_to("m.mid", film).status, 0);
  EXPECT_EQ(bytes_of(folder / "m.mid").substr(0, 4), "MThd");
}

// OpenTimelineIO and our own table say how they count, an edit list does not.
TEST_F(SceneMarkers, AListWithoutARateNeedsOne) {
  const Words rate = {"--rate", "24000/1001", "--start", "01:00:00:00"};
  for (const char* out : {"m.csv", "m.edl", "m.otio"}) ASSERT_EQ(export_to(out, rate).status, 0);
  for (const char* in : {"m.csv", "m.otio"}) {
    ASSERT_EQ(import_from(in, {}).status, 0);
    EXPECT_TRUE(says(checked("new.toml"), "\n01:00:02:00 ")) << in;
  }
  expect_refused(import_from("m.edl", {}), 2, "m.edl: an EDL has no frame rate; give --rate");
  EXPECT_EQ(import_from("m.edl", rate).status, 0);
  // Where the start is not said, the markers lie an hour in; the note says so.
  const Ran late = import_from("m.edl", {"--rate", "24000/1001"});
  EXPECT_TRUE(says(late.out, "give --start 01:00:00:00")) << late.out;
  expect_refused(export_to("n.edl", {}), 2, "an EDL is counted in frames; give --film");
}

TEST_F(SceneMarkers, AFilmsOwnChaptersAreItsPoints) {
  for (const auto& [name, rate, start, times] :
       std::vector<std::tuple<std::string, std::string, std::string, Words>>{
           {"film.mkv", "24000/1001", "", {"00:00:00:00", "00:00:01:00", "00:00:04:00"}},
           {"film.mov", "60000/1001", "01:00:00;00", {"01:00:00;00", "01:00:01;00", "01:00:04;00"}},
           {"pal.mkv", "25", "", {"00:00:00:00", "00:00:01:00", "00:00:04:00"}}}) {
    make_film(folder / name, rate, start);
    const Ran ran = import_from(name, {});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_TRUE(says(ran.out, "3 points from " + name)) << ran.out;
    EXPECT_TRUE(says(ran.out, "2 set by a marker's name")) << ran.out;
    const std::string table = checked("new.toml");
    for (const std::string& time : times) EXPECT_TRUE(says(table, "\n" + time + " ")) << table;
    EXPECT_TRUE(says(table, "The street, room")) << table;
  }
  must_run({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=1", folder / "plain.wav"});
  expect_refused(import_from("plain.wav", {}), 1,
                 "plain.wav: has no chapters; markers are read from");
}

TEST_F(SceneMarkers, MarkersOutsideTheFilmAreLeftOutAndNamed) {
  make_film(folder / "film.mov", "25", "01:00:00:00");
  const Words film = {"--film", folder / "film.mov"};
  write_bytes(folder / "m.csv",
              "timecode,name\n00:59:59:00,early\n01:00:01:00,in\n01:00:59:00,late\n");
  const Ran ran = import_from("m.csv", film);
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "1 point from m.csv")) << ran.out;
  EXPECT_TRUE(says(ran.out,
                   "note: 2 of 3 markers lie outside the film, which reaches from "
                   "01:00:00:00 to 01:00:06"))
      << ran.out;
  EXPECT_TRUE(says(ran.out, "the first is \"early\" at 00:59:59:00 (line 2)")) << ran.out;
  EXPECT_TRUE(says(checked("new.toml"), "1 point,"));
  write_bytes(folder / "m.csv", "timecode,name\n00:00:01:00,a\n");
  expect_refused(import_from("m.csv", film), 1, "no marker lies within the film");
}

TEST_F(SceneMarkers, WhatDoesNotMatchTheFilmIsRefused) {
  make_film(folder / "film.mov", "25", "01:00:00:00");
  const Words film = {"--film", folder / "film.mov"};
  ASSERT_EQ(export_to("df.edl", {"--rate", "30000/1001", "--start", "01:00:00;00"}).status, 0);
  expect_refused(import_from("df.edl", film), 1, "df.edl:2: the list is drop-frame");
  ASSERT_EQ(export_to("ntsc.otio", {"--rate", "30000/1001"}).status, 0);
  expect_refused(import_from("ntsc.otio", film), 1, "counts 29.97 a second, the film 25; conform");
  expect_refused(export_to("m.edl", {"--film", folder / "film.mov", "--rate", "24"}), 2,
                 "has 25 pictures a second");
  expect_refused(export_to("m.edl", {"--rate", "23.976"}), 2,
                 "--rate: \"23.976\" is no frame rate");
  expect_refused(export_to("m.edl", {"--start", "01:00:00:00"}), 2,
                 "say how many frames a second has, with --rate");
}

TEST_F(SceneMarkers, FilesOfNoKnownKindAreRefused) {
  expect_refused(export_to("m.aaf", {}), 2,
                 "markers are written as .csv, .mid (MIDI), .edl and .otio");
  expect_refused(export_to("m.edl", {"--rate", "25", "--table", "arc"}), 2, "--table is for .csv");
  expect_refused(export_to("m.csv", {"--fit"}), 2, "--fit needs the film");
  expect_refused(import_from("none.csv", {}), 1, "none.csv: no such file");
  write_bytes(folder / "m.xml", "<a/>");
  expect_refused(
      import_from("m.xml", {}), 2,
      "m.xml: markers are read from .csv, .tsv, .edl and .otio, and chapters from a film");
  write_bytes(folder / "m.bin", "nothing that FFmpeg reads");
  expect_refused(import_from("m.bin", {}), 1, "; markers are read from .csv");
  write_bytes(folder / "m.csv", "");
  expect_refused(import_from("m.csv", {}), 1, "m.csv: is empty");
  write_bytes(folder / "m.csv", "time,name\n1,a\n1:75,b\n");
  expect_refused(import_from("m.csv", {}), 1, "m.csv:3: \"1:75\" is no time");
  expect_refused(import_from("m.csv", {}, "new.edl"), 2, "a scene is written as .toml");
  expect_refused(import_from("m.csv", {"--reel", "A"}), 2, "--reel is for an EDL");
}

TEST_F(SceneMarkers, NothingIsReplacedUnlessAsked) {
  ASSERT_EQ(export_to("m.csv", {}).status, 0);
  const std::string first = bytes_of(folder / "m.csv");
  expect_refused(export_to("m.csv", {"--rate", "25"}), 1, "m.csv");
  EXPECT_EQ(bytes_of(folder / "m.csv"), first);
  EXPECT_EQ(export_to("m.csv", {"--rate", "25", "--overwrite"}).status, 0);
  EXPECT_NE(bytes_of(folder / "m.csv"), first);
}

TEST_F(SceneMarkers, TheMovementIsATableForAutomation) {
  const Ran ran = otoscape(
      {"scene", "export", folder / "reel.toml", "-o", "-", "--table", "arc", "--step", "500ms"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "time_s,timecode,perspective,leak_db,stillness_db,")) << ran.out;
  EXPECT_TRUE(says(ran.out, "\n2.5000,,1.0000,,")) << ran.out;
  EXPECT_TRUE(says(ran.out, "\n3.0030,,1.0000,,")) << "a cut begins at its time";
  EXPECT_TRUE(says(ran.out, "\n3.0130,,0.0000,,")) << "and is through 10 ms later";
  EXPECT_TRUE(says(ran.out, "\n2.0120,,1.0000,,-30.00,")) << "the pop's stillness: " << ran.out;
  EXPECT_FALSE(says(ran.out, "rows to")) << "words go to standard error";
  EXPECT_TRUE(says(ran.err, "rows to -"));
  const Ran reaper =
      otoscape({"scene", "export", folder / "reel.toml", "-o", "-", "--table", "reaper"});
  EXPECT_TRUE(says(reaper.out, "\nM2,\"The \"\"pop\"\"\",0:00:02.002,,,FF0000\n")) << reaper.out;
}

}  // namespace
}  // namespace otoscape::test
