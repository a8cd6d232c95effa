// SPDX-License-Identifier: Apache-2.0
// Every channel is taken for the loudspeaker that the file names, or that the user names.

#include "io/media/read/input_layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "io/media/ffmpeg.h"
#include "io/media/read/frame_converter.h"
#include "io/media/read/media_reader.h"
#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::io::media {
namespace {

using enum Speaker;
using Options = MediaReader::Options;
using Samples = std::vector<std::vector<float>>;

constexpr auto kKept = MediaReader::Channels::kept;

// Channel c holds (c + 1) / 16.
Samples marked(int channels, int frames) {
  Samples samples;
  for (int c = 0; c < channels; ++c)
    samples.emplace_back(static_cast<std::size_t>(frames), static_cast<float>(c + 1) / 16.0f);
  return samples;
}

class InputLayout : public testing::Test {
 protected:
  // WAV without a channel mask.
  std::string unnamed(int channels) {
    test::Sound sound{48000, channels, {}};
    for (int n = 0; n < 4800; ++n) {
      for (int c = 0; c < channels; ++c) sound.samples.push_back(static_cast<float>(c + 1) / 16.0f);
    }
    const std::string path = folder / (std::to_string(channels) + ".wav");
    test::write_wav(path, sound);
    return path;
  }
  // The same with one, of whatever loudspeakers.
  std::string named(int channels, std::uint32_t mask) {
    std::string bytes = test::bytes_of(unnamed(channels));
    const auto number = [](std::uint32_t value, int count) {
      std::string text;
      for (int i = 0; i < count; ++i) text.push_back(static_cast<char>(value >> (8 * i)));
      return text;
    };
    const std::string float_guid("\x03\0\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71", 16);
    const std::string format = number(0xfffe, 2) + bytes.substr(22, 14) + number(22, 2) +
                               number(32, 2) + number(mask, 4) + float_guid;
    const std::string path = folder / "named.wav";
    test::write_bytes(
        path, bytes.substr(0, 16) + number(40, 4) + format + bytes.substr(bytes.find("data")));
    return path;
  }
  std::string refused(const std::string& path, Options options) {
    options.layout_option = "--input-layout";
    auto reader = *MediaReader::open(path, options);
    const auto chosen = reader->choose({0}, false);
    EXPECT_FALSE(chosen);
    return chosen ? "" : chosen.error().sentence;
  }
  Samples read(const std::string& path, const Options& options) {
    auto reader = *MediaReader::open(path, options);
    Samples samples;
    const auto chosen = reader->choose({0}, false);
    EXPECT_TRUE(chosen) << chosen.error().sentence;
    const auto take = [&](Piece piece) {
      const auto* sound = std::get_if<SoundPiece>(&piece);
      if (sound == nullptr) return ok();
      samples.resize(static_cast<std::size_t>(sound->channels));
      for (std::size_t c = 0; c < samples.size(); ++c) {
        const auto& from = sound->samples[c];
        samples[c].insert(samples[c].end(), from.begin(), from.end());
      }
      return ok();
    };
    if (!chosen) return samples;
    EXPECT_TRUE(reader->read_to_end(take));
    notes = reader->troubles();
    return samples;
  }
  bool noted(const std::string& words) const {
    return std::ranges::any_of(notes, [&](const auto& note) { return test::says(note, words); });
  }
  test::TemporaryFolder folder;
  std::vector<std::string> notes;
};

TEST_F(InputLayout, IsAskedForWhereAFileDoesNotSay) {
  for (const auto channels : {MediaReader::Channels::folded, kKept}) {
    const std::string six = refused(unnamed(6), {.channels = channels});
    EXPECT_TRUE(test::says(six, "6 channels")) << six;
    EXPECT_TRUE(test::says(six, "--input-layout: 5.1, 5.1(side) or 6.0")) << six;
    // A mask of five, and one of seven.
    for (const std::uint32_t mask : {0x37u, 0x13fu}) {
      EXPECT_TRUE(test::says(refused(named(6, mask), {.channels = channels}), "does not say"));
    }
    EXPECT_TRUE(test::says(refused(unnamed(12), {.channels = channels}), ": 7.1.4"));
    EXPECT_TRUE(test::says(refused(unnamed(9), {.channels = channels}), "has so many"));
    EXPECT_TRUE(test::says(refused(unnamed(13), {.channels = channels}), "13 channels"));
  }
  EXPECT_EQ(read(unnamed(1), {.channels = kKept}), marked(1, 4800));
  EXPECT_EQ(read(unnamed(2), {.channels = kKept}), marked(2, 4800));
}

TEST_F(InputLayout, ThatIsGivenIsTakenForTheFilesOwn) {
  for (const NamedLayout& layout : named_layouts()) {
    const int channels = layout.layout.channels();
    const Options options{.channels = kKept, .layout = layout.layout};
    EXPECT_EQ(read(unnamed(channels), options), marked(channels, 4800)) << layout.name;
    EXPECT_TRUE(notes.empty());
    EXPECT_EQ((*MediaReader::open(unnamed(channels), options))->info().streams[0].layout,
              layout.layout);
  }
  // In a fold too: L + 0.7071 (C + Ls), where 6.0 has another channel in the middle.
  const Samples five = read(unnamed(6), {.layout = *layout_named("5.1")}),
                six = read(unnamed(6), {.layout = *layout_named("6.0")});
  EXPECT_NEAR(five[0][0], (1 + 0.70711f * (3 + 5)) / 16, 1e-5);
  EXPECT_NEAR(six[0][0], (1 + 0.70711f * (3 + 5) + 0.5f * 4) / 16, 1e-5);
}

TEST_F(InputLayout, InAnotherOrderIsSorted) {
  const Layout film{front_left, front_centre, front_right, back_left, back_right, lfe};
  const Samples sound = read(unnamed(6), {.channels = kKept, .layout = film}),
                file = marked(6, 4800);
  EXPECT_EQ(sound, (Samples{file[0], file[2], file[1], file[5], file[3], file[4]}));
  EXPECT_EQ(read(unnamed(2), {.layout = {front_right, front_left}}), (Samples{file[1], file[0]}));
  EXPECT_EQ((*MediaReader::open(unnamed(6), {.layout = film}))->info().streams[0].layout,
            *layout_named("5.1"));
  read(named(6, 0x3f), {.channels = kKept, .layout = film});
  EXPECT_TRUE(noted("were read as FL+FC+FR+BL+BR+LFE"));
  EXPECT_NE((MediaReader::Options{.layout = film}).number(),
            (MediaReader::Options{.layout = *layout_named("5.1")}).number());
}

TEST_F(InputLayout, OfAnotherNumberOfChannelsIsRefused) {
  const Options seven{.layout = *layout_named("7.1")};
  EXPECT_TRUE(test::says(refused(unnamed(6), seven), "6 channels, and the layout 7.1 has 8"));
  EXPECT_TRUE(test::says(refused(named(6, 0x3f), seven), "6 channels, and the layout 7.1 has 8"));
  EXPECT_TRUE(test::says(refused(unnamed(2), seven), "2 channels, and the layout 7.1 has 8"));
}

TEST_F(InputLayout, OverrulesAFileWithANote) {
  const Layout six = *layout_named("6.0");
  EXPECT_EQ(read(named(6, 0x3f), {.channels = kKept, .layout = six}), marked(6, 4800));
  EXPECT_TRUE(noted("the file says 5.1; its channels were read as 6.0"));
  EXPECT_EQ(read(named(6, six.mask()), {.channels = kKept, .layout = six}), marked(6, 4800));
  EXPECT_TRUE(notes.empty());
}

// FFmpeg's own order is the mask's; a frame may have another, with names.
TEST_F(InputLayout, OfAFrameInAnotherOrderIsSorted) {
  const AVChannel film[] = {AV_CHAN_FRONT_LEFT, AV_CHAN_FRONT_CENTER, AV_CHAN_FRONT_RIGHT,
                            AV_CHAN_BACK_LEFT,  AV_CHAN_BACK_RIGHT,   AV_CHAN_LOW_FREQUENCY};
  const Ffmpeg<AVFrame> frame(av_frame_alloc());
  frame->format = AV_SAMPLE_FMT_FLTP;
  frame->sample_rate = 48000;
  frame->nb_samples = 16;
  frame->ch_layout = {.order = AV_CHANNEL_ORDER_CUSTOM, .nb_channels = 6, .u = {}, .opaque = {}};
  frame->ch_layout.u.map = static_cast<AVChannelCustom*>(av_calloc(6, sizeof(AVChannelCustom)));
  for (int c = 0; c < 6; ++c) frame->ch_layout.u.map[c].id = film[c];
  ASSERT_EQ(av_frame_get_buffer(frame.get(), 0), 0);
  for (int c = 0; c < 6; ++c) {
    std::fill_n(reinterpret_cast<float*>(frame->extended_data[c]), 16,
                static_cast<float>(c + 1) / 16.0f);
  }
  FrameConverter converter(0, {.folded = 0, .kept = *layout_named("5.1"), .given = {}}, 48000);
  ASSERT_TRUE(converter.set_to(*frame));
  float peak = 0.0f;
  const auto piece = converter.convert(*frame, peak);
  ASSERT_TRUE(piece);
  for (const auto& [channel, from] : {std::pair{0, 0}, {1, 2}, {2, 1}, {3, 5}, {4, 3}, {5, 4}}) {
    EXPECT_EQ(piece->samples[static_cast<std::size_t>(channel)][8],
              static_cast<float>(from + 1) / 16.0f)
        << channel;
  }
}

class ChangingLayout : public InputLayout {
 protected:
  // AC-3 packets of constant tones, of one layout and then of another.
  std::string joined(const std::string& first, const std::string& second) {
    std::string bytes;
    for (const std::string& layout : {first, second}) {
      const std::string left_and_right = "pan=" + layout + "|c0=c0|c1=.5*c0";
      const std::string centre = layout == "stereo" ? "" : "|c2=.5*c0";
      const std::string surround = layout == "5.1(side)" ? "|c4=c0" : "";
      test::must_run({"ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i",
                      "sine=440:d=1:r=48000,volume=4", "-af", left_and_right + centre + surround,
                      "-b:a", "448k", folder / "part.ac3"});
      bytes += test::bytes_of(folder / "part.ac3");
    }
    test::write_bytes(folder / "joined.ac3", bytes);
    return folder / "joined.ac3";
  }
};

double rms(const std::vector<float>& x, double from_s, double to_s) {
  double sum = 0.0;
  const auto first = static_cast<std::size_t>(from_s * 48000),
             last = static_cast<std::size_t>(to_s * 48000);
  for (std::size_t n = first; n < last; ++n) sum += x[n] * x[n];
  return std::sqrt(sum / static_cast<double>(last - first));
}

TEST_F(ChangingLayout, KeepsTheFirstAndIsSilentWhereTheSecondHasNone) {
  const Samples sound = read(joined("5.1(side)", "stereo"), {.channels = kKept});
  ASSERT_EQ(sound.size(), 6u);
  const double left = rms(sound[0], 0.3, 0.8);
  EXPECT_GT(left, 0.1);
  EXPECT_NEAR(rms(sound[4], 0.3, 0.8) / left, 1.0, 0.02);
  EXPECT_NEAR(rms(sound[0], 1.3, 1.8) / left, 1.0, 0.02);
  EXPECT_NEAR(rms(sound[1], 1.3, 1.8) / left, 0.5, 0.02);
  for (const std::size_t c : {2u, 3u, 4u, 5u}) EXPECT_EQ(rms(sound[c], 1.3, 1.8), 0.0) << c;
  EXPECT_TRUE(noted("changes from 5.1(side) to stereo at 1."));
  EXPECT_TRUE(noted("FC+LFE+SL+SR is silent there"));
}

TEST_F(ChangingLayout, FoldsWhatTheFirstHasNot) {
  const Samples sound = read(joined("stereo", "5.1(side)"), {.channels = kKept});
  ASSERT_EQ(sound.size(), 2u);
  const double left = rms(sound[0], 0.3, 0.8);
  EXPECT_NEAR(rms(sound[0], 1.3, 1.8) / left, 1 + 0.7071 * 1.5, 0.05);
  EXPECT_NEAR(rms(sound[1], 1.3, 1.8) / left, 0.5 + 0.7071 * 0.5, 0.05);
  EXPECT_TRUE(noted("changes from 2 to 6 channels at 1."));
}

TEST_F(ChangingLayout, FoldsALargerOneIntoASmallerOfMoreThanTwo) {
  const Samples sound = read(joined("3.0", "5.1(side)"), {.channels = kKept});
  ASSERT_EQ(sound.size(), 3u);
  EXPECT_TRUE(noted("changes from 3.0 to 5.1(side) at 1."));
  EXPECT_TRUE(noted("LFE+SL+SR is folded into 3.0, but for LFE"));
}

}  // namespace
}  // namespace otoscape::io::media
