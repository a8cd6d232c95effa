// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/output_plan.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace otoscape::io::media {
namespace {

using Kind = StreamInfo::Kind;

StreamInfo sound(const std::string& codec, bool lossy, bool floating, int bits) {
  StreamInfo info;
  info.kind = Kind::sound;
  info.codec = codec;
  info.rate = Hertz(48000);
  info.channels = 2;
  info.lossy = lossy;
  info.floating = floating;
  info.bits = bits;
  return info;
}
StreamInfo stream(Kind kind, const std::string& codec) {
  StreamInfo info;
  info.kind = kind;
  info.codec = codec;
  return info;
}

const StreamInfo kFloat = sound("pcm_f32le", false, true, 32),
                 k16 = sound("pcm_s16le", false, false, 16),
                 kFlac = sound("flac", false, false, 16), kAlac = sound("alac", false, false, 24),
                 kAac = sound("aac", true, false, 0), kMp3 = sound("mp3", true, false, 0),
                 kOpus = sound("opus", true, false, 0), kAc3 = sound("ac3", true, false, 0);

MediaInfo sound_file(const StreamInfo& track) {
  MediaInfo info;
  info.streams = {track};
  info.tracks = {0};
  info.best_track = 0;
  return info;
}

// Picture, sound to render, other sound, subtitles, an attachment.
MediaInfo film(const StreamInfo& track) {
  MediaInfo info;
  info.streams = {stream(Kind::picture, "h264"), track, kAac, stream(Kind::subtitle, "subrip"),
                  stream(Kind::attachment, "ttf")};
  info.tracks = {1, 2};
  info.best_track = 0;
  info.is_film = true;
  return info;
}

struct Row {
  StreamInfo source;
  bool film;
  std::string out, encoder;
  std::optional<SampleFormat> samples;
  int bit_rate;
};

TEST(OutputPlan, ChoosesTheCodecBySourceAndContainer) {
  const auto s24 = SampleFormat::s24, f32 = SampleFormat::f32;
  const Row rows[] = {
      {kFloat, false, "a.wav", "pcm_f32le", f32, 0},  // float stays float
      {k16, false, "a.wav", "pcm_s24le", s24, 0},     // integers become 24 bit
      {k16, false, "a.aiff", "pcm_s24be", s24, 0},
      {kFlac, false, "a.flac", "flac", s24, 0},  // FLAC and ALAC stay
      {kAlac, false, "a.m4a", "alac", s24, 0},
      {kFlac, false, "a.wav", "pcm_s24le", s24, 0},
      {k16, false, "a.flac", "flac", s24, 0},
      {kAac, false, "a.m4a", "aac", std::nullopt, 320000},  // a lossy sound file keeps its codec
      {kMp3, false, "a.mp3", "libmp3lame", std::nullopt, 320000},
      {kOpus, false, "a.opus", "libopus", std::nullopt, 256000},
      {kMp3, false, "a.mka", "libmp3lame", std::nullopt, 320000},
      {kMp3, false, "a.wav", "pcm_s24le", s24, 0},
      {kMp3, false, "a.flac", "flac", s24, 0},
      {kAac, true, "a.mkv", "flac", s24, 0},  // a lossy source in films
      {kAc3, true, "a.mp4", "aac", std::nullopt, 320000},
      {kAac, true, "a.mov", "pcm_s24le", s24, 0},
      {k16, true, "a.mkv", "pcm_s24le", s24, 0},
      {kFloat, true, "a.mkv", "pcm_f32le", f32, 0},
      {kFlac, true, "a.mkv", "flac", s24, 0},
      {kFloat, true, "a.mov", "pcm_f32le", f32, 0},
      {kFlac, true, "a.avi", "pcm_s24le", s24, 0},
      {kFlac, false, "a.wv", "wavpack", std::nullopt, 0},
      {k16, true, "a.dv", "pcm_s16le", SampleFormat::s16, 0},
      {k16, true, "a.mp4", "aac", std::nullopt, 320000},
      {kAac, true, "A.MKV", "flac", s24, 0},  // as other systems write it
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.source.codec + " in " + (row.film ? "a film" : "a file") + " to " + row.out);
    const auto info = row.film ? film(row.source) : sound_file(row.source);
    const auto plan = plan_output(info, {row.film ? 1 : 0}, row.out, {});
    ASSERT_TRUE(plan) << plan.error().sentence;
    const auto render =
        std::ranges::find_if(plan->streams, [](const auto& s) { return s.render.has_value(); });
    ASSERT_NE(render, plan->streams.end());
    EXPECT_EQ(render->render->encoder, row.encoder);
    EXPECT_EQ(render->render->samples, row.samples);
    EXPECT_EQ(render->render->bit_rate, row.bit_rate);
  }
}

struct WideRow {
  StreamInfo source;
  std::string out, codec, layout, encoder;
  int bit_rate;
};

// As for stereo, but for PCM in Matroska, which has no place for its layout.
TEST(OutputPlan, ChoosesTheCodecOfMoreThanTwoChannels) {
  const WideRow rows[] = {
      {kAc3, "a.mkv", "", "5.1(side)", "flac", 0},  {k16, "a.mkv", "", "7.1", "flac", 0},
      {kFloat, "a.mkv", "", "5.1", "flac", 0},      {kFloat, "a.mov", "", "7.1.4", "pcm_f32le", 0},
      {kAac, "a.wav", "", "7.1.4", "pcm_s24le", 0}, {kAc3, "a.mp4", "", "5.1(side)", "aac", 960000},
      {kAac, "a.mp4", "", "7.1", "aac", 1280000},   {k16, "a.webm", "", "5.1", "libopus", 768000},
      {k16, "a.mkv", "ac3", "5.1", "ac3", 640000},
  };
  for (const WideRow& row : rows) {
    SCOPED_TRACE(row.source.codec + " of " + row.layout + " to " + row.out);
    OutputOptions options;
    options.codec = row.codec;
    options.surround[1] = *layout_named(row.layout);
    const auto plan = plan_output(film(row.source), {1}, row.out, options);
    ASSERT_TRUE(plan) << plan.error().sentence;
    const auto render =
        std::ranges::find_if(plan->streams, [](const auto& s) { return s.render.has_value(); });
    EXPECT_EQ(render->render->encoder, row.encoder);
    EXPECT_EQ(render->render->bit_rate, row.bit_rate);
    const bool says_it_is_24_bit = std::ranges::any_of(
        plan->notes, [](const auto& note) { return note.find("24-bit FLAC") != note.npos; });
    EXPECT_EQ(says_it_is_24_bit, row.source.floating && row.encoder == "flac");
  }
}

TEST(OutputPlan, RefusesMoreThanEightChannelsInMatroskaAndMp4) {
  for (const char* out : {"a.mkv", "a.mka", "a.webm", "a.mp4", "a.m4a"}) {
    for (const char* layout : {"5.1.4", "7.1.2", "7.1.4"}) {
      OutputOptions options;
      options.surround[1] = *layout_named(layout);
      const auto plan = plan_output(film(k16), {1}, out, options);
      ASSERT_FALSE(plan) << out;
      EXPECT_EQ(plan.error().kind, Error::Kind::usage);
      EXPECT_NE(plan.error().sentence.find(".mov, .wav, .w64 and .caf can"), std::string::npos);
    }
  }
}

std::vector<int> copied(const OutputPlan& plan) {
  std::vector<int> streams;
  for (const StreamPlan& s : plan.streams) {
    if (!s.render) streams.push_back(s.source);
  }
  return streams;
}

bool has_note(const OutputPlan& plan, const std::string& words) {
  return std::ranges::any_of(plan.notes,
                             [&](const auto& n) { return n.find(words) != std::string::npos; });
}

TEST(OutputPlan, TriesAllButThePictureInASoundFile) {
  const auto mkv = plan_output(film(kAac), {1}, "a.mkv", {});
  EXPECT_EQ(copied(*mkv), (std::vector<int>{0, 2, 3, 4}));
  EXPECT_TRUE(mkv->notes.empty());
  EXPECT_TRUE(mkv->needs_picture);

  const auto wav = plan_output(film(kAac), {1}, "a.wav", {});
  EXPECT_EQ(copied(*wav), (std::vector<int>{2, 3, 4}));
  EXPECT_TRUE(has_note(*wav, "the picture is left out"));
  EXPECT_FALSE(wav->needs_picture);

  OutputOptions options;
  options.without_picture = true;
  const auto without = plan_output(film(kAac), {1}, "a.mkv", options);
  EXPECT_EQ(copied(*without), (std::vector<int>{2, 3, 4}));
  EXPECT_TRUE(has_note(*without, "as asked"));

  options = {};
  options.sound_only = true;
  EXPECT_TRUE(copied(*plan_output(film(kAac), {1}, "a.mkv", options)).empty());
}

TEST(OutputPlan, OggIsAFilmWhereItsPictureIsOggs) {
  MediaInfo info = film(kAac);
  EXPECT_FALSE(plan_output(info, {1}, "a.ogg", {})->film);
  info.streams[0].codec = "theora";
  EXPECT_TRUE(plan_output(info, {1}, "a.ogg", {})->film);
}

TEST(OutputPlan, StreamsKeepTheirOrder) {
  OutputOptions options;
  options.keep_original = true;
  const auto plan = plan_output(film(kAac), {1}, "a.mkv", options);
  std::vector<int> order;
  for (const StreamPlan& s : plan->streams) order.push_back(s.source);
  EXPECT_EQ(order, (std::vector<int>{0, 1, 1, 2, 3, 4}));
  EXPECT_TRUE(plan->streams[1].render.has_value());  // the rendered one first …
  EXPECT_TRUE(plan->streams[2].original);            // … then its original
}

TEST(OutputPlan, WishesComeFirst) {
  OutputOptions options;
  options.codec = "opus";
  options.bit_rate = 96000;
  const auto plan = plan_output(sound_file(k16), {0}, "a.mka", options);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->streams[0].render->encoder, "libopus");
  EXPECT_EQ(plan->streams[0].render->bit_rate, 96000);
  options = {};
  options.sample_format = SampleFormat::s16;
  EXPECT_EQ(plan_output(sound_file(kFloat), {0}, "a.wav", options)->streams[0].render->encoder,
            "pcm_s16le");
}

TEST(OutputPlan, RefusesWhatCannotBe) {
  OutputOptions opus;
  opus.codec = "opus";
  OutputOptions unknown;
  unknown.codec = "nonsense";
  OutputOptions picture;
  picture.codec = "mpeg4";
  StreamInfo fast = kMp3;
  fast.rate = Hertz(96000);
  for (const auto& plan :
       {plan_output(sound_file(k16), {0}, "a.xyz", {}), plan_output(sound_file(k16), {0}, "a", {}),
        plan_output(sound_file(k16), {0}, "a.wav", opus),
        plan_output(sound_file(k16), {0}, "a.wav", unknown),
        plan_output(sound_file(k16), {0}, "a.mkv", picture),
        plan_output(sound_file(fast), {0}, "a.mp3", {})}) {
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().kind, Error::Kind::usage) << plan.error().sentence;
  }
}

}  // namespace
}  // namespace otoscape::io::media
