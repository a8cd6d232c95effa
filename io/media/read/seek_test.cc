// SPDX-License-Identifier: Apache-2.0
// Reading that begins in the middle of a file gives what reading from its start gives, to the bit.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "io/media/read/media_reader.h"
#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::io::media {
namespace {

using test::TemporaryFolder;
using test::Words;

// All sound of a file's default track from some frame on.
struct Heard {
  bool sought = false;
  std::int64_t first = 0, start = 0;
  std::vector<float> samples;  // interleaved
  DecodeReport report;
  std::optional<SeekIndex> index;
};

Heard heard(const std::string& path, const std::optional<SeekPoint>& from = std::nullopt) {
  auto reader = *MediaReader::open(path);
  const MediaInfo& info = reader->info();
  const int stream = info.tracks.at(static_cast<std::size_t>(info.best_track));
  EXPECT_TRUE(reader->choose({stream}, false));
  Heard heard;
  if (from) heard.sought = *reader->seek({{stream, *from}}, std::nullopt);
  std::optional<std::int64_t> next;
  const auto take = [&](Piece piece) {
    if (const auto* sound = std::get_if<SoundPiece>(&piece)) {
      if (!next) heard.first = sound->first;
      EXPECT_EQ(sound->first, next.value_or(sound->first));  // without gaps
      next = sound->first + sound->frames;
      for (std::size_t n = 0; n < static_cast<std::size_t>(sound->frames); ++n) {
        for (int c = 0; c < sound->channels; ++c) {
          heard.samples.push_back(sound->samples[static_cast<std::size_t>(c)][n]);
        }
      }
    }
    return ok();
  };
  while (*reader->read(take)) {
  }
  heard.start = reader->start_of(stream);
  heard.report = reader->report_of(stream);
  heard.index = reader->index_of(stream);
  return heard;
}

struct Case {
  std::string name, extension;
  Words codec;
  int channels = 2;
  bool with_picture = false;
};

// FFmpeg's AAC leaves its softest bands to chance, AC-3 its empty bits, MP2 its dither: begun
// elsewhere they sound otherwise, so such tracks have no places.
bool by_chance(const Case& c) {
  return c.name.starts_with("aac") || c.name.starts_with("ac3") || c.name.starts_with("mp2");
}

const Case kCases[] = {
    {"wav", "wav", {"-c:a", "pcm_s16le"}},
    {"wav_float", "wav", {"-c:a", "pcm_f32le"}},
    {"aiff", "aiff", {}},
    {"flac", "flac", {}},
    {"alac", "m4a", {"-c:a", "alac"}},
    {"mp3", "mp3", {"-b:a", "128k"}},
    {"mp3_variable", "mp3", {"-q:a", "4"}},
    {"aac", "m4a", {"-b:a", "96k"}},
    {"aac_raw", "aac", {"-b:a", "96k"}},
    {"opus_ogg", "opus", {"-b:a", "96k"}},
    {"vorbis_ogg", "ogg", {"-c:a", "libvorbis"}},
    {"ac3_raw", "ac3", {"-b:a", "192k"}},
    {"aac_mp4", "mp4", {"-c:a", "aac", "-b:a", "96k"}, 2, true},
    {"pcm_mov", "mov", {"-c:a", "pcm_s24le"}, 2, true},
    {"aac_mkv", "mkv", {"-c:a", "aac", "-b:a", "96k"}, 2, true},
    {"opus_mkv", "mkv", {"-c:a", "libopus"}, 2, true},
    {"vorbis_mkv", "mkv", {"-c:a", "libvorbis"}, 2, true},
    {"ac3_mkv", "mkv", {"-c:a", "ac3", "-b:a", "384k"}, 6, true},
    {"flac_mkv", "mkv", {"-c:a", "flac"}, 2, true},
    {"opus_mka", "mka", {"-c:a", "libopus"}},
    {"ac3_ts", "ts", {"-c:a", "ac3"}, 2, true},
    {"mp2_mpg", "mpg", {"-c:a", "mp2"}, 2, true},
    {"pcm_avi", "avi", {"-c:a", "pcm_s16le", "-audio_preload", "1000000"}, 2, true},
};

class Seeking : public testing::TestWithParam<Case> {
 protected:
  std::string made(const Case& c, double seconds) {
    const std::string wav = folder / "made.wav", file = folder / ("in." + c.extension);
    test::write_wav(wav, test::noise_and_tones(48000, c.channels, seconds, 0.4));
    Words words = {"ffmpeg", "-v", "error", "-y"};
    if (c.with_picture) {
      words.insert(words.end(),
                   {"-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=" + std::to_string(seconds)});
    }
    words.insert(words.end(), {"-i", wav});
    if (c.with_picture) {
      words.insert(words.end(),
                   {"-c:v", c.extension == "mpg" || c.extension == "ts" ? "mpeg2video" : "mpeg4"});
    }
    words.insert(words.end(), c.codec.begin(), c.codec.end());
    words.push_back(file);
    test::must_run(words);
    return file;
  }
  TemporaryFolder folder;
};

TEST_P(Seeking, GivesTheSameSamplesAsReadingFromTheStart) {
  const std::string file = made(GetParam(), 36.0);
  const Heard whole = heard(file);
  ASSERT_TRUE(whole.index);
  EXPECT_EQ(whole.index->size(), by_chance(GetParam()) ? 0u : 3u);
  if (by_chance(GetParam())) return;
  const auto channels = std::min(GetParam().channels, 2);
  for (std::int64_t frame : {12 * 48000, 25 * 48000, 35 * 48000}) {
    const auto point = whole.index->before(frame);
    ASSERT_TRUE(point);
    EXPECT_GT(point->frame, frame - 12 * 48000);
    const Heard part = heard(file, point);
    EXPECT_TRUE(part.sought) << frame;
    ASSERT_EQ(part.first, point->frame);
    EXPECT_EQ(part.start, whole.start);
    const auto skipped = static_cast<std::ptrdiff_t>((part.first - whole.first) * channels);
    const std::vector<float> wanted(whole.samples.begin() + skipped, whole.samples.end());
    ASSERT_EQ(part.samples.size(), wanted.size());
    const test::Sound a{48000, channels, wanted}, b{48000, channels, part.samples};
    const bool forgets_slowly = GetParam().name.starts_with("opus");
    EXPECT_LE(test::error_db(a, b), forgets_slowly ? -100.0 : -300.0) << frame;
    EXPECT_EQ(part.report.frames, whole.report.frames);
    EXPECT_EQ(part.report.filled_frames, whole.report.filled_frames);
    EXPECT_EQ(part.report.dropped_frames, whole.report.dropped_frames);
    EXPECT_EQ(part.report.damaged_packets, whole.report.damaged_packets);
    EXPECT_EQ(part.report.fold_peak, whole.report.fold_peak);
  }
  EXPECT_FALSE(whole.index->before(48000));
}

// What another file's index says is not there: then all is read, from the start.
TEST_P(Seeking, WhatIsNotFoundAgainIsReadFromTheStart) {
  const std::string file = made(GetParam(), 12.0);
  const Heard whole = heard(file);
  if (by_chance(GetParam())) return;
  ASSERT_TRUE(whole.index && whole.index->size() == 1u);
  for (auto mark : {&SeekPoint::from, &SeekPoint::safe}) {
    SeekPoint point = *whole.index->before(12 * 48000);
    (point.*mark).hash ^= 1;
    const Heard part = heard(file, point);
    EXPECT_FALSE(part.sought);
    EXPECT_EQ(part.first, whole.first);
    EXPECT_TRUE(part.samples == whole.samples);
    EXPECT_TRUE(part.index);
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, Seeking, testing::ValuesIn(kCases),
                         [](const auto& test) { return test.param.name; });

// Streams and times of all that is copied and still counts at 22 s, and the first frames of sound.
struct Copied {
  std::vector<std::string> packets;
  std::map<int, std::int64_t> first;
};

Copied copied(const std::string& path, const std::map<int, SeekPoint>& points) {
  auto reader = *MediaReader::open(path);
  EXPECT_TRUE(reader->choose({1, 2}, true));
  if (!points.empty()) {
    EXPECT_TRUE(*reader->seek(points, Seconds(22.0)));
  }
  Copied copied;
  const auto take = [&](Piece piece) {
    if (const auto* sound = std::get_if<SoundPiece>(&piece)) {
      copied.first.emplace(sound->stream, sound->first);
    } else if (const auto* packet = std::get_if<CopiedPiece>(&piece)) {
      const auto [from, to] = time_span(*packet);
      if (to > 22.0) {
        copied.packets.push_back(std::to_string(packet->stream) + " " + std::to_string(from) + " " +
                                 std::to_string(to));
      }
    }
    return ok();
  };
  while (*reader->read(take)) {
  }
  std::ranges::sort(copied.packets);
  return copied;
}

TEST(SeekingInFilms, CopiesTheSamePicturesAndFindsAllTracks) {
  const TemporaryFolder folder;
  for (const char* name : {"a.mkv", "a.mp4", "a.ts"}) {
    const std::string file = folder / name;
    test::must_run({"ffmpeg",
                    "-v",
                    "error",
                    "-f",
                    "lavfi",
                    "-i",
                    "testsrc2=s=64x64:d=34",
                    "-f",
                    "lavfi",
                    "-i",
                    "sine=d=34:r=48000",
                    "-f",
                    "lavfi",
                    "-i",
                    "sine=f=300:d=34:r=44100",
                    "-map",
                    "0",
                    "-map",
                    "1",
                    "-map",
                    "2",
                    "-c:v",
                    "mpeg2video",
                    "-bf",
                    "2",
                    "-c:a:0",
                    "libmp3lame",
                    "-c:a:1",
                    "libmp3lame",
                    file});
    std::map<int, SeekPoint> points;
    auto reader = *MediaReader::open(file);
    ASSERT_TRUE(reader->choose({1, 2}, false));
    while (*reader->read([](const Piece&) { return ok(); })) {
    }
    for (int stream : {1, 2}) points[stream] = reader->index_of(stream)->before(22 * 44100).value();
    const Copied whole = copied(file, {}), part = copied(file, points);
    EXPECT_GT(whole.packets.size(), 500u);
    EXPECT_EQ(part.packets, whole.packets) << name;
    for (const auto& [stream, point] : points) EXPECT_EQ(part.first.at(stream), point.frame);
  }
}

double error_re_ffmpeg_db(const std::string& file) {
  const Heard here = heard(file);
  return test::error_of_common_db(test::decode(file), {48000, 2, here.samples});
}

// Looking for places changes nothing of what is decoded.
TEST(Decoding, GivesWhatFfmpegGives) {
  const TemporaryFolder folder;
  test::write_wav(folder / "in.wav", test::noise_and_tones(48000, 2, 31.0, 0.4));
  for (const char* name : {"a.flac", "a.mp3", "a.ogg", "a.wav", "a.opus", "a.m4a", "a.ac3"}) {
    test::must_run({"ffmpeg", "-v", "error", "-y", "-i", folder / "in.wav", "-b:a", "96k",
                    "-bitexact", folder / name});
    EXPECT_EQ(error_re_ffmpeg_db(folder / name), -300.0) << name;
  }
}

}  // namespace
}  // namespace otoscape::io::media
