// SPDX-License-Identifier: Apache-2.0
// Inputs that are no plain file, or whose header is not true; and errors about one of several
// tracks.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "tests/command_line/film.h"
#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

class UnusualInput : public testing::Test {
 protected:
  // Runs the program with words of the shell, ended after 20 s: status 124.
  Ran shell(const std::string& before, const std::string& in, const std::string& more = "") {
    return run({"bash", "-c",
                before + " timeout 20 " + quoted(OTOSCAPE_PROGRAM) + " render " + in + " -o " +
                    quoted(folder / "out.wav") + " --overwrite --listener preset:normal " + more});
  }
  void expect_whole(const Ran& ran, const Sound& in) {
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_LE(error_db(in, decode(folder / "out.wav")), -100.0);
  }

  TemporaryFolder folder;
};

TEST_F(UnusualInput, APipeIsReadOnce) {
  const Sound in = noise_and_tones(48000, 2, 1.0);
  write_wav(folder / "in.wav", in);
  const std::string wav = quoted(folder / "in.wav"), pipe = quoted(folder / "pipe");
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  expect_whole(shell("cat " + wav + " > " + pipe + " &", pipe), in);
  expect_whole(shell("cat " + wav + " |", "/dev/stdin"), in);
  expect_whole(shell("", "<(cat " + wav + ")"), in);
  // By its number, a file stays a file.
  expect_whole(shell("exec 7< " + wav + ";", "/dev/fd/7", "--calibration loudness=70"), in);
}

TEST_F(UnusualInput, APipeCannotBeMeasuredFirst) {
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 0.5));
  for (const char* more : {"--calibration loudness=70", "--match-loudness", "--model msbg",
                           "--scene preset:no-such"}) {
    const Ran ran = shell("", "<(cat " + quoted(folder / "in.wav") + ")", more);
    if (says(more, "no-such")) continue;
    EXPECT_EQ(ran.status, 2) << more;
    EXPECT_TRUE(says(ran.err, "cannot be measured first; give a file")) << ran.err;
    EXPECT_FALSE(std::filesystem::exists(folder / "out.wav"));
  }
}

TEST_F(UnusualInput, APipeHasNoTimecodeToCountBy) {
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 0.5));
  const Ran ran = shell("", "<(cat " + quoted(folder / "in.wav") + ")", "--start 00:00:00:05");
  EXPECT_TRUE(ran.status == 1 || ran.status == 2) << ran.status;
  EXPECT_TRUE(says(ran.err, "write seconds")) << ran.err;
}

TEST_F(UnusualInput, APipeIsNoSoundBesideAScene) {
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 0.5));
  const Ran ran =
      run({"bash", "-c",
           "timeout 20 " + quoted(OTOSCAPE_PROGRAM) + " scene plot preset:blast -o " +
               quoted(folder / "out.svg") + " --film <(cat " + quoted(folder / "in.wav") + ")"});
  EXPECT_NE(ran.status, 124) << "it hangs";
}

TEST_F(UnusualInput, AnMp4WithItsIndexAtTheEndNeedsAFile) {
  const std::string film = make_film(folder, "in.mp4");
  const Ran ran = shell("cat " + quoted(film) + " |", "-");
  EXPECT_EQ(ran.status, 1);
  EXPECT_TRUE(says(ran.err, "needs a file: its index is at the end")) << ran.err;
  EXPECT_FALSE(std::filesystem::exists(folder / "out.wav"));
}

// Each key makes other packets, in which FFmpeg finds another number of channels.
TEST_F(UnusualInput, EncryptedSoundIsNamed) {
  write_wav(folder / "in.wav", noise_and_tones(48000, 1, 0.5));
  for (int key = 10; key < 50; ++key) {
    must_run({"ffmpeg", "-v", "error", "-y", "-i", folder / "in.wav", "-c:a", "aac",
              "-encryption_scheme", "cenc-aes-ctr", "-encryption_key",
              std::to_string(key) + "a6c65c5ea762046bd749a2e632ccbb", "-encryption_kid",
              "a7e61c373e219033c21091fa607bf3b8", folder / "in.mp4"});
    const Ran ran = render(folder / "in.mp4", folder / "out.wav");
    EXPECT_EQ(ran.status, 1);
    EXPECT_TRUE(says(ran.err, "is encrypted")) << ran.err;
  }
}

std::string little(std::uint32_t value) {
  std::string bytes;
  for (int i = 0; i < 4; ++i) bytes += static_cast<char>(value >> (8 * i));
  return bytes;
}

// 16-bit mono at 48 kHz whose data chunk says `stated` bytes, with `tail` behind it.
std::string wav_bytes(const Sound& sound, std::uint32_t stated, const std::string& tail) {
  std::string bytes = "RIFF" + little(36 + stated) + "WAVEfmt " + little(16);
  bytes += std::string("\1\0\1\0", 4) + little(48000) + little(96000) + std::string("\2\0\20\0", 4);
  bytes += "data" + little(stated);
  for (float x : sound.samples) {
    const auto v = static_cast<std::int16_t>(x * 32767.0f);
    bytes += {static_cast<char>(v & 0xff), static_cast<char>(v >> 8)};
  }
  return bytes + tail;
}

TEST_F(UnusualInput, SoundBeyondAWrongLengthIsThereAndSaid) {
  const Sound sound = noise_and_tones(48000, 1, 5.5);
  for (std::uint32_t stated : {96000u, 0u, 0xffffffffu}) {
    write_bytes(folder / "in.wav", wav_bytes(sound, stated, ""));
    const Ran ran = render(folder / "in.wav", folder / "out.wav", {"--overwrite"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(decode(folder / "out.wav").frames(), sound.frames());
    EXPECT_TRUE(says(ran.out, "all 5.5 s of it were read")) << ran.out;
    EXPECT_EQ(says(ran.out, "says 1.0 s"), stated == 96000u) << ran.out;
  }
  // Chunks or padding after the sound are none.
  const std::string chunk = "LIST" + little(4) + "adtl";
  for (const std::string& tail : {std::string(), chunk, std::string(5000, '\0')}) {
    write_bytes(folder / "in.wav", wav_bytes(sound, 528000, tail));
    const Ran ran = render(folder / "in.wav", folder / "out.wav", {"--overwrite"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(decode(folder / "out.wav").frames(), sound.frames());
    EXPECT_FALSE(says(ran.out, "were read")) << ran.out;
  }
}

// Neither sound nor padding behind the stated end is taken for a description of the recording.
TEST_F(UnusualInput, NothingButDescriptionsIsCopiedBehindTheSound) {
  Sound sound = noise_and_tones(48000, 1, 1.0);
  sound.samples.insert(sound.samples.end(), 48, 0.0f);
  const Sound more = noise_and_tones(48000, 1, 1.0);
  sound.samples.insert(sound.samples.end(), more.samples.begin(), more.samples.end());
  write_bytes(folder / "in.wav", wav_bytes(sound, 96000, ""));
  ASSERT_EQ(render(folder / "in.wav", folder / "out.wav").status, 0);
  const std::string out = bytes_of(folder / "out.wav");
  const std::size_t data = out.find("data");
  EXPECT_EQ(out.size(), data + 8 + 3 * sound.frames());
}

TEST_F(UnusualInput, AnErrorNamesItsTrackAndOneThatCanBeTaken) {
  write_wav(folder / "ten.wav", noise_and_tones(48000, 10, 0.5));
  write_wav(folder / "two.wav", noise_and_tones(48000, 2, 0.5));
  must_run({"ffmpeg", "-v", "error", "-i", folder / "ten.wav", "-i", folder / "two.wav", "-map",
            "0", "-map", "1", "-c:a", "pcm_s16le", folder / "in.mka"});
  const Ran ran = render(folder / "in.mka", folder / "out.wav");
  EXPECT_EQ(ran.status, 1);
  EXPECT_TRUE(says(ran.err, "sound track 1: the sound has 10 channels")) << ran.err;
  EXPECT_TRUE(says(ran.err, "--audio-track 2 takes another")) << ran.err;
  EXPECT_EQ(render(folder / "in.mka", folder / "out.wav", {"--audio-track", "2"}).status, 0);
}

TEST_F(UnusualInput, ATrackOfWhichNothingCanBeDecodedIsNamed) {
  write_wav(folder / "a.wav", noise_and_tones(48000, 2, 0.5));
  write_wav(folder / "b.wav", noise_and_tones(48000, 2, 0.5));
  must_run({"ffmpeg", "-v", "error", "-i", folder / "a.wav", "-i", folder / "b.wav", "-map", "0",
            "-map", "1", "-c:a:0", "flac", "-c:a:1", "aac", folder / "in.mka"});
  // Every frame of the FLAC track loses its sync code.
  std::string bytes = bytes_of(folder / "in.mka");
  for (std::size_t at = 0; (at = bytes.find("\xff\xf8", at)) != std::string::npos; ++at) {
    bytes[at] = 0;
  }
  write_bytes(folder / "in.mka", bytes);
  const Ran ran = render(folder / "in.mka", folder / "out.wav");
  EXPECT_EQ(ran.status, 1) << ran.out;
  EXPECT_TRUE(says(ran.err, "sound track 1: the sound cannot be decoded")) << ran.err;
  EXPECT_TRUE(says(ran.err, "--audio-track 2 takes another")) << ran.err;
  EXPECT_FALSE(std::filesystem::exists(folder / "out.wav"));
}

// Reading stopped where the region ends; the file is whole.
TEST_F(UnusualInput, ARegionDoesNotCutTheFileOff) {
  write_wav(folder / "in.wav", noise_and_tones(48000, 1, 30.0));
  const Ran pulses = otoscape({"electrodogram", folder / "in.wav", "-o", folder / "out.csv",
                               "--map", "preset:ace-22", "--duration", "0.5"});
  ASSERT_EQ(pulses.status, 0) << pulses.err;
  EXPECT_FALSE(says(pulses.out + pulses.err, "cut off")) << pulses.out << pulses.err;
  const Ran region = render(folder / "in.wav", folder / "out.wav", {"--duration", "0.5"});
  ASSERT_EQ(region.status, 0) << region.err;
  EXPECT_FALSE(says(region.out, "cut off")) << region.out;
}

}  // namespace
}  // namespace otoscape::test
