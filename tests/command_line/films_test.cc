// SPDX-License-Identifier: Apache-2.0
// A film comes back as it was, but for the sound: nothing lost, nothing moved. With typical hearing
// the sound itself is known too, so that its place in time can be measured to the frame.

#include <gtest/gtest.h>

#include <cmath>

#include "tests/command_line/film.h"
#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

constexpr double kPictureFrame = 0.040;  // s, at 25 frames per second
constexpr int kMostLag = 3000;           // frames searched: more than any codec's delay

// Where a track begins re the picture, in seconds.
double sound_start(const std::string& film, int track) {
  return first_frame_s(film, "a:" + std::to_string(track)) - first_frame_s(film, "v:0");
}

// By how much the rendered sound lies later re the picture than the source's, in seconds.
double moved_s(const std::string& in, const std::string& out, int in_track = 0, int out_track = 0) {
  const Sound a = decode(in, in_track), b = decode(out, out_track);
  return sound_start(out, out_track) - sound_start(in, in_track) +
         static_cast<double>(lag_frames(a, b, kMostLag)) / a.rate_hz;
}

void expect_same_chapters(const nlohmann::json& a, const nlohmann::json& b) {
  ASSERT_EQ(a["chapters"].size(), 2u);
  ASSERT_EQ(b["chapters"].size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto &x = a["chapters"][i], &y = b["chapters"][i];
    EXPECT_NEAR(seconds_of(x["start_time"]), seconds_of(y["start_time"]), 0.001);
    EXPECT_NEAR(seconds_of(x["end_time"]), seconds_of(y["end_time"]), 0.001);
    EXPECT_EQ(tag_of(x, "title"), tag_of(y, "title"));
  }
}

void expect_same_tags(const nlohmann::json& a, const nlohmann::json& b) {
  for (const char* key : {"title", "artist"}) {
    EXPECT_FALSE(tag_of(a["format"], key).empty()) << key;
    EXPECT_EQ(tag_of(a["format"], key), tag_of(b["format"], key)) << key;
  }
  EXPECT_EQ(tag_of(stream_of(b, "audio", 0), "language"), "eng");
  EXPECT_EQ(tag_of(stream_of(b, "subtitle"), "language"), "fra");
  // FFmpeg's program writes no "deu" into QuickTime.
  EXPECT_EQ(tag_of(stream_of(b, "audio", 1), "language"),
            tag_of(stream_of(a, "audio", 1), "language"));
  EXPECT_EQ(stream_of(b, "audio", 0)["disposition"]["default"], 1);
}

// All but the first sound track.
void expect_copied(const std::string& in, const std::string& out) {
  for (const char* stream : {"0:v:0", "0:a:1", "0:s:0"}) {
    EXPECT_EQ(packet_hash(in, stream), packet_hash(out, stream)) << stream;
  }
  const auto a = probe(in), b = probe(out);
  expect_same_chapters(a, b);
  expect_same_tags(a, b);
  const double length = seconds_of(b["format"]["duration"]);
  EXPECT_NEAR(length, seconds_of(a["format"]["duration"]), kPictureFrame);
}

class Films : public testing::Test {
 protected:
  std::string rendered(const std::string& in, const std::string& name, const Words& more = {}) {
    const Ran ran = render(in, folder / name, more);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return folder / name;
  }
  TemporaryFolder folder;
};

TEST_F(Films, MatroskaComesBackWithFlac) {
  const std::string in = make_film(folder, "in.mkv"), out = rendered(in, "out.mkv");
  expect_copied(in, out);
  const auto sound = stream_of(probe(out), "audio");
  EXPECT_EQ(sound["codec_name"], "flac");
  EXPECT_EQ(sound["bits_per_raw_sample"], "24");
  EXPECT_LE(error_db(decode(in), decode(out)), -100.0);
  EXPECT_NEAR(moved_s(in, out), 0.0, 0.001);  // a tick of Matroska
  for (const std::string& film : {in, out}) {
    // FFmpeg says that there is nothing to convert; the attachment is written all the same.
    run({"ffmpeg", "-v", "quiet", "-dump_attachment:t:0", film + ".txt", "-i", film});
  }
  EXPECT_EQ(bytes_of(in + ".txt"), bytes_of(out + ".txt"));
}

TEST_F(Films, QuickTimeComesBackWithPcm) {
  const std::string in = make_film(folder, "in.mov"), out = rendered(in, "out.mov");
  expect_copied(in, out);
  EXPECT_EQ(stream_of(probe(out), "audio")["codec_name"], "pcm_s24le");
  EXPECT_LE(error_db(decode(in), decode(out)), -100.0);
  EXPECT_NEAR(moved_s(in, out), 0.0, 1.0 / 48000);
}

TEST_F(Films, Mp4ComesBackWithAac) {
  const std::string in = make_film(folder, "in.mp4"), out = rendered(in, "out.mp4");
  expect_copied(in, out);
  const auto sound = stream_of(probe(out), "audio");
  EXPECT_EQ(sound["codec_name"], "aac");
  EXPECT_EQ(lag_frames(decode(in), decode(out), kMostLag), 0);
  EXPECT_NEAR(moved_s(in, out), 0.0, 1.0 / 48000);
  // 320 kb/s AAC of AAC: far below the sound itself, or it is not this sound.
  EXPECT_LE(error_of_common_db(decode(in), decode(out)), -20.0);
  EXPECT_NEAR(seconds_of(sound["duration"]), 6.0, kPictureFrame);
}

TEST_F(Films, SoundThatBeginsLateStaysLate) {
  for (const char* extension : {".mkv", ".mp4", ".mov"}) {
    const std::string in = make_film(folder, std::string("in") + extension, {"aac", 0.5, 6.0});
    const std::string out = rendered(in, std::string("out") + extension);
    ASSERT_NEAR(sound_start(in, 0), 0.5, 0.03) << extension;  // the film is what it claims
    EXPECT_NEAR(moved_s(in, out), 0.0, extension == std::string(".mkv") ? 0.001 : 1.0 / 48000)
        << extension;
    EXPECT_EQ(packet_hash(in, "0:v:0"), packet_hash(out, "0:v:0")) << extension;
  }
}

TEST_F(Films, FromMp4ToMatroskaNothingMoves) {
  const std::string in = make_film(folder, "in.mp4"), out = rendered(in, "out.mkv");
  EXPECT_EQ(packet_hash(in, "0:v:0"), packet_hash(out, "0:v:0"));
  EXPECT_EQ(packet_hash(in, "0:a:1"), packet_hash(out, "0:a:1"));
  expect_same_chapters(probe(in), probe(out));
  EXPECT_EQ(stream_of(probe(out), "audio")["codec_name"], "flac");
  EXPECT_NEAR(moved_s(in, out), 0.0, 0.001);
  EXPECT_NEAR(moved_s(in, out, 1, 1), 0.0, 0.001 + 1.0 / 44100);  // the copied track too
}

TEST_F(Films, FromMatroskaToMp4NothingMoves) {
  const std::string in = make_film(folder, "in.mkv");
  const Ran ran = render(in, folder / "out.mp4");
  ASSERT_EQ(ran.status, 0) << ran.err;
  const std::string out = folder / "out.mp4";
  EXPECT_EQ(packet_hash(in, "0:v:0"), packet_hash(out, "0:v:0"));
  EXPECT_EQ(packet_hash(in, "0:a:1"), packet_hash(out, "0:a:1"));
  expect_same_chapters(probe(in), probe(out));
  EXPECT_EQ(stream_of(probe(out), "audio")["codec_name"], "aac");
  EXPECT_NEAR(moved_s(in, out), 0.0, 0.001);
  // MP4 holds neither SubRip nor attachments: what is lost is said.
  EXPECT_NE(ran.out.find("(subrip) is left out"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("attachment"), std::string::npos) << ran.out;
}

TEST_F(Films, KeepOriginalKeepsItBitForBit) {
  for (const char* extension : {".mkv", ".mp4"}) {
    const std::string in = make_film(folder, std::string("in") + extension);
    const std::string out = rendered(in, std::string("out") + extension, {"--keep-original"});
    const auto film = probe(out);
    EXPECT_FALSE(stream_of(film, "audio", 2).is_null()) << extension;
    EXPECT_EQ(packet_hash(out, "0:a:1"), packet_hash(in, "0:a:0")) << extension;
    EXPECT_EQ(packet_hash(out, "0:a:2"), packet_hash(in, "0:a:1")) << extension;
    EXPECT_EQ(stream_of(film, "audio", 0)["disposition"]["default"], 1) << extension;
    EXPECT_EQ(stream_of(film, "audio", 1)["disposition"]["default"], 0) << extension;
    // Rendered and kept, side by side: they start together.
    EXPECT_NEAR(moved_s(out, out, 1, 0), 0.0, 0.001) << extension;
  }
}

TEST_F(Films, TheSecondTrackAlone) {
  const std::string in = make_film(folder, "in.mkv"),
                    out = rendered(in, "out.mkv", {"--audio-track", "2"});
  EXPECT_EQ(packet_hash(in, "0:a:0"), packet_hash(out, "0:a:0"));
  EXPECT_EQ(stream_of(probe(out), "audio", 1)["codec_name"], "flac");
  EXPECT_LE(error_of_common_db(decode(in, 1), decode(out, 1)), -100.0);
}

TEST_F(Films, AllTracks) {
  const std::string in = make_film(folder, "in.mov"),
                    out = rendered(in, "out.mov", {"--audio-track", "all"});
  for (int track : {0, 1}) {
    EXPECT_EQ(stream_of(probe(out), "audio", track)["codec_name"], "pcm_s24le");
    EXPECT_LE(error_db(decode(in, track), decode(out, track)), -100.0) << track;
    EXPECT_NEAR(moved_s(in, out, track, track), 0.0, 1.0 / 44100) << track;
  }
}

}  // namespace
}  // namespace otoscape::test
