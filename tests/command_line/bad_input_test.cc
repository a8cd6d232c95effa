// SPDX-License-Identifier: Apache-2.0
// What cannot be done is said in one line, with the exit status that scripts rely on (1 could not
// do it, 2 wrong usage), and nothing is left behind.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>

#include "tests/command_line/film.h"
#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

namespace fs = std::filesystem;

class BadInput : public testing::Test {
 protected:
  void SetUp() override {
    write_wav(folder / "in.wav", noise_and_tones(48000, 2, 0.5));
    names_before = folder.names();
  }

  // The error's line; empty where something else is wrong.
  std::string refused(const Ran& ran, int status) {
    EXPECT_EQ(ran.status, status) << ran.err;
    EXPECT_TRUE(ran.err.starts_with("otoscape: ")) << ran.err;
    EXPECT_EQ(lines_of(ran.err), 1) << ran.err;
    EXPECT_TRUE(ran.err.ends_with("\n")) << ran.err;
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(folder.names(), names_before) << "something is left behind";
    return ran.err;
  }
  std::string put(const std::string& name, const std::string& bytes) {
    write_bytes(folder / name, bytes);
    names_before = folder.names();
    return folder / name;
  }
  std::string out() const { return folder / "out.wav"; }

  TemporaryFolder folder;
  std::vector<std::string> names_before;
};

TEST_F(BadInput, MissingFile) {
  EXPECT_TRUE(says(refused(render(folder / "none.wav", out()), 1), "no such file"));
}

TEST_F(BadInput, Folder) { EXPECT_TRUE(says(refused(render(folder.path(), out()), 1), "folder")); }

TEST_F(BadInput, Garbage) {
  std::string bytes(20000, '\0');
  unsigned state = 7;
  for (char& c : bytes) c = static_cast<char>((state = state * 1664525u + 1013904223u) >> 24);
  EXPECT_TRUE(says(refused(render(put("in.mkv", bytes), out()), 1), "in.mkv"));
  refused(render(put("empty.wav", ""), out()), 1);
}

TEST_F(BadInput, FilmWithoutSound) {
  must_run({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x64:d=1", "-c:v", "mpeg4",
            folder / "silent.mkv"});
  names_before = folder.names();
  EXPECT_TRUE(says(refused(render(folder / "silent.mkv", folder / "out.mkv"), 1), "no sound"));
}

TEST_F(BadInput, Mp4WithoutItsIndex) {
  const std::string film = bytes_of(make_film(folder, "whole.mp4"));
  const std::string cut = put("cut.mp4", film.substr(0, film.size() / 2));
  EXPECT_TRUE(says(refused(render(cut, folder / "out.mp4"), 1), "cut off before its index"));
}

TEST_F(BadInput, TooManyChannels) {
  write_wav(folder / "ten.wav", noise_and_tones(48000, 10, 0.5));
  names_before = folder.names();
  EXPECT_TRUE(says(refused(render(folder / "ten.wav", out()), 1), "10 channels"));
}

TEST_F(BadInput, NoSoundAtAll) {
  write_wav(folder / "zero.wav", {48000, 2, {}});
  names_before = folder.names();
  refused(render(folder / "zero.wav", out()), 1);
}

TEST_F(BadInput, InputAsOutput) {
  const std::string in = folder / "in.wav", before = bytes_of(in);
  refused(render(in, in, {"--overwrite"}), 2);
  refused(render(in, folder.path() + "/./in.wav", {"--overwrite"}), 2);
  fs::create_symlink(in, folder / "link.wav");
  names_before = folder.names();
  refused(render(in, folder / "link.wav", {"--overwrite"}), 2);
  fs::create_hard_link(in, folder / "other.wav");
  names_before = folder.names();
  refused(render(in, folder / "other.wav", {"--overwrite"}), 2);
  EXPECT_EQ(bytes_of(in), before);
}

TEST_F(BadInput, OutputThatCannotBe) {
  const std::string in = folder / "in.wav";
  EXPECT_TRUE(says(refused(render(in, folder / "none/out.wav"), 1), "no folder"));
  refused(render(in, folder / "out.xyz"), 2);
  refused(render(in, folder / "out"), 2);
  // Only a trial of its writer shows what this container holds.
  refused(render(in, folder / "out.mp3", {"--audio-codec", "flac"}), 2);
  const std::string there = put("there.wav", "untouched");
  EXPECT_TRUE(says(refused(render(in, there), 1), "--overwrite"));
  EXPECT_EQ(bytes_of(there), "untouched");
  // Neither does a failed render touch what it may overwrite.
  refused(render(folder / "none.wav", there, {"--overwrite"}), 1);
  EXPECT_EQ(bytes_of(there), "untouched");
  EXPECT_EQ(render(in, there, {"--overwrite", "-q"}).status, 0);
  EXPECT_NE(bytes_of(there), "untouched");
}

TEST_F(BadInput, OptionsThatMakeNoSense) {
  const Words bad[] = {{"--calibration", "loud"},
                       {"--calibration", "fs="},
                       {"--calibration", "fs=1e9"},
                       {"--calibration", "rms=nan"},
                       {"--smearing", "some"},
                       {"--temporal", "0.2"},
                       {"--ear", "middle"},
                       {"--audio-track", "0"},
                       {"--audio-track", "9"},
                       {"--output-gain", "21"},
                       {"--output-gain", "loud"},
                       {"--ceiling", "1"},
                       {"--ceiling", "nan"},
                       {"--output-gain", "nan"},
                       {"--start", "-1"},
                       {"--start", "1:75"},
                       {"--duration", "0"},
                       {"--duration", "x"},
                       {"--threads", "-1"},
                       {"--seed", "-x"},
                       {"--sample-format", "s32"},
                       {"--audio-codec", "nonsense"},
                       {"--audio-bitrate", "2"},
                       {"--audio-bitrate", "k"},
                       {"--picture"},
                       {"--listner", "N3"},
                       {"--calibration"}};
  for (const Words& words : bad) {
    SCOPED_TRACE(words.front() + " " + words.back());
    refused(render(folder / "in.wav", out(), words), 2);
  }
  EXPECT_TRUE(says(refused(render(folder / "in.wav", out(), {"--calibratoin", "home"}), 2),
                   "did you mean \"--calibration\""));
  refused(otoscape({"render", folder / "in.wav", "-o", out()}), 2);  // no listener
  refused(otoscape({}), 2);
  refused(otoscape({"rendr"}), 2);
}

}  // namespace
}  // namespace otoscape::test
