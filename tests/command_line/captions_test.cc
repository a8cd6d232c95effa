// SPDX-License-Identifier: Apache-2.0
// Captions of what a character hears, through the program.

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <tuple>

#include "tests/support/shell.h"

namespace otoscape::test {
namespace {

// Clear, then a pop and no hearing left, then the room.
constexpr const char* kScene = R"(format = "otoscape.scene/1"
title = "A pop"
character = "Ruben"
[listeners]
before = "preset:normal"
[listeners.after.both]
air_db_hl = { 250 = "no response", 4000 = "no response" }
[[at]]
time = 0
listener = "before"
[[at]]
time = 6
event = "pop"
listener = "after"
body = { breath_db = 0, heart_db = 0 }
[[at]]
time = 14
perspective = 0
)";

constexpr const char* kWords =
    "1\n00:00:01,000 --> 00:00:03,000\n<font color=\"#ffff00\">ANA: Good morning</font>\n\n"
    "2\n00:00:09,000 --> 00:00:11,000\n{\\an8}Can you hear me?\n\n"
    "3\n00:00:15,000 --> 00:00:17,000\nHere I am\n\n";

class Captions : public testing::Test {
 protected:
  void SetUp() override {
    write_bytes(folder / "scene.toml", kScene);
    write_bytes(folder / "words.srt", kWords);
  }
  // 18 s at 25 pictures a second, with subtitles in this codec.
  std::string film(const std::string& name, const std::string& codec) {
    const std::string path = folder / name;
    must_run({"ffmpeg",
              "-v",
              "error",
              "-f",
              "lavfi",
              "-i",
              "testsrc=s=64x64:r=25:d=18",
              "-f",
              "lavfi",
              "-i",
              "sine=r=48000:d=18",
              "-i",
              folder / "words.srt",
              "-map",
              "0",
              "-map",
              "1",
              "-map",
              "2",
              "-c:v",
              name.ends_with("webm") ? "vp8" : "mpeg4",
              "-c:a",
              name.ends_with("webm") ? "libvorbis" : "aac",
              "-ac",
              "2",
              "-c:s",
              codec,
              path});
    return path;
  }
  Ran captions(const std::string& in, const Words& more) {
    Words words = {"captions", in, "--scene", folder / "scene.toml"};
    words.insert(words.end(), more.begin(), more.end());
    return otoscape(words);
  }
  // One sentence.
  void expect_refused(const Ran& ran, int status, const std::string& part) {
    EXPECT_EQ(ran.status, status) << ran.err;
    EXPECT_EQ(lines_of(ran.err), 1) << ran.err;
    EXPECT_TRUE(says(ran.err, part)) << ran.err;
  }
  // The text of a subtitle track, as FFmpeg's program reads it.
  std::string track(const std::string& path, int number) {
    return must_run({"ffmpeg", "-v", "error", "-i", path, "-map", "0:s:" + std::to_string(number),
                     "-f", "srt", "-"});
  }

  TemporaryFolder folder;
};

TEST_F(Captions, FilesHaveThePointOfHearingAllWordsAndWhatTheyComeFrom) {
  const Ran ran = captions(film("film.mkv", "subrip"), {"-o", folder / "c.vtt"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "2 whole, 0 in part, 1 not printed")) << ran.out;
  const std::string heard = bytes_of(folder / "c.vtt");
  EXPECT_TRUE(heard.starts_with("WEBVTT\n")) << heard;
  EXPECT_TRUE(says(heard, "<c.yellow>ANA: Good morning</c>")) << heard;
  EXPECT_TRUE(says(heard, "00:00:06.000 --> ")) << heard;
  EXPECT_TRUE(says(heard, "<c.poa.ruben.pop>[a pop - then almost nothing]</c>")) << heard;
  EXPECT_TRUE(says(heard, "<c.poa.ruben.perspective>[the room]</c>")) << heard;
  EXPECT_FALSE(says(heard, "Can you hear me?")) << heard;
  EXPECT_TRUE(says(heard, "Here I am")) << heard;
  const std::string full = bytes_of(folder / "c.full.vtt");
  EXPECT_TRUE(says(full, "line:0\nCan you hear me?")) << full;
  EXPECT_TRUE(says(full, "[a pop - then almost nothing]")) << full;
  const auto json = nlohmann::json::parse(bytes_of(folder / "c.json"));
  EXPECT_EQ(json.at("character"), "Ruben");
  EXPECT_EQ(json.at("words").at(1).at("printed"), "none");
  EXPECT_GE(json.at("seconds").size(), 18u);
  EXPECT_EQ(json.at("seconds").at(10).at("left").at("threshold_db_hl"), 120.0);
  EXPECT_EQ(json.at("seconds").at(16).at("perspective"), 0.0);
}

TEST_F(Captions, APointCanKeepAllWords) {
  std::string scene = kScene;
  scene.insert(scene.find("event = \"pop\""), "captions = \"full\"\n");
  write_bytes(folder / "scene.toml", scene);
  ASSERT_EQ(captions(film("film.mkv", "subrip"), {"-o", folder / "c.srt"}).status, 0);
  EXPECT_TRUE(says(bytes_of(folder / "c.srt"), "{\\an8}Can you hear me?"));
}

// Of every container the words are read, and in each the two tracks are found again.
TEST_F(Captions, TheFilmGetsTwoTracks) {
  for (const auto& [name, codec, track_codec] :
       {std::tuple{"film.mkv", "subrip", "ass"}, std::tuple{"film.mp4", "mov_text", "mov_text"},
        std::tuple{"film.mov", "mov_text", "mov_text"},
        std::tuple{"film.webm", "webvtt", "webvtt"}}) {
    const std::string out = folder / (std::string("out-") + name);
    const Ran ran =
        otoscape({"render", film(name, codec), "-o", out, "--scene", folder / "scene.toml",
                  "--captions", folder / (std::string(name) + ".vtt")});
    ASSERT_EQ(ran.status, 0) << name << ran.err;
    const auto streams = nlohmann::json::parse(must_run(
        {"ffprobe", "-v", "error", "-select_streams", "s", "-show_streams", "-of", "json", out}));
    ASSERT_EQ(streams.at("streams").size(), 3u) << name;  // and the film's own, as it was
    EXPECT_EQ(streams.at("streams").at(1).at("codec_name"), track_codec);
    if (name[5] == 'm' && name[6] != 'o') {  // .mov and .webm have no such mark
      EXPECT_EQ(streams.at("streams").at(1).at("disposition").at("hearing_impaired"), 1) << name;
    }
    const std::string heard = track(out, 1), full = track(out, 2);
    EXPECT_TRUE(says(heard, "Good morning")) << name << heard;
    // WebM moves all streams by what Opus has before its sound, some milliseconds.
    EXPECT_TRUE(says(heard, "00:00:06,0")) << name << heard;
    EXPECT_TRUE(says(heard, "[a pop - then almost nothing]")) << name << heard;
    EXPECT_FALSE(says(heard, "Can you hear me?")) << name << heard;
    EXPECT_TRUE(says(full, "Can you hear me?")) << name << full;
    EXPECT_TRUE(says(track(out, 0), "Can you hear me?")) << name;
  }
}

TEST_F(Captions, APartHasItsOwnTimes) {
  const Ran ran = otoscape({"render", film("film.mkv", "subrip"), "-o", folder / "part.wav",
                            "--scene", folder / "scene.toml", "--start", "5", "--duration", "6",
                            "--captions", folder / "part.srt"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const std::string srt = bytes_of(folder / "part.srt");
  EXPECT_TRUE(says(srt, "00:00:01,000 --> ")) << srt;
  EXPECT_FALSE(says(srt, "[the room]")) << srt;
  EXPECT_FALSE(says(srt, "Good morning")) << srt;
}

TEST_F(Captions, WordsCanComeFromAFileAndTheWordingFromAnother) {
  write_bytes(folder / "w.toml",
              "format = \"otoscape.wording/1\"\nlanguage = \"de\"\n[captions]\n"
              "pop_quiet = \"[ein Knall - dann fast nichts]\"\n");
  write_bytes(folder / "other.vtt", "WEBVTT\n\n00:02.000 --> 00:04.000\n<v Ben>Hallo</v>\n");
  const Ran ran =
      captions(film("film.mkv", "subrip"), {"-o", folder / "c.ttml", "--subtitles",
                                            folder / "other.vtt", "--wording", folder / "w.toml"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const std::string ttml = bytes_of(folder / "c.ttml");
  EXPECT_TRUE(says(ttml, "xml:lang=\"de\"")) << ttml;
  EXPECT_TRUE(says(ttml, "ein Knall")) << ttml;
  EXPECT_TRUE(says(ttml, "<ttm:name type=\"alias\">Ben</ttm:name>")) << ttml;
  EXPECT_FALSE(says(ttml, "Good morning")) << ttml;
}

TEST_F(Captions, TheWordingTemplateIsAWording) {
  const Ran printed = otoscape({"captions", "--wording-template"});
  ASSERT_EQ(printed.status, 0);
  write_bytes(folder / "w.toml", printed.out);
  EXPECT_EQ(
      captions(film("film.mkv", "subrip"), {"-o", folder / "c.vtt", "--wording", folder / "w.toml"})
          .status,
      0);
}

TEST_F(Captions, FaultyInputIsOneSentence) {
  const std::string in = film("film.mkv", "subrip");
  const auto with = [&](const std::string& name, const std::string& bytes) {
    write_bytes(folder / name, bytes);
    return captions(in, {"-o", folder / "c.vtt", "--subtitles", folder / name, "--overwrite"});
  };
  expect_refused(with("a.srt", "1\n00:00:05,000 --> 00:00:03,000\nA\n"), 1,
                 "a.srt:2: a caption that begins at");
  expect_refused(with("a.srt", "1\n-00:00:05,000 --> 00:00:03,000\nA\n"), 1, "before the film");
  expect_refused(with("a.srt", ""), 1, "a.srt: is empty");
  expect_refused(with("a.srt", "1\n00:00:01,000 --> 00:00:03,000\ncaf\xe9\n"), 1, "not UTF-8");
  expect_refused(with("a.vtt", "no header\n"), 1, "begins with a line WEBVTT");
  expect_refused(captions(in, {"-o", folder / "c.vtt", "--subtitles", "2"}), 1,
                 "has 1 subtitle track");
  expect_refused(captions(in, {"-o", folder / "c.doc"}), 2, "written as .vtt, .srt, .ttml");
  write_bytes(folder / "w.toml", "format = \"otoscape.wording/1\"\n[captions]\npopp = \"[x]\"\n");
  expect_refused(captions(in, {"-o", folder / "c.vtt", "--wording", folder / "w.toml"}), 1,
                 "unknown key \"popp\"; did you mean \"pop\"?");
  EXPECT_FALSE(std::filesystem::exists(folder / "c.vtt"));
  // Nothing there is replaced unasked, and the render has not begun.
  write_bytes(folder / "c.full.vtt", "mine");
  expect_refused(otoscape({"render", in, "-o", folder / "o.mkv", "--scene", folder / "scene.toml",
                           "--captions", folder / "c.vtt"}),
                 1, "c.full.vtt");
  EXPECT_EQ(bytes_of(folder / "c.full.vtt"), "mine");
}

TEST_F(Captions, AContainerWithoutTextSaysSo) {
  const Ran ran = otoscape({"render", film("film.mkv", "subrip"), "-o", folder / "o.avi", "--scene",
                            folder / "scene.toml", "--captions", folder / "c.vtt"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "a .avi file holds no captions")) << ran.out;
  EXPECT_TRUE(std::filesystem::exists(folder / "c.vtt"));
}

TEST_F(Captions, PicturesOfTextStayAndAreSaid) {
  // A Blu-ray's track: at 1 s an empty picture, and its end.
  const std::string at_1_s("\0\1\x5f\x90\0\0\0\0", 8);
  write_bytes(folder / "s.sup", "PG" + at_1_s +
                                    std::string("\x16\0\x0b\0\x40\0\x40\x10\0\0\x80\0\0\0", 14) +
                                    "PG" + at_1_s + std::string("\x80\0\0", 3));
  const std::string path = folder / "disc.mkv";
  must_run({"ffmpeg",
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc=s=64x64:r=25:d=18",
            "-f",
            "lavfi",
            "-i",
            "sine=d=18",
            "-f",
            "sup",
            "-i",
            folder / "s.sup",
            "-map",
            "0",
            "-map",
            "1",
            "-map",
            "2",
            "-c:v",
            "mpeg4",
            "-c:a",
            "aac",
            "-c:s",
            "copy",
            path});
  const Ran ran = captions(path, {"-o", folder / "c.vtt"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "is pictures of text")) << ran.out;
}

TEST_F(Captions, AListenerHasCaptionsToo) {
  const Ran ran = otoscape(
      {"captions", film("film.mkv", "subrip"), "--listener", "preset:N7", "-o", folder / "c.vtt"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(bytes_of(folder / "c.vtt"), "[one listener's hearing]"));
}

}  // namespace
}  // namespace otoscape::test
