// SPDX-License-Identifier: Apache-2.0
// Films of cameras and recorders, whose stereo sound lies in two mono tracks.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

class MonoTracks : public testing::Test {
 protected:
  void SetUp() override {
    left = noise_and_tones(48000, 1, 1.0, 0.4, 1);
    right = noise_and_tones(48000, 1, 1.0, 0.4, 2);
    write_wav(folder / "left.wav", left);
    write_wav(folder / "right.wav", right);
  }
  // A film with these as float tracks 1 and 2.
  std::string film(const std::string& name, const Words& more = {}, double right_late_s = 0.0) {
    Words words = {"ffmpeg",     "-v",
                   "error",      "-y",
                   "-f",         "lavfi",
                   "-i",         "testsrc2=s=64x48:r=25:d=1",
                   "-i",         folder / "left.wav",
                   "-itsoffset", std::to_string(right_late_s),
                   "-i",         folder / "right.wav",
                   "-map",       "0",
                   "-map",       "1",
                   "-map",       "2",
                   "-c:v",       "mpeg4",
                   "-c:a",       "pcm_f32le"};
    words.insert(words.end(), more.begin(), more.end());
    words.push_back(folder / name);
    must_run(words);
    return folder / name;
  }
  Ran rendered(const std::string& in, const Words& more = {}) {
    Words words = {"--overwrite"};
    words.insert(words.end(), more.begin(), more.end());
    return render(in, folder / "out.mov", words);
  }
  int tracks() {
    const auto file = probe(folder / "out.mov");
    return static_cast<int>(std::ranges::count_if(
        file["streams"], [](const auto& s) { return s["codec_type"] == "audio"; }));
  }
  void expect_stereo(const Sound& wanted_right) {
    const Sound out = decode(folder / "out.mov");
    ASSERT_EQ(out.channels, 2);
    EXPECT_LE(error_of_common_db(left, {48000, 1, out.channel(0)}), -100.0);
    EXPECT_LE(error_of_common_db(wanted_right, {48000, 1, out.channel(1)}), -100.0);
  }

  TemporaryFolder folder;
  Sound left, right;
};

TEST_F(MonoTracks, TwoOfACameraAreLeftAndRight) {
  const Ran ran = rendered(film("in.mov"));
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "two mono tracks became one")) << ran.out;
  EXPECT_EQ(tracks(), 1);
  EXPECT_EQ(decode(folder / "out.mov").frames(), 48000u);
  expect_stereo(right);
}

TEST_F(MonoTracks, APairKeepsTheDelayOfOne) {
  ASSERT_EQ(rendered(film("in.mov", {}, 0.25)).status, 0);
  Sound late{48000, 1, std::vector<float>(12000, 0.0f)};
  late.samples.insert(late.samples.end(), right.samples.begin(), right.samples.end());
  expect_stereo(late);
  EXPECT_EQ(decode(folder / "out.mov").frames(), 60000u);
}

TEST_F(MonoTracks, OneOfAPairCanBeTakenAlone) {
  const Ran ran = rendered(film("in.mov"), {"--audio-track", "2"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_FALSE(says(ran.out, "mono tracks")) << ran.out;
  EXPECT_EQ(tracks(), 2);
  const Sound out = decode(folder / "out.mov", 1);
  ASSERT_EQ(out.channels, 1);
  EXPECT_LE(error_db(right, out), -100.0);
}

TEST_F(MonoTracks, APairKeepsBothOriginals) {
  ASSERT_EQ(rendered(film("in.mov"), {"--keep-original"}).status, 0);
  EXPECT_EQ(tracks(), 3);
  EXPECT_LE(error_db(right, decode(folder / "out.mov", 2)), -100.0);
}

// The level that is measured first is that of both.
TEST_F(MonoTracks, APairIsMeasuredAsItIsRendered) {
  const std::string in = film("in.mov");
  for (const char* calibration : {"rms=60", "loudness=60"}) {
    const Ran ran = rendered(in, {"--calibration", calibration, "--json"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    const auto track = nlohmann::json::parse(ran.out)["tracks"][0];
    EXPECT_EQ(track["channels_in"], 2);
    if (std::string(calibration) == "rms=60") {
      EXPECT_NEAR(track["level_in_db_spl"].get<double>(), 60.0, 0.01);
    }
  }
}

TEST_F(MonoTracks, AreNoPairWhereTheySayOtherwise) {
  const Words others[] = {
      {"-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=deu"},
      {"-metadata:s:a:0", "title=Boom", "-metadata:s:a:1", "title=Lavalier"},
      {"-disposition:a:1", "comment"},
  };
  for (const Words& more : others) {
    const Ran ran = rendered(film("in.mkv", more));
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_FALSE(says(ran.out, "mono tracks")) << ran.out;
    EXPECT_EQ(tracks(), 2);
    EXPECT_LE(error_db(left, decode(folder / "out.mov")), -100.0);
  }
  // Matroska is no camera's, but its titles count.
  const Ran plain = rendered(film("in.mkv"));
  EXPECT_TRUE(says(plain.out, "has 2 mono tracks")) << plain.out;
  EXPECT_TRUE(says(plain.out, "--audio-track takes another")) << plain.out;
  const Ran named =
      rendered(film("in.mkv", {"-metadata:s:a:0", "title=Left", "-metadata:s:a:1", "title=Right"}));
  EXPECT_TRUE(says(named.out, "two mono tracks became one")) << named.out;
  expect_stereo(right);
}

TEST_F(MonoTracks, OfFourTheNoteNamesTheOneTaken) {
  const Ran ran = rendered(film("in.mov", {"-map", "1", "-map", "2"}));
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "has 4 mono tracks")) << ran.out;
  EXPECT_TRUE(says(ran.out, "only track 1 was rendered")) << ran.out;
}

}  // namespace
}  // namespace otoscape::test
