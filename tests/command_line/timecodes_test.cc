// SPDX-License-Identifier: Apache-2.0
// Times as a picture editor writes them: H:M:S:F, on the command line and in what is printed.

#include <gtest/gtest.h>

#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

constexpr const char* kScene = R"(format = "otoscape.scene/1"
title = "A reel"
frame_rate = "30000/1001"
timecode_start = "01:00:00;00"
length = "4s"
[listeners]
loss = "preset:N3"
[[at]]
time = "01:00:00;00"
listener = "loss"
perspective = 1
[[at]]
time = "01:00:02;15"
perspective = 0
)";

class Timecodes : public testing::Test {
 protected:
  // 4 s of 29.97 pictures a second whose first one is 01:00:00;00.
  void SetUp() override {
    write_wav(folder / "in.wav", noise_and_tones(48000, 2, 4.004));
    must_run({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=s=64x64:r=30000/1001:d=4.004",
              "-i", folder / "in.wav", "-c:v", "mpeg4", "-c:a", "pcm_s16le", "-timecode",
              "01:00:00;00", folder / "film.mov"});
    write_bytes(folder / "reel.toml", kScene);
  }
  Ran region(const std::string& out, const Words& more) {
    return render(folder / "film.mov", folder / out, more);
  }
  // One sentence and the exit status of wrong usage.
  void expect_refused(const Ran& ran, const std::string& part) {
    EXPECT_EQ(ran.status, 2);
    EXPECT_EQ(lines_of(ran.err), 1) << ran.err;
    EXPECT_TRUE(says(ran.err, part)) << ran.err;
  }

  TemporaryFolder folder;
};

// Frame 30 lies at 1.001 s.
TEST_F(Timecodes, ARegionIsGivenAsTheFilmCounts) {
  ASSERT_EQ(region("a.wav", {"--start", "01:00:01;00", "--duration", "00:00:01;15"}).status, 0);
  ASSERT_EQ(region("b.wav", {"--start", "1.001", "--duration", "1.5015"}).status, 0);
  EXPECT_EQ(bytes_of(folder / "a.wav"), bytes_of(folder / "b.wav"));
  EXPECT_NEAR(static_cast<double>(decode(folder / "a.wav").frames()) / 48000.0, 1.5015, 1e-4);
}

TEST_F(Timecodes, ARegionOfASceneIsGivenAsTheSceneCounts) {
  const Words scene = {"--scene", folder / "reel.toml"};
  const auto along = [&](const std::string& out, Words more) {
    more.insert(more.end(), scene.begin(), scene.end());
    return otoscape([&] {
      Words words = {"render", folder / "in.wav", "-o", folder / out};
      words.insert(words.end(), more.begin(), more.end());
      return words;
    }());
  };
  ASSERT_EQ(along("a.wav", {"--start", "01:00:02;00"}).status, 0);
  ASSERT_EQ(along("b.wav", {"--start", "2.002"}).status, 0);
  EXPECT_EQ(bytes_of(folder / "a.wav"), bytes_of(folder / "b.wav"));
}

TEST_F(Timecodes, ARegionThatCannotBeCountedIsRefused) {
  expect_refused(region("a.wav", {"--start", "01:00:01:00"}),
                 "the film's first frame, 01:00:00;00 are written differently");
  expect_refused(region("a.wav", {"--start", "00:00:01;00"}),
                 "lies before the film's first frame, 01:00:00;00");
  expect_refused(render(folder / "in.wav", folder / "a.wav", {"--start", "00:00:01:00"}),
                 "has no picture that frames could be counted by; write seconds");
  expect_refused(render("-", folder / "a.wav", {"--start", "00:00:01:00"}),
                 "standard input cannot be asked");
}

TEST_F(Timecodes, ASceneIsListedAndDrawnInItsOwnNotation) {
  const Ran check = otoscape({"scene", "check", folder / "reel.toml"});
  ASSERT_EQ(check.status, 0) << check.err;
  EXPECT_TRUE(says(check.out, "\n01:00:02;15  ")) << check.out;
  EXPECT_FALSE(says(check.out, "0:02.5")) << check.out;
  ASSERT_EQ(otoscape({"scene", "plot", folder / "reel.toml", "-o", folder / "arc.svg"}).status, 0);
  const std::string picture = bytes_of(folder / "arc.svg");
  EXPECT_TRUE(says(picture, ">01:00:02;00<"));
  EXPECT_FALSE(says(picture, ">0:02<"));
}

TEST_F(Timecodes, AScenesNotesAreInItsOwnNotation) {
  write_wav(folder / "short.wav", noise_and_tones(48000, 2, 1.0));
  const Ran ran = otoscape(
      {"render", folder / "short.wav", "-o", folder / "out.wav", "--scene", folder / "reel.toml"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "after the film's end at 01:00:01;00, the first at 01:00:02;15"))
      << ran.out;
}

TEST_F(Timecodes, ALengthInFramesNeedsAFrameRate) {
  const Ran ran = otoscape({"scene", "check", "preset:sudden-loss", "--fit", "00:01:30:00"});
  expect_refused(ran, "has frames; say how many a second has");
}

// 4.004 s against the 4 s of the scene are within half a frame.
TEST_F(Timecodes, FittingSaysByHowMuch) {
  const auto fitted = [&](const std::string& to) {
    const Ran ran = otoscape({"scene", "check", folder / "reel.toml", "--fit", to});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return ran.out;
  };
  EXPECT_FALSE(says(fitted(folder / "film.mov"), "stretched"));
  const std::string twice = fitted("8");
  EXPECT_TRUE(says(twice, "note: the scene is stretched by 2, from 0:04 to 0:08")) << twice;
  EXPECT_TRUE(says(twice, "\n01:00:05;00  ")) << twice;
  EXPECT_TRUE(says(fitted("00:00:08;00"), "stretched by 2.002, from 0:04 to 0:08.008"));
  const Ran along = otoscape({"render", folder / "film.mov", "-o", folder / "out.wav", "--scene",
                              folder / "reel.toml", "--fit"});
  EXPECT_EQ(along.status, 0) << along.err;
  EXPECT_FALSE(says(along.out, "stretched")) << along.out;
}

}  // namespace
}  // namespace otoscape::test
