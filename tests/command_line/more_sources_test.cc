// SPDX-License-Identifier: Apache-2.0
// Sources that are less usual: surround, broadcast streams, pipes, one ear.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

constexpr float kHalfPower = 0.70710678f;

TEST(Surround, IsFoldedToStereoAsInBs775) {
  const TemporaryFolder folder;
  const Sound in = noise_and_tones(48000, 6, 1.0, 0.2);  // L R C LFE Ls Rs
  write_wav(folder / "in.wav", in);
  const Ran ran = render(folder / "in.wav", folder / "out.wav",
                         {"--json", "--input-layout", "5.1", "--layout", "stereo"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  Sound wanted{48000, 2, {}};
  float peak = 0.0f;
  for (std::size_t n = 0; n < in.frames(); ++n) {
    const float* x = &in.samples[6 * n];
    const float left = x[0] + kHalfPower * (x[2] + x[4]), right = x[1] + kHalfPower * (x[2] + x[5]);
    wanted.samples.insert(wanted.samples.end(), {left, right});
    peak = std::max({peak, std::abs(left), std::abs(right)});
  }
  EXPECT_LE(error_db(wanted, decode(folder / "out.wav")), -100.0);
  const auto track = nlohmann::json::parse(ran.out)["tracks"][0];
  EXPECT_EQ(track["channels_in"], 6);
  EXPECT_NEAR(track["fold_peak_db"], 20.0 * std::log10(static_cast<double>(peak)), 0.01);
}

// A broadcast stream's clock runs from anywhere, and picture and sound do not start together.
TEST(TransportStream, KeepsSoundAndPictureTogether) {
  const TemporaryFolder folder;
  write_wav(folder / "made.wav", noise_and_tones(48000, 2, 4.0));
  must_run({"ffmpeg",
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=160x120:r=25:d=4",
            "-itsoffset",
            "0.3",
            "-i",
            folder / "made.wav",
            "-c:v",
            "mpeg2video",
            "-bf",
            "2",
            "-c:a",
            "ac3",
            "-output_ts_offset",
            "4000",
            folder / "in.ts"});
  const auto apart = [](const std::string& film) {
    return first_frame_s(film, "a:0") - first_frame_s(film, "v:0");
  };
  for (const char* name : {"out.mkv", "out.mov"}) {
    const Ran ran = render(folder / "in.ts", folder / name);
    ASSERT_EQ(ran.status, 0) << ran.err;
    const int lag = lag_frames(decode(folder / "in.ts"), decode(folder / name), 3000);
    const double moved = apart(folder / name) - apart(folder / "in.ts") + lag / 48000.0;
    EXPECT_NEAR(moved, 0.0, 0.001) << name;
    EXPECT_LT(seconds_of(probe(folder / name)["format"]["duration"]), 5.0) << name;
  }
}

// Its pictures have no time stamps of their own but for a few: those that Matroska needs are made.
TEST(ProgrammeStream, BecomesAMatroskaFilm) {
  const TemporaryFolder folder;
  write_wav(folder / "made.wav", noise_and_tones(48000, 2, 3.0));
  must_run({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=3", "-i",
            folder / "made.wav", "-c:v", "mpeg1video", "-bf", "2", "-c:a", "mp2",
            folder / "in.mpg"});
  const Ran ran = render(folder / "in.mpg", folder / "out.mkv");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(packet_hash(folder / "in.mpg", "0:v:0"), packet_hash(folder / "out.mkv", "0:v:0"));
  EXPECT_LE(error_db(decode(folder / "in.mpg"), decode(folder / "out.mkv")), -100.0);
}

TEST(CoverArt, StaysWithTheSong) {
  const TemporaryFolder folder;
  write_wav(folder / "made.wav", noise_and_tones(48000, 2, 1.0));
  must_run({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x64", "-frames:v", "1",
            folder / "cover.png"});
  const std::pair<std::string, std::string> kinds[] = {
      {"flac", "flac"}, {"mp3", "libmp3lame"}, {"m4a", "alac"}};
  for (const auto& [extension, codec] : kinds) {
    const std::string in = folder / ("in." + extension), out = folder / ("out." + extension);
    must_run({"ffmpeg", "-v", "error", "-i", folder / "made.wav", "-i", folder / "cover.png",
              "-map", "0", "-map", "1", "-c:v", "copy", "-c:a", codec, "-disposition:v",
              "attached_pic", in});
    const Ran ran = render(in, out);
    ASSERT_EQ(ran.status, 0) << ran.err;
    ASSERT_FALSE(stream_of(probe(out), "video").is_null()) << extension << "\n" << ran.out;
    EXPECT_EQ(packet_hash(in, "0:v:0"), packet_hash(out, "0:v:0")) << extension;
  }
}

TEST(Pipes, GiveTheSameAsFiles) {
  const TemporaryFolder folder;
  const Sound in = noise_and_tones(44100, 2, 1.0);
  write_wav(folder / "in.wav", in);
  const std::string command =
      std::string("cat ") + quoted(folder / "in.wav") + " | " + quoted(OTOSCAPE_PROGRAM) +
      " render - -o - --listener preset:normal > " + quoted(folder / "out.wav");
  const Ran ran = run({"sh", "-c", command});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_LE(error_db(in, decode(folder / "out.wav")), -100.0);  // and no word between the samples
  EXPECT_NE(ran.err.find("one possible percept"), std::string::npos);
}

constexpr const char* kLossOnTheLeft =
    "format = \"otoscape.listener/1\"\n[left]\nair_db_hl = { 1000 = 50 }\n";

TEST(OneEar, GivesAMonoRenderOfThatEar) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 1.0));
  write_bytes(folder / "left.toml", kLossOnTheLeft);
  const auto heard = [&](const std::string& ear) {
    const Ran ran = render(folder / "in.wav", folder / "out.wav",
                           {"--overwrite", "--listener", folder / "left.toml", "--ear", ear});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return decode(folder / "out.wav");
  };
  const Sound both = heard("both");
  EXPECT_LE(error_db({48000, 1, both.channel(0)}, heard("left")), -100.0);
  EXPECT_LE(error_db({48000, 1, both.channel(1)}, heard("right")), -100.0);
}

TEST(OneEar, ALossInOneEarMakesMonoStereo) {
  const TemporaryFolder folder;
  const Sound in = noise_and_tones(48000, 1, 1.0);
  write_wav(folder / "in.wav", in);
  write_bytes(folder / "left.toml", kLossOnTheLeft);
  const Ran ran =
      render(folder / "in.wav", folder / "out.wav", {"--listener", folder / "left.toml"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("mono became stereo"), std::string::npos) << ran.out;
  const Sound out = decode(folder / "out.wav");
  ASSERT_EQ(out.channels, 2);
  // Which ear is which matters most of all.
  EXPECT_LE(error_db(in, {48000, 1, out.channel(1)}), -100.0);
  EXPECT_GT(error_db(in, {48000, 1, out.channel(0)}), -10.0);
}

}  // namespace
}  // namespace otoscape::test
