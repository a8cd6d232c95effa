// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/copied_stream.h"

#include <gtest/gtest.h>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

constexpr AVRational kTick{1, 25};

Packet packet(std::int64_t pts, bool hidden) {
  Packet p(av_packet_alloc());
  p->pts = p->dts = pts;
  p->duration = 1;
  p->time_base = kTick;
  if (hidden) p->flags |= AV_PKT_FLAG_DISCARD;
  return p;
}

struct Written {
  std::vector<std::int64_t> times;
  double hidden_seconds = 0.0;
};

// Negative times of the list are hidden: −3 is the hidden packet at 3.
Written write(const std::vector<std::int64_t>& packets, CopiedStream::Container container) {
  AVCodecParameters par{};
  par.codec_type = AVMEDIA_TYPE_VIDEO;
  CopiedStream stream(0, par, container);
  Written written;
  for (const std::int64_t p : packets) {
    EXPECT_TRUE(stream.write(packet(std::abs(p), p < 0), [&](AVPacket& put) {
      written.times.push_back(put.pts);
      return ok();
    }));
  }
  written.hidden_seconds = stream.hidden_seconds();
  return written;
}

TEST(CopiedStream, HiddenFramesAreKeptForVisibleOnesAndLeftOutAtTheEnd) {
  const Written w = write({-1, -2, 3, -4, 5, -6, -7}, {});
  EXPECT_EQ(w.times, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
  EXPECT_NEAR(w.hidden_seconds, 3.0 / 25.0, 1e-9);
  EXPECT_EQ(write({1, 2, 3}, {}).hidden_seconds, 0.0);
}

TEST(CopiedStream, AnEditListHidesFramesBeforeTheStartAgain) {
  AVCodecParameters par{};
  par.codec_type = AVMEDIA_TYPE_VIDEO;
  for (const bool hides : {true, false}) {
    CopiedStream stream(0, par, {true, hides});
    const auto put = [](AVPacket&) { return Status(ok()); };
    EXPECT_TRUE(stream.write(packet(-1, true), put));
    EXPECT_TRUE(stream.write(packet(0, false), put));
    EXPECT_NEAR(stream.hidden_seconds(), hides ? 0.0 : 1.0 / 25.0, 1e-9);
  }
}

TEST(CopiedStream, LatePcmGetsSilenceWhereNoStartIsStored) {
  AVCodecParameters par{};
  par.codec_type = AVMEDIA_TYPE_AUDIO;
  par.codec_id = AV_CODEC_ID_PCM_S16LE;
  par.ch_layout.nb_channels = 2;
  par.sample_rate = 48000;
  for (const bool keeps : {true, false}) {
    CopiedStream stream(0, par, {keeps, false});
    std::int64_t bytes = 0;
    EXPECT_TRUE(stream.write(packet(5, false), [&](AVPacket& put) {
      bytes += put.size;
      return ok();
    }));
    EXPECT_EQ(bytes, keeps ? 0 : 5 * (48000 / 25) * 4);
  }
}

}  // namespace
}  // namespace otoscape::io::media
