// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/recorded.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "otoscape/body/take_places.h"
#include "tests/support/spectrum.h"

namespace otoscape::body {
namespace {

using Sound = std::vector<float>;
constexpr Hertz kRate{48000.0};

Sound noise(double seconds, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0.0f, 0.1f);
  Sound sound(static_cast<std::size_t>(seconds * kRate.value()));
  for (float& x : sound) x = normal(random);
  return sound;
}

Sound constant(double seconds, float value) {
  return Sound(static_cast<std::size_t>(seconds * kRate.value()), value);
}

double energy(const Sound& x) { return test::mean_square(x) * static_cast<double>(x.size()); }

std::shared_ptr<const std::vector<StereoSound>> as_takes(std::vector<StereoSound> takes) {
  return std::make_shared<const std::vector<StereoSound>>(std::move(takes));
}

// A cut through a loud sound clicks; a fade begins and ends at nothing.
TEST(RecordedTake, BeginsAndEndsWithoutAStep) {
  Sound cut(4800);
  for (std::size_t n = 0; n < cut.size(); ++n) {
    cut[n] = 0.5f * std::cos(0.02f * static_cast<float>(n));
  }
  const StereoSound made = made_ready({{cut, cut}}, kRate, {}, 1);
  for (const Sound& ear : made) {
    EXPECT_EQ(ear.front(), 0.0f);
    EXPECT_EQ(ear.back(), 0.0f);
    float step = 0.0f;
    for (std::size_t n = 1; n < ear.size(); ++n)
      step = std::max(step, std::abs(ear[n] - ear[n - 1]));
    EXPECT_LT(step, 0.02f) << "the cosine's own steps are 0.01";
  }
  EXPECT_GT(std::abs(cut.front()), 0.4f) << "the control";
}

TEST(RecordedTake, LosesItsMeanAndKeepsItsChannels) {
  Sound left = noise(0.5, 1), right = noise(0.5, 2);
  for (float& x : left) x += 0.3f;
  const StereoSound made = made_ready({{left, right}}, kRate, {}, 1);
  double mean = 0.0;
  for (const float x : made[0])
    mean += static_cast<double>(x) / static_cast<double>(made[0].size());
  EXPECT_NEAR(mean, 0.0, 1e-3);
  EXPECT_NEAR(10.0 * std::log10(energy(made[1]) / energy(right)), 0.0, 0.3);
  EXPECT_EQ(made[1], made_ready({{right, right}}, kRate, {}, 7)[1]) << "no place of its own";
}

TEST(RecordedTake, InOneChannelGetsAPlaceBetweenTheEars) {
  const Sound mono = noise(3.0, 3);
  const StereoSound made = made_ready({{mono, {}}}, kRate, {}, 1);
  double cross = 0.0;
  for (std::size_t n = 0; n < mono.size(); ++n) {
    cross += static_cast<double>(made[0][n]) * static_cast<double>(made[1][n]);
  }
  EXPECT_NEAR(cross / std::sqrt(energy(made[0]) * energy(made[1])), 0.78, 0.05);
  for (const Sound& ear : made) {
    EXPECT_NEAR(10.0 * std::log10(energy(ear) / energy(mono)), 0.0, 0.5);
  }
  const StereoSound leaning = placed_take(mono, kRate, {1.6, 1});
  EXPECT_NEAR(10.0 * std::log10(energy(leaning[0]) / energy(leaning[1])), 1.6, 0.3);
}

// What comes before a knock would soften it.
TEST(RecordedTake, StaysSharpInOneChannel) {
  Sound knock(24000);
  for (std::size_t n = 0; n < 480; ++n) {
    knock[9600 + n] = noise(0.01, 4)[n] * std::exp(-0.01f * static_cast<float>(n));
  }
  const StereoSound made = placed_take(knock, kRate, {0.0, 5});
  const Sound before(made[0].begin(), made[0].begin() + 9600 - 96);
  EXPECT_LT(10.0 * std::log10(energy(before) / energy(made[0])), -15.0);
}

TEST(TakePlayer, AddsWhatOverlaps) {
  const auto takes = as_takes({{constant(0.1, 1.0f), constant(0.1, 2.0f)}});
  TakePlayer player(takes, kRate, 1);
  StereoRow row{};
  player.add(2400, 64, {0, 0}, row);
  player.add(2400, 64, {1, 2400}, row);
  player.add(2400, 64, {2, 2432}, row);
  EXPECT_EQ(row.left.x[0], 2.0f);
  EXPECT_EQ(row.left.x[31], 2.0f);
  EXPECT_EQ(row.left.x[32], 3.0f);
  EXPECT_EQ(row.right.x[63], 6.0f);
  player.add(4800, 64, {0, 0}, row);
  EXPECT_EQ(row.left.x[0], 2.0f) << "it has ended";
}

TEST(TakePlayer, FadesATakeWhereTheNextBegins) {
  TakePlayer player(as_takes({{constant(2.0, 1.0f), constant(2.0, 1.0f)}}), kRate, 1);
  const auto at = [&](std::int64_t frame) {
    StereoRow row{};
    player.add(frame, 1, {0, 0, 48000}, row);
    return row.left.x[0];
  };
  EXPECT_EQ(at(47999), 1.0f);
  EXPECT_NEAR(at(48000 + 2400), 0.5f, 1e-3f);
  EXPECT_EQ(at(48000 + 4800), 0.0f);
}

}  // namespace
}  // namespace otoscape::body
