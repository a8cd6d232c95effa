// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/fine_structure.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "otoscape/implant/coding/make_coder.h"

namespace otoscape::implant::coding {
namespace {

constexpr double kRate = 16000.0;

CodingParams fs4_map() {
  CodingParams p;
  p.strategy = Strategy::fs4;
  p.microphone = Microphone::flat;
  p.agc = Agc::dual;
  p.analysis_rate_hz = p.rate_pps = 1500.0;
  p.growth.alpha = 500.0;
  p.chip = Chip::micro_amperes;
  for (int b = 0; b < 12; ++b) p.bands.push_back({b, 80.0, 600.0});
  return p;
}

std::vector<Frame> cycles_of_tone(const CodingParams& params, double hz, double seconds) {
  std::vector<double> sound(static_cast<std::size_t>(seconds * kRate));
  for (std::size_t n = 0; n < sound.size(); ++n) {
    sound[n] = 0.005 * std::sin(2.0 * std::numbers::pi * hz / kRate * static_cast<double>(n));
  }
  const auto coder = make_coder<double>(params);
  std::vector<Frame> frames(sound.size());
  frames.resize(static_cast<std::size_t>(coder->process(sound, frames)));
  return frames;
}

float current_of(const Frame& frame, int band) {
  for (int i = 0; i < frame.count; ++i) {
    const Pulse& p = frame.pulses[static_cast<std::size_t>(i)];
    if (p.band == band) return p.current_ua;
  }
  return -1.0f;
}

// Onsets of pulses after cycles without, a second.
double bursts_per_second(const std::vector<Frame>& frames, int band, double cycle_hz) {
  int onsets = 0;
  const std::size_t first = frames.size() / 4;
  for (std::size_t k = first; k < frames.size(); ++k) {
    onsets += current_of(frames[k], band) > 0.0f && current_of(frames[k - 1], band) == 0.0f;
  }
  return onsets * cycle_hz / static_cast<double>(frames.size() - first);
}

constexpr double kCycleHz = 16000.0 / 11.0;  // 1500 a second asked for

TEST(FineStructure, BurstsAreAsFrequentAsTheTonesWaves) {
  const CodingParams params = fs4_map();
  struct Case {
    double hz;
    int band;
  };
  for (const Case& c : {Case{140, 0}, {200, 1}, {260, 1}, {300, 1}, {400, 2}, {600, 3}}) {
    const auto frames = cycles_of_tone(params, c.hz, 4.0);
    EXPECT_NEAR(bursts_per_second(frames, c.band, kCycleHz), c.hz, 1.0) << c.hz;
  }
}

TEST(FineStructure, OtherBandsPulseInEveryCycle) {
  const CodingParams params = fs4_map();
  for (const double hz : {850.0, 1200.0, 3000.0}) {
    const auto frames = cycles_of_tone(params, hz, 0.5);
    const int band = hz < 1000.0 ? 4 : hz < 2000.0 ? 5 : 8;
    for (std::size_t k = frames.size() / 2; k < frames.size(); ++k) {
      EXPECT_GT(current_of(frames[k], band), 80.0f);
    }
  }
}

// A control: without fine structure the same band pulses at the cycles' rate.
TEST(FineStructure, WithoutItTheLowestBandsHaveNoBursts) {
  CodingParams params = fs4_map();
  params.fine_structure = 0;
  EXPECT_EQ(bursts_per_second(cycles_of_tone(params, 260.0, 1.0), 1, kCycleHz), 0.0);
}

TEST(FineStructure, EveryCycleKeepsItsTwelveSlots) {
  for (const Frame& frame : cycles_of_tone(fs4_map(), 260.0, 0.5)) EXPECT_EQ(frame.count, 12);
}

// 198 … 325 Hz: half a wave of the centre is 30.6 samples, 3 cycles of 11.
TEST(FineStructure, ABurstFollowsAHalfWave) {
  const auto frames = cycles_of_tone(fs4_map(), 260.0, 0.5);
  int bursts = 0;
  for (std::size_t k = frames.size() / 2; k + 3 < frames.size(); ++k) {
    if (current_of(frames[k - 1], 1) > 0.0f || current_of(frames[k], 1) == 0.0f) continue;
    ++bursts;
    const float a = current_of(frames[k], 1), b = current_of(frames[k + 1], 1);
    const float c = current_of(frames[k + 2], 1);
    EXPECT_GT(b, a);
    EXPECT_NEAR(c, a, 0.05f * a);
    EXPECT_EQ(current_of(frames[k + 3], 1), 0.0f);
  }
  EXPECT_NEAR(bursts, 260.0 * 0.25, 2.0);
}

TEST(FineStructure, SilenceIsEmptySlots) {
  CodingParams params = fs4_map();
  const auto coder = make_coder<double>(params);
  std::vector<Frame> frames(400);
  const int count = coder->process(std::vector<double>(3200), frames);
  for (int k = 0; k < count; ++k) {
    const Frame& frame = frames[static_cast<std::size_t>(k)];
    for (int b = 0; b < 12; ++b) EXPECT_EQ(current_of(frame, b), 0.0f);
  }
}

}  // namespace
}  // namespace otoscape::implant::coding
