// SPDX-License-Identifier: Apache-2.0
#include "otoscape/bank/gammatone_bank.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace otoscape::bank {
namespace {

using std::numbers::pi;

struct Rig {
  Rig(double rate_hz, int quantum_frames)
      : quantum(quantum_frames), design(GammatoneDesign::make(Hertz(rate_hz))) {
    bank.prepare(design, {Hertz(rate_hz), 2}, quantum, true, arena);
    gains.assign(2 * design.bands.size(), 1.0f);
  }
  // Left ear hears x, right ear −x/2.
  std::vector<float> run(const std::vector<float>& x) {
    std::vector<float> left(x.size()), right(x.size());
    for (std::size_t n = 0; n < x.size(); n += static_cast<std::size_t>(quantum)) {
      std::copy_n(x.begin() + static_cast<long>(n), quantum, left.begin() + static_cast<long>(n));
      for (int i = 0; i < quantum; ++i)
        right[n + static_cast<std::size_t>(i)] = -0.5f * x[n + static_cast<std::size_t>(i)];
      const PascalBlock block({left.data() + n, right.data() + n}, 2, quantum);
      bank.analyse(block);
      bank.synthesise({gains, gains, gains}, block);
    }
    for (std::size_t n = 0; n < x.size(); ++n) EXPECT_NEAR(right[n], -0.5f * left[n], 1e-6);
    return left;
  }
  int quantum;
  GammatoneDesign design;
  Arena arena;
  GammatoneBank bank;
  std::vector<float> gains;
};

std::vector<float> tone(double hz, double rate_hz, int frames) {
  std::vector<float> x(static_cast<std::size_t>(frames));
  for (int n = 0; n < frames; ++n)
    x[static_cast<std::size_t>(n)] = static_cast<float>(std::sin(2 * pi * hz * n / rate_hz));
  return x;
}

// The running filters against the analytic design: one wrong delay, pole or transposed band breaks
// it.
TEST(GammatoneBank, ImpulseResponseIsTheDesignsOwn) {
  for (const auto& [rate_hz, quantum] :
       {std::pair{48000.0, 64}, {16000.0, 32}, {8000.0, 16}, {192000.0, 256}}) {
    Rig rig(rate_hz, quantum);
    std::vector<float> impulse(static_cast<std::size_t>(128 * quantum));
    impulse[0] = 1.0f;
    const auto h = rig.run(impulse);
    for (double hz : {200.0, 997.0, 3100.0}) {
      std::complex<double> sum = 0.0;
      for (std::size_t n = 0; n < h.size(); ++n)
        sum += static_cast<double>(h[n]) *
               std::polar(1.0, -2 * pi * hz * static_cast<double>(n) / rate_hz);
      EXPECT_NEAR(std::abs(sum - rig.design.response(hz)), 0.0, 1e-4) << rate_hz << " " << hz;
    }
    const auto peak = std::max_element(h.begin(), h.end());
    EXPECT_EQ(peak - h.begin(), rig.design.delay_frames);
  }
}

TEST(GammatoneBank, NothingBypassesTheGains) {
  Rig rig(48000, 64);
  std::ranges::fill(rig.gains, 0.0f);
  for (float v : rig.run(tone(1000, 48000, 64 * 40))) EXPECT_EQ(v, 0.0f);
}

TEST(GammatoneBank, LevelsTellPowerAndFrequencyOfATone) {
  Rig rig(48000, 64);
  const std::size_t k = 20;
  const auto& band = rig.design.bands[k];
  const double offset_hz = 0.5 * band.width_hz;
  rig.run(tone(band.centre_hz + offset_hz, 48000, 64 * 100));
  const auto levels = rig.bank.levels();
  const double radius = std::abs(band.pole);
  const double sine = levels.slip[k] / (levels.power[k] * radius);
  EXPECT_NEAR(std::asin(sine) * 48000 / (2 * pi), offset_hz, 0.5);
  const double skirt = std::norm(rig.design.band_response(k, band.centre_hz + offset_hz));
  EXPECT_NEAR(10 * std::log10(levels.power[k] / skirt), 0.0, 0.05);
}

TEST(GammatoneBank, GainsBendAtHalfTime) {
  Rig rig(48000, 64);
  const auto bands = rig.gains.size();
  const std::vector<float> zero(bands), one(bands, 1.0f);
  rig.run(tone(1000, 48000, 64 * 100));
  auto x = tone(1000, 48000, 64);
  auto y = x;
  PascalBlock block({x.data(), y.data()}, 2, 64);
  rig.bank.analyse(block);
  rig.bank.synthesise({zero, one, zero}, block);
  EXPECT_EQ(x[63], 0.0f);
  EXPECT_LT(std::abs(x[0]), 0.04);
  float largest = 0.0f;
  for (float v : x) largest = std::max(largest, std::abs(v));
  EXPECT_GT(largest, 0.6f);
}

}  // namespace
}  // namespace otoscape::bank
