// SPDX-License-Identifier: Apache-2.0
// Loudness against EBU Tech 3341 (its tolerance: ±0.1 LU), whose levels are those of a sine's peak.

#include "jobs/measure/programme_level.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numbers>
#include <vector>

namespace otoscape::jobs::measure {
namespace {

constexpr double kTolerance = 0.1;

struct Part {
  double seconds, peak_db;
};

std::vector<float> sine(const std::vector<Part>& parts, int rate_hz = 48000) {
  std::vector<float> x;
  for (const Part& part : parts) {
    const double amplitude = std::pow(10.0, part.peak_db / 20.0);
    const auto frames = static_cast<std::size_t>(part.seconds * rate_hz);
    for (std::size_t n = 0; n < frames; ++n) {
      const double turn = 2.0 * std::numbers::pi * 1000.0 * static_cast<double>(x.size()) / rate_hz;
      x.push_back(static_cast<float>(amplitude * std::sin(turn)));
    }
  }
  return x;
}

std::unique_ptr<ProgrammeLevel> level_of(const std::vector<float>& x, int ears, int rate_hz = 48000,
                                         int block = 4096) {
  auto level = std::make_unique<ProgrammeLevel>(StreamSpec{Hertz(rate_hz), ears},
                                                ProgrammeLevel::Measure::loudness);
  for (std::size_t at = 0; at < x.size(); at += static_cast<std::size_t>(block)) {
    const auto count = std::min<std::size_t>(x.size() - at, static_cast<std::size_t>(block));
    level->add({{&x[at], &x[at]}, ears, static_cast<int>(count)});
  }
  return level;
}

TEST(ProgrammeLevel, ReadsSteadyTonesAsTheirPeaks) {
  // Cases 1 and 2.
  EXPECT_NEAR(*level_of(sine({{20, -23}}), 2)->loudness_lufs(), -23.0, kTolerance);
  EXPECT_NEAR(*level_of(sine({{20, -33}}), 2)->loudness_lufs(), -33.0, kTolerance);
}

TEST(ProgrammeLevel, LeavesQuietPartsOut) {
  // Case 3: the relative gate; case 4: the absolute one too.
  EXPECT_NEAR(*level_of(sine({{10, -36}, {60, -23}, {10, -36}}), 2)->loudness_lufs(), -23.0,
              kTolerance);
  EXPECT_NEAR(
      *level_of(sine({{10, -72}, {10, -36}, {60, -23}, {10, -36}, {10, -72}}), 2)->loudness_lufs(),
      -23.0, kTolerance);
}

TEST(ProgrammeLevel, DoesNotDependOnTheRate) {
  for (int rate_hz : {16000, 44100, 96000, 192000}) {
    EXPECT_NEAR(*level_of(sine({{5, -23}}, rate_hz), 2, rate_hz)->loudness_lufs(), -23.0,
                kTolerance)
        << rate_hz;
  }
}

TEST(ProgrammeLevel, OneChannelIsHeardWithBothEars) {
  EXPECT_NEAR(*level_of(sine({{20, -23}}), 1)->loudness_lufs(), -23.0, kTolerance);
}

TEST(ProgrammeLevel, RmsIsThatOfAllFramesAndChannels) {
  const auto x = sine({{1, -20}, {1, -300}});
  // A sine lies 3.01 dB below its peak, half of the time 3.01 dB more.
  for (int ears : {1, 2}) EXPECT_NEAR(level_of(x, ears)->rms()->value(), -26.0206, 1e-3) << ears;
}

TEST(ProgrammeLevel, DoesNotDependOnTheBlocks) {
  const auto x = sine({{2, -23}, {1, -40}});
  EXPECT_DOUBLE_EQ(*level_of(x, 2, 48000, 77)->loudness_lufs(), *level_of(x, 2)->loudness_lufs());
  EXPECT_DOUBLE_EQ(level_of(x, 2, 48000, 77)->rms()->value(), level_of(x, 2)->rms()->value());
}

TEST(ProgrammeLevel, OfSilenceThereIsNone) {
  const auto level = level_of(std::vector<float>(96000), 2);
  EXPECT_FALSE(level->rms());
  EXPECT_FALSE(level->loudness_lufs());
  // Sound below the absolute gate of −70 LUFS has an RMS but no loudness.
  const auto faint = level_of(sine({{5, -75}}), 2);
  EXPECT_TRUE(faint->rms());
  EXPECT_FALSE(faint->loudness_lufs());
}

TEST(ProgrammeLevel, TakesWhatIsNoNumberAsSilence) {
  auto x = sine({{20, -23}});
  x[1000] = std::numeric_limits<float>::quiet_NaN();
  x[2000] = std::numeric_limits<float>::infinity();
  EXPECT_NEAR(*level_of(x, 2)->loudness_lufs(), -23.0, kTolerance);
  EXPECT_NEAR(level_of(x, 2)->rms()->value(), -26.0103, 1e-3);
}

double louder_ear_lufs(const std::vector<float>& left, const std::vector<float>* right) {
  const StreamSpec spec{Hertz(48000), right == nullptr ? 1 : 2};
  ProgrammeLevel level(spec, ProgrammeLevel::Measure::louder_ear);
  const float* second = right == nullptr ? nullptr : right->data();
  level.add({{left.data(), second}, spec.ears, static_cast<int>(left.size())});
  return *level.louder_ear_lufs();
}

TEST(ProgrammeLevel, MeasuresTheLouderEarByItself) {
  const auto loud = sine({{20, -20}}), soft = sine({{20, -24}});
  const double of_loud = -23.01;  // its RMS: an ear hears no sum
  EXPECT_NEAR(louder_ear_lufs(loud, nullptr), of_loud, kTolerance) << "mono, in each ear";
  EXPECT_NEAR(louder_ear_lufs(loud, &loud), of_loud, kTolerance);
  EXPECT_NEAR(louder_ear_lufs(loud, &soft), of_loud, kTolerance);
  EXPECT_NEAR(louder_ear_lufs(soft, &loud), of_loud, kTolerance);
}

TEST(ProgrammeLevel, GatesEachEarByItsOwnLoudness) {
  // The left ear's pause is left out, although the other ear is loud then: by a gate on the sum it
  // would count, and the left ear read 3 dB less.
  const auto pause = sine({{20, -20}, {20, -34}}), other = sine({{20, -34}, {20, -24}});
  EXPECT_NEAR(louder_ear_lufs(pause, &other), -23.01, kTolerance);
}

TEST(ProgrammeLevel, MeasuresLoudnessOnlyWhenAsked) {
  ProgrammeLevel level({Hertz(48000), 1}, ProgrammeLevel::Measure::rms);
  const auto x = sine({{5, -23}});
  level.add({{x.data(), nullptr}, 1, static_cast<int>(x.size())});
  EXPECT_TRUE(level.rms());
  EXPECT_FALSE(level.loudness_lufs());
  EXPECT_FALSE(level.louder_ear_lufs());
}

}  // namespace
}  // namespace otoscape::jobs::measure
