// SPDX-License-Identifier: Apache-2.0
// What is damaged but can be heard is rendered, and what was wrong is said.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/command_line/film.h"
#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

TEST(DamagedInput, OfACutOffFilmWhatIsThereIsRendered) {
  const TemporaryFolder folder;
  const std::string film = bytes_of(make_film(folder, "whole.mkv"));
  write_bytes(folder / "cut.mkv", film.substr(0, film.size() * 6 / 10));
  const Ran ran = render(folder / "cut.mkv", folder / "out.mkv");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("cut off"), std::string::npos) << ran.out;
  const Sound there = decode(folder / "cut.mkv"), heard = decode(folder / "out.mkv");
  EXPECT_GT(there.frames(), 96000u);
  EXPECT_LE(error_db(there, heard), -100.0);
}

// FFmpeg gives the length of what is left of it; the header's number of frames tells the rest.
TEST(DamagedInput, AnAviFileThatEndsEarly) {
  const TemporaryFolder folder;
  for (const std::string codec : {"libmp3lame", "pcm_s16le", "ac3"}) {
    ASSERT_EQ(
        run({"ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=2", "-f",
             "lavfi", "-i", "sine=440:d=2", "-c:v", "mpeg4", "-c:a", codec, folder / "whole.avi"})
            .status,
        0);
    const std::string film = bytes_of(folder / "whole.avi");
    write_bytes(folder / "cut.avi", film.substr(0, film.size() * 6 / 10));
    const Ran cut = render(folder / "cut.avi", folder / "out.mkv", {"--overwrite"});
    ASSERT_EQ(cut.status, 0) << cut.err;
    EXPECT_TRUE(says(cut.out, "cut off: it says 2.")) << codec << cut.out;
    const Ran whole = render(folder / "whole.avi", folder / "out.mkv", {"--overwrite"});
    EXPECT_FALSE(says(whole.out, "cut off")) << codec << whole.out;
  }
}

// A damaged number of frames in a packet: FFmpeg's times would leave hours between the samples.
TEST(DamagedInput, SamplesBehindAHeaderFollowOneAnother) {
  const TemporaryFolder folder;
  const Sound in = noise_and_tones(48000, 2, 0.5);
  write_wav(folder / "in.wav", in);
  ASSERT_EQ(run({"ffmpeg", "-v", "error", "-i", folder / "in.wav", "-c:a", "pcm_f32le",
                 folder / "whole.caf"})
                .status,
            0);
  std::string bytes = bytes_of(folder / "whole.caf");
  const std::size_t description = bytes.find("lpcm");
  ASSERT_EQ(bytes.substr(description + 12, 4), std::string("\0\0\0\1", 4));
  bytes[description + 12] = 1;
  write_bytes(folder / "in.caf", bytes);
  const Ran ran = render(folder / "in.caf", folder / "out.wav");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_LE(error_db(in, decode(folder / "out.wav")), -100.0);
  EXPECT_TRUE(says(ran.out, "cut off: it says")) << ran.out;
}

// "Lpcm" is taken for samples of 8 bits: twice as many as the file says.
TEST(DamagedInput, MoreSamplesThanTheFileSaysAreSaid) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 0.5));
  must_run({"ffmpeg", "-v", "error", "-i", folder / "in.wav", "-c:a", "pcm_s16be",
            folder / "whole.caf"});
  std::string bytes = bytes_of(folder / "whole.caf");
  bytes[bytes.find("lpcm")] = 'L';
  write_bytes(folder / "in.caf", bytes);
  const Ran ran = render(folder / "in.caf", folder / "out.wav");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "the file says 0.50 s, and its samples last 1.00 s")) << ran.out;
  const Ran whole = render(folder / "whole.caf", folder / "out.wav", {"--overwrite"});
  EXPECT_FALSE(says(whole.out, "the file says")) << whole.out;
}

TEST(DamagedInput, ARateThatCannotBeRenderedIsRefusedBeforeAnyWork) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 0.5));
  std::string bytes = bytes_of(folder / "in.wav");
  bytes[bytes.find("fmt ") + 15] = 0x20;
  write_bytes(folder / "in.wav", bytes);
  // A trial of the output at this rate would take 1.6 GB. (A sanitizer needs more addresses.)
#ifdef __SANITIZE_ADDRESS__
  const std::string limit;
#else
  const std::string limit = "ulimit -v 1500000; ";
#endif
  const Ran ran = run({"bash", "-c",
                       limit + quoted(OTOSCAPE_PROGRAM) + " render " + quoted(folder / "in.wav") +
                           " -o " + quoted(folder / "out.wav") + " --listener preset:normal"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_TRUE(says(ran.err, "the sound's sample rate is 536918912 Hz")) << ran.err;
}

TEST(DamagedInput, NumbersThatAreNoneBecomeSilenceAndAreCounted) {
  const TemporaryFolder folder;
  Sound in = noise_and_tones(48000, 2, 1.0);
  in.samples[4000] = std::numeric_limits<float>::quiet_NaN();
  in.samples[30001] = std::numeric_limits<float>::infinity();
  in.samples[60000] = -std::numeric_limits<float>::infinity();
  write_wav(folder / "in.wav", in);
  for (const char* listener : {"preset:normal", "preset:N3"}) {
    const Ran ran = render(folder / "in.wav", folder / "out.wav",
                           {"--json", "--overwrite", "--listener", listener});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(nlohmann::json::parse(ran.out)["tracks"][0]["non_finite_samples"], 3) << listener;
    const Sound out = decode(folder / "out.wav");
    EXPECT_EQ(out.frames(), in.frames());
    EXPECT_TRUE(std::ranges::all_of(out.samples, [](float x) { return std::isfinite(x); }));
  }
}

TEST(DamagedInput, AWavFileThatEndsEarly) {
  const TemporaryFolder folder;
  const Sound in = noise_and_tones(48000, 2, 4.0);
  write_wav(folder / "whole.wav", in);
  const std::string bytes = bytes_of(folder / "whole.wav");
  write_bytes(folder / "cut.wav", bytes.substr(0, 44 + 8 * 96000));
  const Ran ran = render(folder / "cut.wav", folder / "out.wav");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_LE(error_db(part(in, 0, 96000), decode(folder / "out.wav")), -100.0);
}

}  // namespace
}  // namespace otoscape::test
