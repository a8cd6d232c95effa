// SPDX-License-Identifier: Apache-2.0
// The page about a render: what it plays is there, it loads nothing else, and it is small.

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "tests/command_line/whole_films.h"

namespace otoscape::test {
namespace {

const Words kN3 = {"--listener", "preset:N3", "--calibration", "fs=91"};

class Reports : public WholeFilms {
 protected:
  std::string page(const std::string& name) { return bytes_of(folder / name); }
  // The files that a page names in src attributes, but data.
  std::set<std::string> named(const std::string& html) {
    std::set<std::string> files;
    const std::regex link("(?:src|href)=[\"']([^\"'#][^\"']*)[\"']");
    for (std::sregex_iterator at(html.begin(), html.end(), link), end; at != end; ++at) {
      const std::string file = (*at)[1];
      if (file.rfind("data:", 0) != 0) files.insert(file);
    }
    return files;
  }
};

TEST_F(Reports, AFilmThatBrowsersPlayIsPlayedAsItIs) {
  const std::string in = film("in.mp4", and_then(kH264, {"-c:a", "aac"}));
  rendered(in, "out.mp4", and_then(kN3, {"--report", folder / "out.html"}));
  const std::string html = page("out.html");
  EXPECT_EQ(named(html), (std::set<std::string>{"in.mp4", "out.mp4"}));
  EXPECT_LT(html.size(), 5'000'000u);
  for (const char* word : {"http:", "https:", "{{"}) EXPECT_EQ(html.find(word), html.npos) << word;
  EXPECT_NE(html.find("<video"), html.npos);
  EXPECT_FALSE(std::filesystem::exists(folder / "out-heard.mp4"));
}

TEST_F(Reports, OtherFilmsGetCopiesWithTheSamePicture) {
  const std::string in = film("in.mkv", and_then(kH264, {"-c:a", "flac"}));
  rendered(in, "out.mkv", and_then(kN3, {"--report", folder / "a page.html"}));
  EXPECT_EQ(named(page("a page.html")),
            (std::set<std::string>{"a%20page-room.mp4", "a%20page-heard.mp4"}));
  EXPECT_TRUE(says("is a copy of")) << ran.out;
  expect_picture_kept(in, folder / "a page-room.mp4");
  expect_picture_kept(in, folder / "a page-heard.mp4");
  EXPECT_EQ(stream_of(probe(folder / "a page-heard.mp4"), "audio")["codec_name"], "aac");
  const Sound room = decode(folder / "a page-room.mp4"), source = decode(in);
  EXPECT_NEAR(static_cast<double>(room.frames()), static_cast<double>(source.frames()), 2048.0);
}

// Wide pixels become square ones, and its rows lie as they are shown.
TEST_F(Reports, APictureThatBrowsersDoNotShowIsEncoded) {
  const std::string in = film("in.mkv", {"-c:v", "mpeg2video", "-aspect", "16:9", "-c:a", "flac"});
  rendered(in, "out.mkv", and_then(kN3, {"--report", folder / "out.html"}));
  EXPECT_EQ(named(page("out.html")), (std::set<std::string>{"out-room.m4a", "out-heard.webm"}));
  EXPECT_EQ(page("out.html").find("class=\"player without-picture\""), std::string::npos);
  const auto copy = probe(folder / "out-heard.webm");
  const auto picture = stream_of(copy, "video");
  EXPECT_EQ(picture["codec_name"], "vp9");
  EXPECT_EQ(picture["width"], 214);
  EXPECT_EQ(picture["height"], 120);
  EXPECT_EQ(stream_of(copy, "audio")["codec_name"], "opus");
  const Sound heard = decode(folder / "out-heard.webm"), source = decode(folder / "out.mkv");
  EXPECT_NEAR(static_cast<double>(heard.frames()), static_cast<double>(source.frames()), 480.0);
}

// H.264 of ten bits; of a part no more is encoded than is played.
TEST_F(Reports, APartOfItsPictureIsEncoded) {
  const std::string in =
      make("in.mp4", {{"-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=4"},
                      {"-f", "lavfi", "-i", "sine=r=44100:d=4"},
                      {"-c:v", "libx264", "-preset", "veryfast", "-bf", "3", "-g", "25",
                       "-sc_threshold", "0", "-pix_fmt", "yuv420p10le", "-c:a", "aac"}});
  rendered(in, "part.wav",
           and_then(kN3, {"--start", "1.5", "--duration", "1", "--report", folder / "p.html"}));
  EXPECT_EQ(named(page("p.html")), (std::set<std::string>{"p-room.webm", "part.wav"}));
  const auto copy = probe(folder / "p-room.webm");
  EXPECT_EQ(stream_of(copy, "audio")["codec_name"], "vorbis") << "Opus has no 44.1 kHz";
  // Up to four pictures after the end are decoded before its last, and each lasts 0.04 s.
  EXPECT_NEAR(seconds_of(copy["format"]["duration"]), 1.0, 0.2);
  EXPECT_LT(first_frame_s(folder / "p-room.webm", "v:0"), 0.045);
}

TEST_F(Reports, ASceneHasItsArcAndMoments) {
  const std::string scene = folder / "s.toml";
  std::ofstream(scene) << "format = \"otoscape.scene/1\"\ntitle = \"A <b> story\"\n"
                          "notices = [\"Read & rest.\"]\n[listeners]\nafter = \"preset:N4\"\n"
                          "[[at]]\ntime = 0\nperspective = 0.0\n[[at]]\ntime = 0.5\n"
                          "listener = \"after\"\nperspective = 1.0\n";
  const std::string in = make("in.wav", {kTone});
  ran = otoscape(
      {"render", in, "-o", folder / "out.wav", "--scene", scene, "--report", folder / "out.html"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const std::string html = page("out.html");
  for (const char* words : {"data-arc=\"film\"", "data-time='0.5'", "Read &amp; rest.",
                            "A &lt;b&gt; story", "What the safety layer did"})
    EXPECT_NE(html.find(words), html.npos) << words;
  EXPECT_EQ(html.find("<b> story"), html.npos);
}

TEST_F(Reports, VibratesWhereVibrationIsMade) {
  // The shortest film that the story fits in: its body is felt after the pop.
  const std::string in = make("in.wav", {{"-f", "lavfi", "-i", "sine=r=48000:d=40"}});
  const Words scene = {"render",  in,    "-o",      folder / "out.wav",   "--overwrite",
                       "--cache", "off", "--scene", "preset:sudden-loss", "--fit"};
  for (bool felt : {false, true}) {
    const std::string html = folder / (felt ? "felt.html" : "plain.html");
    Words words = and_then(scene, {"--report", html});
    if (felt) words = and_then(words, {"--haptics", folder / "felt.wav"});
    ran = otoscape(words);
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(bytes_of(html).find("class='vibration'") != std::string::npos, felt);
    EXPECT_EQ(bytes_of(html).find("\"vibration\":[[") != std::string::npos, felt);
  }
}

TEST_F(Reports, ARegionPlaysTheRoomFromItsPlace) {
  const std::string in = make("in.wav", {{"-f", "lavfi", "-i", "sine=r=48000:d=3"}});
  rendered(in, "out.wav",
           and_then(kN3, {"--start", "1", "--duration", "1.5", "--report", folder / "out.html"}));
  const std::string html = page("out.html");
  EXPECT_NE(html.find("data-who=\"room\" data-offset='1'"), html.npos);
  EXPECT_NE(html.find("data-who=\"heard\" data-offset='0'"), html.npos);
  EXPECT_NE(html.find("\"seconds\":1.5,"), html.npos);
}

TEST_F(Reports, WhatCannotBeWrittenIsRefusedBeforeTheRender) {
  const std::string in = make("in.wav", {kTone}), out = folder / "out.wav";
  const std::string roundabout = folder / "a/../one.csv";
  struct Case {
    Words more;
    std::string says;
    int status;
  };
  const std::vector<Case> cases = {
      {{"--report", folder / "no/out.html"}, "no/out.html", 1},
      {{"--report", out}, "OUT and --report would both write", 2},
      {{"--report", in, "--overwrite"}, "IN and --report are one file", 2},
      {{"--haptics", in, "--overwrite"}, "IN and --haptics are one file", 2},
      {{"--report", folder / "one.csv", "--audibility", roundabout},
       "--audibility and --report would both write",
       2},
      {{"--report", folder / "stems/r.html", "--stems", folder / "stems"}, "folder of --stems", 2},
      {{"--report", "-"}, "needs a file of its own", 2},
  };
  for (const Case& one : cases) {
    ran = render(in, out, and_then(kN3, one.more));
    EXPECT_EQ(ran.status, one.status) << one.more[1];
    EXPECT_TRUE(says(one.says)) << ran.err;
    EXPECT_FALSE(std::filesystem::exists(out)) << one.more[1];
  }
  std::ofstream(folder / "there.html") << "mine";
  ran = render(in, out, and_then(kN3, {"--report", folder / "there.html"}));
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(page("there.html"), "mine");
  EXPECT_FALSE(std::filesystem::exists(out));
}

}  // namespace
}  // namespace otoscape::test
