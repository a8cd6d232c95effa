// SPDX-License-Identifier: Apache-2.0
#include "io/wave/wave_writer.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

#include "tests/support/riff.h"
#include "tests/support/shell.h"

namespace otoscape::io::wave {
namespace {

using test::number_in;

std::vector<std::vector<float>> made_sound(int channels, int frames) {
  std::vector<std::vector<float>> sound(static_cast<std::size_t>(channels));
  for (int c = 0; c < channels; ++c) {
    for (int f = 0; f < frames; ++f)
      sound[static_cast<std::size_t>(c)].push_back(0.9f * std::sin(0.013f * float(f * (c + 1))));
  }
  return sound;
}

ConstBlock<FullScaleUnit> block_of(const std::vector<std::vector<float>>& sound) {
  std::vector<const float*> channels;
  for (const auto& channel : sound) channels.push_back(channel.data());
  return {std::span<const float* const>(channels), static_cast<int>(sound[0].size())};
}

// Writes the sound in two parts.
void write(const std::string& path, const WaveFormat& format,
           const std::vector<std::vector<float>>& sound, int cut) {
  auto writer = WaveWriter::open(path, format, {});
  ASSERT_TRUE(writer);
  const auto block = block_of(sound);
  ASSERT_TRUE(writer->write(block.part(0, cut)));
  ASSERT_TRUE(writer->write(block.part(cut, block.frames() - cut)));
  ASSERT_TRUE(writer->close());
}

TEST(WaveWriter, TwelveChannelsStandInTheirPlaces) {
  const test::TemporaryFolder folder;
  const WaveFormat format{48000, *layout_named("7.1.4"), WaveSamples::f32};
  const auto sound = made_sound(12, 777);
  write(folder / "a.wav", format, sound, 100);
  write(folder / "b.wav", format, sound, 600);
  EXPECT_EQ(test::bytes_of(folder / "a.wav"), test::bytes_of(folder / "b.wav"));

  const test::Riff riff = test::read_riff(folder / "a.wav");
  const std::string& fmt = riff.chunks.at("fmt ");
  EXPECT_EQ(number_in(fmt, 0, 2), 0xfffeu);
  EXPECT_EQ(number_in(fmt, 2, 2), 12u);
  EXPECT_EQ(number_in(fmt, 4, 4), 48000u);
  EXPECT_EQ(number_in(fmt, 8, 4), 48000u * 48);
  EXPECT_EQ(number_in(fmt, 12, 2), 48u);
  EXPECT_EQ(number_in(fmt, 14, 2), 32u);
  EXPECT_EQ(number_in(fmt, 20, 4), 0x2d63fu);  // FL FR FC LFE BL BR SL SR TFL TFR TBL TBR
  EXPECT_EQ(number_in(fmt, 24, 2), 3u);
  EXPECT_EQ(number_in(riff.chunks.at("fact"), 0, 4), 777u);
  ASSERT_EQ(riff.data_bytes, 777u * 48);
  const std::string bytes = test::bytes_of(folder / "a.wav");
  for (std::size_t f = 0; f < 777; f += 97) {
    for (std::size_t c = 0; c < 12; ++c) {
      const auto bits =
          static_cast<std::uint32_t>(number_in(bytes, riff.data_at + (f * 12 + c) * 4, 4));
      EXPECT_EQ(std::bit_cast<float>(bits), sound[c][f]) << c << " at " << f;
    }
  }
}

TEST(WaveWriter, TwentyFourBitsAreRoundedAndLimited) {
  const test::TemporaryFolder folder;
  constexpr float kStep = 0x1p-23f;
  const std::vector<float> in = {
      0.0f,  kStep, -kStep, 0.6f * kStep,  1.0f,
      -1.0f, 2.0f,  -3.0f,  std::nanf(""), std::numeric_limits<float>::infinity(),
      0.5f};
  const std::vector<std::uint64_t> out = {0,        1,        0xffffff, 1, 0x7fffff, 0x800000,
                                          0x7fffff, 0x800000, 0,        0, 0x400000};
  auto writer = WaveWriter::open(folder / "a.wav", {44100, *layout_named("mono"), WaveSamples::s24},
                                 {{"note", "odd"}});
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer->write(block_of({in})));
  EXPECT_EQ(writer->peak(), 3.0f);
  ASSERT_TRUE(writer->close());
  const test::Riff riff = test::read_riff(folder / "a.wav");  // an odd length, filled up
  const std::string bytes = test::bytes_of(folder / "a.wav");
  EXPECT_EQ(riff.order, "JUNK note fmt  data ");
  EXPECT_EQ(number_in(riff.chunks.at("fmt "), 0, 2), 1u);
  EXPECT_EQ(riff.chunks.at("fmt ").size(), 16u);
  ASSERT_EQ(riff.data_bytes, in.size() * 3);
  for (std::size_t i = 0; i < in.size(); ++i)
    EXPECT_EQ(number_in(bytes, riff.data_at + 3 * i, 3), out[i]) << i;
}

// Written as silence and as zeros: at the start, between sounds, at the end; short and with holes.
TEST(WaveWriter, SilenceIsTheSameAsZeros) {
  const test::TemporaryFolder folder;
  const auto sound = made_sound(1, 301);
  for (const WaveSamples samples : {WaveSamples::s24, WaveSamples::f32}) {
    const WaveFormat format{48000, *layout_named("mono"), samples};
    for (const int frames : {7, 50000}) {
      const std::vector<float> zeros(static_cast<std::size_t>(frames));
      auto with_zeros = WaveWriter::open(folder / "zeros.wav", format, {}),
           with_silence = WaveWriter::open(folder / "silence.wav", format, {});
      ASSERT_TRUE(with_zeros && with_silence);
      for (const bool sounds : {false, true, false, false, true, false}) {
        ASSERT_TRUE(with_zeros->write(block_of({sounds ? sound[0] : zeros})));
        if (sounds) {
          ASSERT_TRUE(with_silence->write(block_of(sound)));
        } else {
          with_silence->write_silence(static_cast<std::uint64_t>(frames));
        }
      }
      EXPECT_EQ(with_silence->frames(), with_zeros->frames());
      ASSERT_TRUE(with_zeros->close() && with_silence->close());
      EXPECT_EQ(test::bytes_of(folder / "silence.wav"), test::bytes_of(folder / "zeros.wav"))
          << frames;
    }
  }
}

TEST(WaveWriter, AboveFourGigabytesTheHeadIsRf64) {
  const WaveFormat format{96000, *layout_named("7.1.4"), WaveSamples::s24};
  const std::uint64_t frames = 500'000'000;  // 18 GB
  const std::string head = wave_head(format, {}, frames), none = wave_head(format, {}, 0);
  ASSERT_EQ(head.size(), none.size());
  EXPECT_EQ(none.substr(0, 4), "RIFF");
  EXPECT_EQ(head.substr(0, 8), "RF64\xff\xff\xff\xff");
  EXPECT_EQ(head.substr(8, 8), "WAVEds64");
  EXPECT_EQ(number_in(head, 20, 8), head.size() - 8 + frames * 36);
  EXPECT_EQ(number_in(head, 28, 8), frames * 36);
  EXPECT_EQ(number_in(head, 36, 8), frames);
  EXPECT_EQ(head.substr(head.size() - 8), "data\xff\xff\xff\xff");
}

TEST(WaveWriter, TheLastSizeThatRiffCanSay) {
  const WaveFormat format{48000, *layout_named("stereo"), WaveSamples::s24};
  const std::uint64_t head_bytes = wave_head(format, {}, 0).size();
  const std::uint64_t most = (0xfffffffe - (head_bytes - 8)) / 6;
  EXPECT_EQ(wave_head(format, {}, most).substr(0, 4), "RIFF");
  EXPECT_EQ(wave_head(format, {}, most + 1).substr(0, 4), "RF64");
}

TEST(WaveWriter, AFullDiskIsAnError) {
  auto writer = WaveWriter::open("/dev/full", {48000, *layout_named("mono"), WaveSamples::f32}, {});
  ASSERT_TRUE(writer);
  const auto sound = made_sound(1, 48000);
  const auto written = writer->write(block_of(sound));
  ASSERT_FALSE(written && writer->close());
  EXPECT_EQ(written ? "" : written.error().sentence, "the disk is full");
}

}  // namespace
}  // namespace otoscape::io::wave
