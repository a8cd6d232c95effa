// SPDX-License-Identifier: Apache-2.0
// What people's own files are like: odd codecs, long takes of which a part is tried, logs that go
// on overnight.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/command_line/film.h"
#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

TEST(OwnMaterial, PcmOfOtherKindsIsRefusedWithAWayOut) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 1, 1.0));
  for (const char* codec : {"pcm_u8", "pcm_s64le", "pcm_f64le"}) {
    const Ran ran = render(folder / "in.wav", folder / "out.wav", {"--audio-codec", codec});
    EXPECT_EQ(ran.status, 2) << codec;
    EXPECT_NE(ran.err.find("--sample-format"), std::string::npos) << ran.err;
  }
  EXPECT_EQ(folder.names(), Words{"in.wav"});
}

TEST(OwnMaterial, SpeechInOggVorbisStaysThere) {
  const TemporaryFolder folder;
  for (int rate_hz : {16000, 22050, 44100}) {
    write_wav(folder / "in.wav", noise_and_tones(rate_hz, 1, 2.0));
    must_run({"ffmpeg", "-v", "error", "-y", "-i", folder / "in.wav", "-c:a", "libvorbis",
              folder / "in.ogg"});
    const Ran ran = render(folder / "in.ogg", folder / "out.ogg", {"--overwrite"});
    ASSERT_EQ(ran.status, 0) << rate_hz << ran.err;
    EXPECT_EQ(stream_of(probe(folder / "out.ogg"), "audio")["codec_name"], "vorbis");
  }
}

// Loud at first, then quiet: a part must be rendered at the level it has in the whole.
TEST(OwnMaterial, APartIsCalibratedAsTheWhole) {
  const TemporaryFolder folder;
  Sound sound = noise_and_tones(48000, 2, 8.0);
  for (std::size_t i = sound.samples.size() / 2; i < sound.samples.size(); ++i) {
    sound.samples[i] *= 0.03f;
  }
  write_wav(folder / "in.wav", sound);
  const auto unit_rms = [&](const Words& more) {
    Words words = {"--calibration", "rms=65", "--json", "--overwrite"};
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = render(folder / "in.wav", folder / "out.wav", words);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return nlohmann::json::parse(ran.out)["tracks"][0]["unit_rms_db_spl"].get<double>();
  };
  EXPECT_NEAR(unit_rms({}), unit_rms({"--start", "5", "--duration", "2"}), 0.01);
}

// The sound of an AVI lies a second before its picture.
TEST(OwnMaterial, ARegionKeepsItsPictureWhateverTheThreads) {
  const TemporaryFolder folder;
  const std::string film = make_film(folder, "film.mkv", {"aac", 0.0, 6.0});
  must_run({"ffmpeg", "-v", "error", "-i", film, "-map", "0:v:0", "-map", "0:a:0", "-c:v", "mpeg4",
            "-g", "5", "-c:a", "pcm_s16le", "-audio_preload", "1000000", folder / "in.avi"});
  const auto region = [&](const std::string& threads) {
    const Ran ran = render(
        folder / "in.avi", folder / "out.mkv",
        {"--start", "2", "--duration", "2", "--picture", "--threads", threads, "--overwrite"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return bytes_of(folder / "out.mkv");
  };
  const std::string alone = region("1");
  EXPECT_TRUE(region("0") == alone);
  const auto film_out = probe(folder / "out.mkv");
  EXPECT_NEAR(seconds_of(film_out["format"]["duration"]), 2.0, 0.3);
  const std::string pictures =
      must_run({"ffprobe", "-v", "error", "-select_streams", "v", "-count_packets", "-show_entries",
                "stream=nb_read_packets", "-of", "csv=p=0", folder / "out.mkv"});
  EXPECT_GE(std::stoi(pictures), 50);  // 25 a second
}

// The first frame of an MP3 lies 25 ms into its file's clock; users count from the sound.
TEST(OwnMaterial, ARegionOfASoundFileCountsFromItsSound) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(44100, 2, 4.0));
  must_run({"ffmpeg", "-v", "error", "-i", folder / "in.wav", "-b:a", "320k", folder / "in.mp3"});
  ASSERT_EQ(render(folder / "in.mp3", folder / "whole.wav", {}).status, 0);
  ASSERT_EQ(
      render(folder / "in.mp3", folder / "part.wav", {"--start", "1", "--duration", "1"}).status,
      0);
  const Sound whole = decode(folder / "whole.wav");
  EXPECT_LE(error_db(part(whole, 44100, 44100), decode(folder / "part.wav")), -100.0);
}

// nohup starts programs with this signal ignored.
TEST(OwnMaterial, ARenderOutlivesItsTerminalUnderNohup) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 60.0));
  const std::string command = "trap '' HUP; " + quoted(OTOSCAPE_PROGRAM) + " render " +
                              quoted(folder / "in.wav") + " -o " + quoted(folder / "out.wav") +
                              " --listener preset:N4 --quiet & sleep 0.1; kill -HUP $!; wait $!";
  EXPECT_EQ(run({"bash", "-c", command}).status, 0);
  EXPECT_EQ(folder.names(), (Words{"in.wav", "out.wav"}));
}

}  // namespace
}  // namespace otoscape::test
