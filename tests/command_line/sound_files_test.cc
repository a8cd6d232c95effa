// SPDX-License-Identifier: Apache-2.0
// Sound files: the same length, in the same place, in a form that loses nothing the source had.

#include <gtest/gtest.h>

#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

struct Case {
  std::string name, extension;
  Words source;           // FFmpeg's options to make the source
  std::string codec;      // of the render
  std::string bits;       // of the render's samples; empty: lossy
  int longest_frame = 0;  // a decoder may give this many frames more; lossless: none
};

// 48 kHz, so that Opus codes it as it is.
const Case kCases[] = {
    {"wav16", "wav", {"-c:a", "pcm_s16le"}, "pcm_s24le", "24", 0},
    {"wav24", "wav", {"-c:a", "pcm_s24le"}, "pcm_s24le", "24", 0},
    {"wav_float", "wav", {"-c:a", "pcm_f32le"}, "pcm_f32le", "32", 0},
    {"flac16", "flac", {"-c:a", "flac", "-sample_fmt", "s16"}, "flac", "24", 0},
    {"flac24", "flac", {"-c:a", "flac", "-sample_fmt", "s32"}, "flac", "24", 0},
    {"alac", "m4a", {"-c:a", "alac"}, "alac", "24", 0},
    {"aac", "m4a", {"-c:a", "aac", "-b:a", "192k"}, "aac", "", 1024},
    {"mp3", "mp3", {"-c:a", "libmp3lame", "-b:a", "192k"}, "mp3", "", 1152},
    {"opus", "opus", {"-c:a", "libopus", "-b:a", "160k"}, "opus", "", 960},
    {"vorbis", "ogg", {"-c:a", "libvorbis", "-q:a", "6"}, "vorbis", "", 2048},
};

std::string bits_of(const nlohmann::json& stream) {
  if (stream.contains("bits_per_raw_sample")) return stream["bits_per_raw_sample"];
  return std::to_string(stream.value("bits_per_sample", 0));
}

class SoundFiles : public testing::TestWithParam<Case> {};

TEST_P(SoundFiles, ComeBackInPlaceAndInTheirKind) {
  const Case& c = GetParam();
  const TemporaryFolder folder;
  write_wav(folder / "made.wav", noise_and_tones(48000, 2, 2.345, 0.4));
  const std::string in = folder / ("in." + c.extension), out = folder / ("out." + c.extension);
  Words words = {"ffmpeg", "-v", "error", "-i", folder / "made.wav", "-metadata", "title=Song"};
  words.insert(words.end(), c.source.begin(), c.source.end());
  words.push_back(in);
  must_run(words);
  const Ran ran = render(in, out);
  ASSERT_EQ(ran.status, 0) << ran.err;

  const auto file = probe(out);
  const auto stream = stream_of(file, "audio");
  EXPECT_EQ(stream["codec_name"], c.codec);
  const bool lossless = !c.bits.empty();
  if (lossless) {
    EXPECT_EQ(bits_of(stream), c.bits);
  }
  // Ogg keeps its tags with the stream.
  EXPECT_EQ(tag_of(file["format"], "title") + tag_of(stream, "title"), "Song");

  const Sound a = decode(in), b = decode(out);
  EXPECT_EQ(a.rate_hz, b.rate_hz);
  EXPECT_EQ(lag_frames(a, b, 3000), 0);
  EXPECT_GE(b.frames(), a.frames());
  EXPECT_LE(b.frames(), a.frames() + static_cast<std::size_t>(c.longest_frame));
  EXPECT_LE(error_of_common_db(a, b), lossless ? -100.0 : -15.0);
}

INSTANTIATE_TEST_SUITE_P(Kinds, SoundFiles, testing::ValuesIn(kCases),
                         [](const auto& test) { return test.param.name; });

TEST(SoundFileForms, WhatIsAskedForIsWritten) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 1.0));
  ASSERT_EQ(render(folder / "in.wav", folder / "a.wav", {"--sample-format", "s16"}).status, 0);
  EXPECT_EQ(stream_of(probe(folder / "a.wav"), "audio")["codec_name"], "pcm_s16le");
  ASSERT_EQ(render(folder / "in.wav", folder / "b.flac", {"--sample-format", "s16"}).status, 0);
  EXPECT_EQ(bits_of(stream_of(probe(folder / "b.flac"), "audio")), "16");
  const Words mp3 = {"--audio-codec", "mp3", "--audio-bitrate", "128k"};
  ASSERT_EQ(render(folder / "in.wav", folder / "c.mp3", mp3).status, 0);
  EXPECT_EQ(stream_of(probe(folder / "c.mp3"), "audio")["bit_rate"], "128000");
}

TEST(SoundFileForms, AFilmIntoASoundFileDropsThePictureAndSaysSo) {
  const TemporaryFolder folder;
  must_run({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x64:d=1", "-f", "lavfi",
            "-i", "sine=d=1", "-c:v", "mpeg4", "-c:a", "aac", folder / "in.mkv"});
  const Ran ran = render(folder / "in.mkv", folder / "out.flac");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("the picture is left out"), std::string::npos) << ran.out;
  EXPECT_EQ(probe(folder / "out.flac")["streams"].size(), 1u);
}

}  // namespace
}  // namespace otoscape::test
