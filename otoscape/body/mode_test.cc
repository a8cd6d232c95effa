// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/mode.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "otoscape/body/takes.h"

namespace otoscape::body {
namespace {

constexpr Hertz kRate{48000.0};
using Sound = std::vector<float>;

double sum_of(const Sound& x) {
  double sum = 0.0;
  for (float v : x) sum += static_cast<double>(v);
  return sum;
}

TEST(Mode, LeavesNoNetPressure) {
  Mode mode{.hz = 60.0, .rise_s = 0.008, .decay_s = 0.02};
  const auto net = [&](double phase) {
    mode.left_phase = phase;
    Sound left(48000), right(48000);
    add_mode(mode, kRate, {left, right});
    return std::abs(sum_of(left));
  };
  const double still = no_pressure_phase(mode);
  EXPECT_LT(net(still), 1e-3 * net(still + 1.57));
}

TEST(Mode, StartsAndEndsAtZero) {
  const Mode mode{.start_s = 0.01, .hz = 200.0, .rise_s = 0.001, .decay_s = 0.02};
  Sound left(48000), right(48000);
  add_mode(mode, kRate, {left, right});
  EXPECT_EQ(left[479], 0.0f);
  EXPECT_LT(std::abs(left[481]), 1e-3f);
  EXPECT_EQ(left[static_cast<std::size_t>((0.01 + mode.length_s()) * 48000.0) + 2], 0.0f);
  EXPECT_EQ(left, right);
}

// From the low rate and back, at every rate of a film.
TEST(Take, SoundsAsItsModes) {
  for (const double rate : {8000.0, 44100.0, 48000.0, 192000.0}) {
    const auto low = std::make_shared<const LowRate>(Hertz(rate));
    const Mode mode{.start_s = 0.02, .hz = 300.0, .rise_s = 0.003, .decay_s = 0.03};
    const auto size = static_cast<std::size_t>(0.5 * rate) / 64 * 64;
    Sound left(size), right(size), taken;
    add_mode(mode, Hertz(rate), {left, right});
    Take take(low, 0.6, 0.0);
    take.add(mode);
    for (std::size_t n = 0; n < size; n += 64) {
      StereoRow row{};
      take.sound(static_cast<std::int64_t>(n), 64, row);
      taken.insert(taken.end(), row.left.x, row.left.x + 64);
    }
    double wrong = 0.0, all = 0.0;
    for (std::size_t n = 0; n < size; ++n) {
      wrong += std::pow(static_cast<double>(taken[n]) - static_cast<double>(left[n]), 2);
      all += std::pow(static_cast<double>(left[n]), 2);
    }
    EXPECT_LT(10.0 * std::log10(wrong / all), -60.0) << rate;
  }
}

}  // namespace
}  // namespace otoscape::body
