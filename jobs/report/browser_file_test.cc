// SPDX-License-Identifier: Apache-2.0
#include "jobs/report/browser_file.h"

#include <gtest/gtest.h>

namespace otoscape::jobs::report {
namespace {

using io::media::MediaInfo;
using io::media::StreamInfo;

StreamInfo stream(StreamInfo::Kind kind, const std::string& codec) {
  StreamInfo info;
  info.kind = kind;
  info.codec = codec;
  return info;
}

MediaInfo film(const std::string& picture, const std::string& sound) {
  MediaInfo info;
  if (!picture.empty()) {
    info.streams.push_back(stream(StreamInfo::Kind::picture, picture));
    info.is_film = true;
  }
  info.tracks = {static_cast<int>(info.streams.size())};
  info.best_track = 0;
  info.streams.push_back(stream(StreamInfo::Kind::sound, sound));
  return info;
}

TEST(BrowserFile, PlaysWhatBrowsersHaveInCommon) {
  EXPECT_TRUE(browsers_play(film("h264", "aac"), 1, "a.MP4"));
  EXPECT_TRUE(browsers_play(film("vp9", "opus"), 1, "a.webm"));
  EXPECT_TRUE(browsers_play(film("", "pcm_s24le"), 0, "a.wav"));
  EXPECT_FALSE(browsers_play(film("h264", "aac"), 1, "a.mkv"));
  EXPECT_FALSE(browsers_play(film("hevc", "aac"), 1, "a.mp4"));
  EXPECT_FALSE(browsers_play(film("h264", "ac3"), 1, "a.mp4"));
  EXPECT_FALSE(browsers_play(film("", "pcm_s16be"), 0, "a.aiff"));
  EXPECT_FALSE(browsers_play(film("", "aac"), 0, "name without an ending"));
}

TEST(BrowserFile, OfH264EightBitsAreShown) {
  MediaInfo camera = film("h264", "aac");
  camera.streams[0].picture_bits = 8;
  camera.streams[0].quarter_chroma = true;
  EXPECT_TRUE(browsers_play(camera, 1, "a.mp4"));
  camera.streams[0].picture_bits = 10;
  EXPECT_FALSE(browsers_show(camera));
  EXPECT_FALSE(browsers_play(camera, 1, "a.mp4"));
  camera.streams[0].codec = "vp9";
  EXPECT_TRUE(browsers_show(camera));
  camera.streams[0].quarter_chroma = false;
  EXPECT_FALSE(browsers_show(camera));
}

TEST(BrowserFile, AFilmOfTwoTracksIsCopied) {
  MediaInfo two = film("h264", "aac");
  two.streams.push_back({.kind = StreamInfo::Kind::sound, .codec = "aac"});
  two.tracks.push_back(2);
  EXPECT_FALSE(browsers_play(two, 1, "a.mp4"));
}

TEST(BrowserFile, ACoverIsNoPicture) {
  MediaInfo song = film("", "mp3");
  song.streams.push_back(stream(StreamInfo::Kind::picture, "mjpeg"));
  song.streams.back().cover_art = true;
  EXPECT_EQ(song.picture(), -1);
  EXPECT_TRUE(browsers_play(song, 0, "a.mp3"));
}

}  // namespace
}  // namespace otoscape::jobs::report
