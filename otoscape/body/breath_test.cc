// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/breath.h"

#include <gtest/gtest.h>

#include <random>

#include "otoscape/body/shots.h"
#include "otoscape/body/sounds.h"
#include "tests/support/spectrum.h"

namespace otoscape::body {
namespace {

using Sound = std::vector<float>;
constexpr Hertz kRate{48000.0};
constexpr std::int64_t kCycle = 192'000;  // 15 breaths a minute

std::vector<BreathCycle> steady(int count) {
  std::vector<BreathCycle> cycles;
  for (int n = 0; n < count; ++n) cycles.push_back({n * kCycle, kCycle});
  return cycles;
}

// The same sound in one piece and in random ones, in random order.
template <class Source>
void expect_same_bits_in_pieces(const Source& source, std::int64_t first_frame, std::size_t size) {
  Sound whole(size), pieces(size);
  source.add(first_frame, 0.8f, 0.8f, whole);
  std::mt19937 random(4);
  std::vector<std::pair<std::size_t, std::size_t>> parts;
  for (std::size_t n = 0; n < size;) {
    const std::size_t count = std::min<std::size_t>(1 + random() % 300, size - n);
    parts.emplace_back(n, count);
    n += count;
  }
  std::shuffle(parts.begin(), parts.end(), random);
  for (auto [at, count] : parts) {
    source.add(first_frame + static_cast<std::int64_t>(at), 0.8f, 0.8f,
               std::span(pieces).subspan(at, count));
  }
  EXPECT_EQ(whole, pieces);
  EXPECT_GT(test::mean_square(whole), 0.0);
}

TEST(Breath, LiesWhereBreathDoesAtItsLevel) {
  const Breath breath(kRate, 5, steady(15));
  Sound x(15 * kCycle);
  breath.add(0, 1.0f, 1.0f, x);
  EXPECT_NEAR(test::level_db_spl(x), kBreathLevel.value(), 0.3);
  const auto energy = test::energy_of(test::spectrum(x), kRate.value());
  EXPECT_NEAR(energy.low_hz, 76.0, 12.0);
  EXPECT_NEAR(energy.middle_hz, 310.0, 30.0);
  EXPECT_NEAR(energy.high_hz, 828.0, 60.0);
}

TEST(Breath, PausesBetweenInAndOut) {
  const Breath breath(kRate, 5, steady(2));
  Sound x(kCycle);
  breath.add(0, 1.0f, 1.0f, x);
  const auto level = [&](double from, double to) {
    const auto first = static_cast<std::size_t>(from * kCycle);
    return test::mean_square(
        std::span(x).subspan(first, static_cast<std::size_t>(to * kCycle) - first));
  };
  EXPECT_EQ(level(0.361, 0.419), 0.0);
  EXPECT_EQ(level(0.921, 1.0), 0.0);
  EXPECT_GT(level(0.10, 0.26), 1e-6);
  EXPECT_GT(level(0.50, 0.70), 1e-6);
}

TEST(Breath, IsAFunctionOfTheFrame) {
  std::vector<BreathCycle> cycles = {{-5000, 60'001}, {55'001, 99'999}, {170'000, 12'345}};
  expect_same_bits_in_pieces(Breath(kRate, 5, cycles), -9000, 210'000);
}

TEST(Breath, IsSilentOutsideOfItsCycles) {
  const Breath breath(kRate, 5, {{1000, 5000}, {9000, 5000}});
  for (std::int64_t frame : {-500, 6000, 14'000}) {
    Sound x(1000);
    breath.add(frame, 1.0f, 1.0f, x);
    EXPECT_EQ(x, Sound(1000)) << frame;
  }
}

TEST(Shots, AreAFunctionOfTheFrame) {
  const Sound sound = thud_sound(kRate);
  std::vector<Shot> at;
  for (int n = 0; n < 40; ++n) at.push_back({n * 7001 - 20'000, 1.0f - 0.01f * n});  // they overlap
  expect_same_bits_in_pieces(Shots(sound, at), -30'000, 340'000);
}

TEST(Shots, SoundWhereTheyAreSet) {
  const Shots shots({1.0f, 2.0f, 3.0f}, {{10, 1.0f}, {12, 10.0f}});
  Sound x(4);
  shots.add(10, 1.0f, 1.0f, x);
  EXPECT_EQ(x, (Sound{1.0f, 2.0f, 13.0f, 20.0f}));
  Sound later(3);
  shots.add(14, 1.0f, 1.0f, later);
  EXPECT_EQ(later, (Sound{30.0f, 0.0f, 0.0f}));
  Sound before(3);
  shots.add(7, 1.0f, 1.0f, before);
  EXPECT_EQ(before, Sound(3));
}

TEST(Shots, FollowAGainOverTheBlock) {
  const Shots shots(Sound(8, 1.0f), {{0, 1.0f}});
  Sound x(4);
  shots.add(0, 0.0f, 1.0f, x);
  EXPECT_EQ(x, (Sound{0.0f, 0.25f, 0.5f, 0.75f}));
  Shots none;
  none.add(0, 1.0f, 1.0f, x);
  EXPECT_EQ(x[3], 0.75f);
}

}  // namespace
}  // namespace otoscape::body
