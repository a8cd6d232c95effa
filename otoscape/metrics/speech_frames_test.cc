// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/speech_frames.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace otoscape::metrics {
namespace {

constexpr double kRate = 48000.0;

std::vector<SpeechFrame> frames_of(const std::vector<float>& sound) {
  SpeechFrames maker{Hertz(kRate)};
  std::vector<SpeechFrame> frames;
  maker.add(sound, frames);
  maker.finish(frames);
  return frames;
}

template <class Sound>
std::vector<float> second_of(const Sound& sound) {
  std::vector<float> x(static_cast<std::size_t>(kRate));
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] = static_cast<float>(sound(static_cast<double>(n) / kRate));
  }
  return x;
}

double buzz(double hz, double t) {
  double y = 0.0;
  for (int k = 1; k <= 12; ++k) y += std::sin(2.0 * std::numbers::pi * hz * k * t) / k;
  return 0.1 * y;
}

// Two frames share a transform: neither may take anything of the other, nor its place.
TEST(SpeechFrames, RiseOneByOne) {
  const auto rising = [](double t) {  // 2 dB in 10 ms
    return 1e-9 * std::pow(10.0, 10.0 * t) * std::sin(2.0 * std::numbers::pi * 1000.0 * t);
  };
  const auto frames = frames_of(second_of(rising));
  ASSERT_EQ(frames.size(), 100U);
  for (std::size_t i = 50; i + 3 < frames.size(); ++i) {
    EXPECT_NEAR(frames[i + 1].level_db - frames[i].level_db, 2.0f, 0.05f) << i;
  }
}

TEST(SpeechFrames, HaveTheLevelOfTheirSound) {
  const auto sine = [](double t) { return 0.1 * std::sin(2.0 * std::numbers::pi * 1000.0 * t); };
  const auto frames = frames_of(second_of(sine));
  for (std::size_t i = 3; i + 3 < frames.size(); ++i) {
    EXPECT_NEAR(frames[i].level_db, -23.01f, 0.1f) << i;
    EXPECT_NEAR(10.0f * std::log10(frames[i].mean_square), frames[i].level_db, 1e-3f) << i;
  }
}

TEST(SpeechFrames, FindThePitchOfAVoice) {
  const auto up = [](double t) { return t < 0.5 ? buzz(110.0, t) : buzz(196.0, t); };
  const auto frames = frames_of(second_of(up));
  for (std::size_t i = 4; i + 4 < frames.size(); ++i) {
    if (i > 46 && i < 54) continue;
    const float wanted = std::log2(i < 50 ? 110.0f : 196.0f);
    EXPECT_NEAR(frames[i].pitch_oct, wanted, 0.01f) << i;
    EXPECT_GT(frames[i].harmonicity, 0.65f) << i;
  }
}

// A sound that begins beside silence, which shares its transform.
TEST(SpeechFrames, HearNothingOfWhatComesNext) {
  const auto frames = frames_of(second_of([](double t) { return t < 0.5 ? 0.0 : buzz(110.0, t); }));
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (frames[i].mean_square == 0.0f) EXPECT_EQ(frames[i].harmonicity, 0.0f) << i;
  }
  EXPECT_EQ(frames[47].mean_square, 0.0f);
  EXPECT_GT(frames[49].mean_square, 0.0f);
}

TEST(SpeechFrames, FindLittlePitchInNoiseAndNoneInSilence) {
  std::mt19937 random(1);
  std::normal_distribution<double> noise(0.0, 0.1);
  double sum = 0.0;
  const auto frames = frames_of(second_of([&](double) { return noise(random); }));
  for (const SpeechFrame& frame : frames) sum += static_cast<double>(frame.harmonicity) / 100.0;
  EXPECT_LT(sum, 0.5);
  for (const SpeechFrame& frame : frames_of(std::vector<float>(4800))) {
    EXPECT_EQ(frame.harmonicity, 0.0f);
    EXPECT_EQ(frame.level_db, SpeechFrames::kFloorDb);
  }
}

}  // namespace
}  // namespace otoscape::metrics
