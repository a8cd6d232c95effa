// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/side_track.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "jobs/measure/side_facts.h"
#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::jobs::models {
namespace {

using test::noise_and_tones;
using test::TemporaryFolder;
using test::write_wav;

constexpr Hertz kRate{48000};

std::unique_ptr<SideTrack> opened(const std::string& path, double offset_s = 0.0) {
  auto side = SideTrack::open(path, kRate, Seconds(offset_s));
  EXPECT_TRUE(side) << (side ? "" : side.error().sentence);
  return std::move(*side);
}

// The frames [first, first + count), read in blocks; interleaved.
std::vector<float> read(SideTrack& side, std::int64_t first, int count, int channels = 2,
                        int block = 64) {
  std::vector<float> left(static_cast<std::size_t>(block)), right(left), all;
  for (int done = 0; done < count; done += block) {
    const int frames = std::min(block, count - done);
    side.read(first + done, {{left.data(), right.data()}, channels, frames});
    for (std::size_t n = 0; n < static_cast<std::size_t>(frames); ++n) {
      all.push_back(left[n]);
      if (channels == 2) all.push_back(right[n]);
    }
  }
  return all;
}

test::Sound as_sound(const std::vector<float>& interleaved) { return {48000, 2, interleaved}; }

class SideSounds : public testing::Test {
 protected:
  std::string written(const test::Sound& sound, const std::string& name = "side.wav") {
    write_wav(folder / name, sound);
    return folder / name;
  }
  TemporaryFolder folder;
};

TEST_F(SideSounds, AFileOfTheProgrammesRateComesBitForBitWithSilenceOutside) {
  const auto sound = noise_and_tones(48000, 2, 1.0);
  const auto side = opened(written(sound), 0.25);
  const auto heard = as_sound(read(*side, -100, 100 + 72000));
  EXPECT_EQ(test::part(heard, 100 + 12000, 48000).samples, sound.samples);
  for (const auto& silent : {test::part(heard, 0, 12100), test::part(heard, 60100, 12000)}) {
    EXPECT_EQ(test::rms(silent), 0.0);
  }
}

TEST_F(SideSounds, AnOffsetBelowZeroBeginsInsideTheFile) {
  const auto sound = noise_and_tones(48000, 2, 1.0);
  const auto side = opened(written(sound), -0.5);
  EXPECT_EQ(read(*side, 0, 24000), test::part(sound, 24000, 24000).samples);
}

TEST_F(SideSounds, MonoFeedsBothEarsAndTwoChannelsMeetInOneEar) {
  const auto mono = noise_and_tones(48000, 1, 0.5);
  const auto both = as_sound(read(*opened(written(mono)), 0, 24000));
  EXPECT_EQ(both.channel(0), mono.samples);
  EXPECT_EQ(both.channel(1), mono.samples);
  const auto stereo = noise_and_tones(48000, 2, 0.5);
  const auto one = read(*opened(written(stereo)), 0, 24000, 1);
  const auto left = stereo.channel(0), right = stereo.channel(1);
  for (std::size_t n = 0; n < one.size(); ++n) ASSERT_EQ(one[n], 0.5f * (left[n] + right[n]));
}

class SideKinds : public SideSounds, public testing::WithParamInterface<std::string> {};

// Begun anywhere and in any blocks; 44.1 kHz is resampled.
TEST_P(SideKinds, AFrameIsTheSameWhereverReadingBegan) {
  const std::string wav = written(noise_and_tones(44100, 2, 4.0)), file = folder / GetParam();
  test::must_run({"ffmpeg", "-v", "error", "-y", "-i", wav, file});
  const auto whole = as_sound(read(*opened(file, 0.1), 0, 5 * 48000));
  EXPECT_GT(test::rms(whole), 0.01);
  for (std::size_t first : {1u, 4799u, 4801u, 100003u, 196500u}) {
    const auto part = read(*opened(file, 0.1), static_cast<std::int64_t>(first), 20000, 2, 4097);
    EXPECT_EQ(part, test::part(whole, first, 20000).samples) << first;
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, SideKinds, testing::Values("a.wav", "a.flac", "a.mp3", "a.m4a"),
                         [](const auto& test) { return test.param.substr(2); });

TEST_F(SideSounds, ResamplingKeepsTheSoundInItsPlaceAndLength) {
  const auto side = opened(written(test::sine(44100, 2, 1.0, 441.0, 0.5)));
  const auto heard = as_sound(read(*side, 0, 60000));
  const auto wanted = test::sine(48000, 2, 1.0, 441.0, 0.5);
  // The resampler's ends ring.
  EXPECT_LE(test::error_db(test::part(wanted, 4800, 38400), test::part(heard, 4800, 38400)), -70.0);
  EXPECT_EQ(test::rms(test::part(heard, 48000 + 64, 10000)), 0.0);
}

TEST_F(SideSounds, WhatIsNoNumberIsSilence) {
  auto sound = noise_and_tones(44100, 1, 1.0);
  sound.samples[1000] = std::numeric_limits<float>::quiet_NaN();
  sound.samples[2000] = std::numeric_limits<float>::infinity();
  sound.samples[3000] = 1e30f;
  const std::string file = written(sound);
  for (float x : read(*opened(file), 0, 48000)) ASSERT_LE(std::abs(x), 0.5f);
  const auto facts = measure::measure_side(file);
  ASSERT_TRUE(facts);
  EXPECT_TRUE(facts->active_lufs);
}

TEST_F(SideSounds, WhatCannotBeReadIsRefusedWithItsName) {
  const auto refused = [&](const std::string& path) {
    const auto side = SideTrack::open(path, kRate, Seconds(0));
    EXPECT_FALSE(side) << path;
    EXPECT_FALSE(measure::measure_side(path)) << path;
    return side ? "" : side.error().sentence;
  };
  EXPECT_EQ(refused(folder / "none.wav"), folder / "none.wav" + ": no such file");
  test::must_run({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x64:d=0.2", "-c:v",
                  "mpeg4", folder / "silent.mkv"});
  EXPECT_NE(refused(folder / "silent.mkv").find("no sound in it"), std::string::npos);
  EXPECT_NE(refused(written(noise_and_tones(48000, 3, 0.1))).find("3 channels"), std::string::npos);
}

// Steady tones between silence: gates leave the tones alone. A sine of amplitude 0.1 in both ears
// has −20 LUFS at 1 kHz (ITU-R BS.1770-4: a 0 dBFS sine in one channel has −3.01).
TEST_F(SideSounds, LoudnessIsThatOfTheActiveParts) {
  auto sound = test::sine(48000, 2, 20.0, 997.0, 0.1);
  sound.samples.resize(sound.samples.size() * 2);
  const auto facts = measure::measure_side(written(sound));
  ASSERT_TRUE(facts);
  EXPECT_DOUBLE_EQ(facts->length.value(), 40.0);
  EXPECT_EQ(facts->channels, 2);
  EXPECT_NEAR(facts->active_lufs.value(), -20.0, 0.1);
  EXPECT_NEAR(facts->loudest_3s_lufs, -20.0, 0.1);
  const auto mono =
      measure::measure_side(written(test::sine(48000, 1, 2.0, 997.0, 0.1), "mono.wav"));
  ASSERT_TRUE(mono);
  EXPECT_NEAR(mono->active_lufs.value(), -20.0, 0.1);
  EXPECT_NEAR(mono->loudest_3s_lufs, -20.0, 0.1);  // of its 2 s
  const auto silence =
      measure::measure_side(written(test::sine(48000, 1, 2.0, 997.0, 0.0), "none.wav"));
  ASSERT_TRUE(silence);
  EXPECT_FALSE(silence->active_lufs);
  EXPECT_EQ(silence->loudest_3s_lufs, -std::numeric_limits<double>::infinity());
}

TEST(SideNotes, SayWhatDoesNotFitTheProgramme) {
  const measure::SideFacts facts{Seconds(60), Hertz(44100), 1, -20.0, -18.0};
  const auto notes = [&](double rate, double offset, double programme) {
    return measure::side_notes("a.wav", facts, Hertz(rate), Seconds(offset), Seconds(programme));
  };
  EXPECT_TRUE(notes(44100, 0.0, 60.4).empty());
  EXPECT_EQ(notes(44100, 0.0, 62.0),
            std::vector<std::string>{"a.wav: ends 2.0 s before the programme; silence follows"});
  EXPECT_EQ(
      notes(44100, 5.0, 60.0),
      std::vector<std::string>{"a.wav: reaches 5.0 s beyond the programme; that is left out"});
  EXPECT_EQ(notes(48000, 0.0, 60.0),
            std::vector<std::string>{"a.wav: is resampled from 44100 to 48000 Hz"});
}

}  // namespace
}  // namespace otoscape::jobs::models
