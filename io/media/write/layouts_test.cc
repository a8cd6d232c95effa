// SPDX-License-Identifier: Apache-2.0
// A tone of its own in every channel comes back in its place, in every layout and container.

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <numbers>
#include <numeric>
#include <set>

#include "io/media/read/fold.h"
#include "io/media/read/media_reader.h"
#include "io/media/speakers.h"
#include "io/media/write/fit_plan.h"
#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::io::media {
namespace {

using enum Speaker;

constexpr int kRateHz = 48000, kFrames = 24000;
constexpr double kAmplitude = 0.2;

double hz_of(Speaker speaker) {
  return speaker == lfe ? 60.0 : 400.0 + 140.0 * static_cast<int>(speaker);
}

struct Channels {
  Layout layout;
  std::vector<std::vector<float>> samples;

  ConstBlock<FullScaleUnit> block() const {
    std::vector<const float*> data;
    for (const auto& channel : samples) data.push_back(channel.data());
    return {std::span<const float* const>(data), kFrames};
  }
};

// On steps of 24 bit, so that PCM and FLAC give them back bit for bit.
Channels tones(const Layout& layout) {
  Channels sound{layout, {}};
  for (const Speaker speaker : layout.speakers()) {
    auto& channel = sound.samples.emplace_back(kFrames);
    for (int n = 0; n < kFrames; ++n) {
      const double x = kAmplitude * std::sin(2.0 * std::numbers::pi * hz_of(speaker) * n / kRateHz);
      channel[static_cast<std::size_t>(n)] =
          static_cast<float>(std::nearbyint(x * 0x1p23) * 0x1p-23);
    }
  }
  return sound;
}

// Amplitude at hz, of the middle of the sound.
double amplitude(const std::vector<float>& x, double hz) {
  double sine = 0.0, cosine = 0.0, weights = 0.0;
  const std::size_t first = x.size() / 4, count = x.size() / 2;
  for (std::size_t n = 0; n < count; ++n) {
    const double at = 2.0 * std::numbers::pi * static_cast<double>(n);
    const double weight = 1.0 - std::cos(at / static_cast<double>(count));
    sine += weight * x[first + n] * std::sin(at * hz / kRateHz);
    cosine += weight * x[first + n] * std::cos(at * hz / kRateHz);
    weights += weight;
  }
  return 2.0 * std::hypot(sine, cosine) / weights;
}

class Layouts : public testing::Test {
 protected:
  // Writes through a trial as the program does; the notes, or the error.
  Result<std::vector<std::string>> write(const Channels& sound, const std::string& out,
                                         OutputOptions options = {}, int start = 0) {
    auto reader = MediaReader::open(source());
    if (!reader) return reader.error();
    const bool wide = sound.layout.channels() > 2;
    if (wide) options.surround[0] = sound.layout;
    auto plan = plan_output((*reader)->info(), {0}, folder / out, options);
    if (!plan) return plan.error();
    WriterOptions with;
    with.rendered[0] = {Hertz(kRateHz), wide ? 2 : sound.layout.channels(),
                        wide ? sound.layout : Layout()};
    if (auto status = fit_plan(*plan, **reader, with); !status) return status.error();
    auto writer = MediaWriter::open(folder / out, *plan, **reader, with);
    if (!writer) return writer.error();
    EXPECT_TRUE((*writer)->start(0, start));
    EXPECT_TRUE((*writer)->write(0, sound.block()));
    EXPECT_TRUE((*writer)->finish(0));
    EXPECT_TRUE((*writer)->close());
    return plan->notes;
  }
  Channels read(const std::string& name, MediaReader::Options options = {}) {
    options.channels = MediaReader::Channels::kept;
    auto reader = MediaReader::open(folder / name, options);
    Channels sound;
    EXPECT_TRUE(reader);
    if (!reader) return sound;
    const auto chosen = (*reader)->choose({0}, false);
    EXPECT_TRUE(chosen) << chosen.error().sentence;
    if (!chosen) return sound;
    sound.layout = (*reader)->info().streams[0].layout;
    sound.samples.resize(static_cast<std::size_t>(sound.layout.channels()));
    const auto take = [&](Piece piece) {
      if (const auto* part = std::get_if<SoundPiece>(&piece)) {
        EXPECT_EQ(part->channels, sound.layout.channels());
        for (std::size_t c = 0; c < sound.samples.size(); ++c) {
          sound.samples[c].insert(sound.samples[c].end(), part->samples[c].begin(),
                                  part->samples[c].end());
        }
      }
      return ok();
    };
    EXPECT_TRUE((*reader)->read_to_end(take));
    return sound;
  }
  void expect_back(const Channels& sound, const std::string& name, bool lossless) {
    const Channels back = read(name);
    ASSERT_TRUE(back.layout == sound.layout || back.layout == twin_of(sound.layout))
        << text_of(back.layout);
    for (const Route& route : routes_between(sound.layout, back.layout)) {
      const auto from = static_cast<std::size_t>(route.from);
      const auto& samples = back.samples[static_cast<std::size_t>(route.to)];
      SCOPED_TRACE("channel " + std::to_string(from));
      EXPECT_TRUE(!lossless || samples == sound.samples[from]);
      for (const Speaker speaker : sound.layout.speakers()) {
        const double db = 20.0 * std::log10(amplitude(samples, hz_of(speaker)) / kAmplitude + 1e-9);
        if (speaker == sound.layout[route.from]) {
          EXPECT_NEAR(db, 0.0, lossless ? 0.01 : 3.0);
        } else {
          EXPECT_LT(db, lossless ? -80.0 : -30.0);
        }
      }
    }
  }
  std::string source() {
    const std::string path = folder / "source.wav";
    if (!std::filesystem::exists(path))
      test::write_wav(path, test::sine(kRateHz, 2, 0.1, 440, 0.1));
    return path;
  }
  test::TemporaryFolder folder;
};

struct Row {
  std::string out, codec;
  bool lossless;
  std::set<std::string_view> refused;  // layouts
};

const std::set<std::string_view> kNone, kAboveEight = {"5.1.4", "7.1.2", "7.1.4"};

std::set<std::string_view> all_but(std::set<std::string_view> kept) {
  std::set<std::string_view> rest;
  for (const NamedLayout& named : named_layouts()) {
    if (!kept.contains(named.name)) rest.insert(named.name);
  }
  return rest;
}

// What each codec and container holds in FFmpeg 5.1.
const Row kRows[] = {
    {"out.mov", "pcm", true, kNone},
    {"out.wav", "pcm", true, kNone},
    {"out.rf64", "pcm", true, kNone},
    {"out.w64", "pcm", true, kNone},
    {"out.caf", "pcm", true, kNone},
    {"out.aiff", "pcm", true, kNone},
    {"out.mkv", "flac", true, kAboveEight},
    {"out.flac", "flac", true, kAboveEight},
    {"out.m4a", "alac", true,
     all_but({"mono", "stereo", "3.0", "4.0", "5.0", "5.0(side)", "5.1", "5.1(side)", "6.1"})},
    {"out.mp4", "aac", false,
     all_but({"mono", "stereo", "2.1", "3.0", "4.0", "quad", "quad(side)", "5.0", "5.0(side)",
              "5.1", "5.1(side)", "7.1", "3.1", "6.0", "6.1", "7.0"})},
    {"out.mkv", "ac3", false,
     all_but({"mono", "stereo", "2.1", "3.0", "3.1", "4.0", "quad", "quad(side)", "5.0",
              "5.0(side)", "5.1", "5.1(side)"})},
    {"out.mkv", "opus", false,
     all_but({"mono", "stereo", "3.0", "quad", "quad(side)", "5.1", "5.1(side)", "7.1"})},
    {"out.ogg", "vorbis", false,
     all_but({"mono", "stereo", "3.0", "quad", "quad(side)", "5.0", "5.0(side)", "5.1", "5.1(side)",
              "6.1", "7.1"})},
    {"out.mkv", "pcm", true, all_but({"mono", "stereo"})},  // Matroska has no place for a layout
    {"out.tta", "tta", true,
     all_but({"mono", "stereo", "2.1", "quad", "quad(side)", "5.1", "5.1(side)"})},
    {"out.au", "pcm", true, all_but({"mono", "stereo"})},
};

TEST_F(Layouts, AToneOfEachLoudspeakerComesBackInItsPlaceOrIsRefused) {
  for (const Row& row : kRows) {
    for (const NamedLayout& named : named_layouts()) {
      SCOPED_TRACE(std::string(named.name) + " as " + row.codec + " in " + row.out);
      const Channels sound = tones(named.layout);
      OutputOptions options;
      options.codec = row.codec;
      const auto notes = write(sound, row.out, options);
      if (row.refused.contains(named.name)) {
        ASSERT_FALSE(notes);
        EXPECT_EQ(notes.error().kind, Error::Kind::usage);
        EXPECT_NE(notes.error().sentence.find(named.name), std::string::npos)
            << notes.error().sentence;
        continue;
      }
      ASSERT_TRUE(notes) << notes.error().sentence;
      expect_back(sound, row.out, row.lossless);
    }
  }
}

// Matroska's tick is 48 frames here: sound from frame 100 on begins at 96, with silence.
TEST_F(Layouts, SilenceBeforeALateStartIsInAllChannels) {
  const Channels sound = tones(*layout_named("7.1"));
  ASSERT_TRUE(write(sound, "out.mkv", {}, 100));
  const Channels back = read("out.mkv");
  ASSERT_EQ(back.samples.size(), 8u);
  for (std::size_t c = 0; c < 8; ++c) {
    std::vector<float> wanted(4);
    wanted.insert(wanted.end(), sound.samples[c].begin(), sound.samples[c].end());
    EXPECT_EQ(back.samples[c], wanted) << "channel " << c;
  }
}

// 6.1 comes from two encoders, whose packets are joined: one of 1024 frames off is half a period
// off.
TEST_F(Layouts, ChannelsOfJoinedAacStayInStep) {
  const Layout layout = *layout_named("6.1");
  Channels sound = tones(layout);
  const auto left = static_cast<std::size_t>(*layout.channel_of(front_left)),
             behind = static_cast<std::size_t>(*layout.channel_of(back_centre));
  sound.samples[behind] = sound.samples[left];
  OutputOptions options;
  options.codec = "aac";
  ASSERT_TRUE(write(sound, "out.mp4", options));
  const Channels back = read("out.mp4");
  ASSERT_EQ(back.layout, layout);
  for (const std::size_t channel : {left, behind}) {
    ASSERT_GE(back.samples[channel].size(), sound.samples[left].size());
    for (std::size_t n = 0; n < sound.samples[left].size(); ++n)
      ASSERT_NEAR(back.samples[channel][n], sound.samples[left][n], 0.05 * kAmplitude) << n;
  }
}

// Noise that is alike in two channels would be heard between them.
TEST_F(Layouts, EachChannelHasDitherOfItsOwn) {
  const Layout layout = *layout_named("7.1.4");
  const Channels nothing{layout, {12, std::vector<float>(kFrames)}};
  OutputOptions options;
  options.sample_format = SampleFormat::s16;
  ASSERT_TRUE(write(nothing, "out.wav", options));
  const Channels back = read("out.wav");
  ASSERT_EQ(back.samples.size(), 12u);
  const auto product = [&](std::size_t a, std::size_t b) {
    return std::inner_product(back.samples[a].begin(), back.samples[a].end(),
                              back.samples[b].begin(), 0.0);
  };
  // ±1 step of triangular noise, and rounding: a quarter of a step squared.
  for (std::size_t a = 0; a < 12; ++a) {
    EXPECT_NEAR(product(a, a) / kFrames * 0x1p30, 0.25, 0.02) << a;
    for (std::size_t b = 0; b < a; ++b) {
      EXPECT_LT(std::abs(product(a, b)), 0.04 * product(a, a)) << a << " and " << b;
    }
  }
}

}  // namespace
}  // namespace otoscape::io::media
