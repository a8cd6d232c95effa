// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/quantum/guard.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <random>
#include <vector>

namespace otoscape::render::quantum {
namespace {

using std::numbers::pi;
constexpr double kRate = 48000.0;

std::vector<float> signal(int frames, const std::function<double(int)>& f) {
  std::vector<float> x;
  for (int n = 0; n < frames; ++n) x.push_back(static_cast<float>(f(n)));
  return x;
}

struct Guarded {
  std::vector<float> out;
  Guard::Report report;
  int latency;
};

Guarded guard(std::vector<float> x, double ceiling = -1.0) {
  Arena arena;
  Guard g;
  g.prepare({Hertz(kRate), 1}, 64, arena);
  g.set_ceiling(ceiling);
  for (std::size_t n = 0; n + 64 <= x.size(); n += 64) {
    g.process(FullScaleBlock({x.data() + n, nullptr}, 1, 64));
  }
  return {x, g.report(), static_cast<int>(g.latency().value())};
}

// 16 × oversampled, 128 taps a phase: an independent and finer meter than the guard's own.
double true_peak_db(const std::vector<float>& x) {
  constexpr std::size_t kPhases = 16, kTaps = 128;
  std::array<std::array<double, kTaps>, kPhases> taps{};
  for (std::size_t phase = 0; phase < kPhases; ++phase) {
    for (std::size_t i = 0; i < kTaps; ++i) {
      const double at = static_cast<double>(i) - 63.0 - static_cast<double>(phase) / kPhases;
      const double sinc = at == 0.0 ? 1.0 : std::sin(pi * at) / (pi * at);
      taps[phase][i] =
          sinc * (0.42 + 0.5 * std::cos(pi * at / 65) + 0.08 * std::cos(2 * pi * at / 65));
    }
  }
  double peak = 0.0;
  for (std::size_t n = 64; n + 65 < x.size(); ++n) {
    for (const auto& phase : taps) {
      double sum = 0.0;
      for (std::size_t i = 0; i < kTaps; ++i) {
        sum += static_cast<double>(x[n + i - 63]) * phase[i];
      }
      peak = std::max(peak, std::abs(sum));
    }
  }
  return 20 * std::log10(peak);
}

TEST(Guard, PassesBitForBitBelowTheCeiling) {
  std::mt19937 random(4);
  std::uniform_real_distribution<float> uniform(-0.35f, 0.35f);
  const auto x = signal(64 * 300, [&](int n) {
    return n % 997 == 0                    ? 0.83
           : n % 997 < 60 || n % 997 > 937 ? 0.0
                                           : static_cast<double>(uniform(random));
  });
  const Guarded run = guard(x);
  EXPECT_EQ(run.report.frames, 0);
  for (std::size_t n = static_cast<std::size_t>(run.latency); n < x.size(); ++n) {
    ASSERT_EQ(run.out[n], x[n - static_cast<std::size_t>(run.latency)]) << n;
  }
}

TEST(Guard, HoldsTheTruePeak) {
  std::mt19937 random(5);
  std::normal_distribution<double> gauss;
  const std::vector<std::pair<const char*, std::function<double(int)>>> hot = {
      {"quarter of the rate at 45°", [](int n) { return 2.0 * std::sin(pi / 2 * n + pi / 4); }},
      {"10 kHz bursts",
       [](int n) { return n % 2000 < 200 ? 4.0 * std::sin(2 * pi * 10000 * n / kRate) : 0.1; }},
      {"19 kHz", [](int n) { return 2.0 * std::sin(2 * pi * 19000 * n / kRate + 0.3); }},
      {"noise below 12 kHz",
       [&, last = 0.0](int) mutable { return last = 0.5 * last + 0.8 * gauss(random); }},
      {"one click", [](int n) { return n == 5000 ? 30.0 : 0.0; }}};
  for (const auto& [name, f] : hot) {
    const Guarded run = guard(signal(64 * 200, f));
    EXPECT_LE(true_peak_db(run.out), -1.0 + 0.02) << name;
    EXPECT_GT(run.report.events, 0) << name;
    EXPECT_LT(run.report.lowest_gain, 0.9f) << name;
  }
}

// Noise up to half the rate is more than an interpolation can see; a meter after BS.1770 sees it
// below the ceiling, an ideal one a quarter of a decibel above.
TEST(Guard, HoldsWhiteNoiseNearlyAsWell) {
  std::mt19937 random(6);
  std::normal_distribution<double> gauss;
  const Guarded run = guard(signal(64 * 400, [&](int) { return 2.0 * gauss(random); }));
  EXPECT_LE(true_peak_db(run.out), -1.0 + 0.3);
}

// 7.5 dB over the aim, so after 0.38 s and the look-ahead the sound is itself again: a region needs
// no longer run-in to be that part of the whole.
TEST(Guard, LetsGoCompletelyInAFiniteTime) {
  auto x = signal(
      64 * 3000, [](int n) { return (n < 4000 ? 2.0 : 0.3) * std::sin(2 * pi * 500 * n / kRate); });
  const Guarded run = guard(x);
  const auto late = static_cast<std::size_t>(run.latency);
  const std::size_t again = 4000 + late + static_cast<std::size_t>(0.39 * kRate);
  for (std::size_t n = again; n < x.size(); ++n) ASSERT_EQ(run.out[n], x[n - late]) << n;
  EXPECT_NE(run.out[again - 2000], x[again - 2000 - late]);
  EXPECT_EQ(run.report.events, 1);
}

// 6 dB over: the limiter's own distortion, measured outside the tone.
TEST(Guard, LimitsALowToneCleanly) {
  const double hz = 100.0;
  const Guarded run =
      guard(signal(48000 * 2, [&](int n) { return 1.78 * std::sin(2 * pi * hz * n / kRate); }));
  double re = 0.0, im = 0.0, power = 0.0;
  const int first = 48000, count = 48000 - 480;
  for (int n = first; n < first + count; ++n) {
    const double v = run.out[static_cast<std::size_t>(n)];
    re += v * std::cos(2 * pi * hz * n / kRate);
    im += v * std::sin(2 * pi * hz * n / kRate);
    power += v * v;
  }
  const double tone = 2.0 * (re * re + im * im) / count;
  EXPECT_LT(10 * std::log10((power - tone) / power), -50.0);
}

}  // namespace
}  // namespace otoscape::render::quantum
