// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

#include "otoscape/implant/carriers/gammatone_pulses.h"
#include "otoscape/implant/carriers/gaussian_tones.h"
#include "otoscape/implant/carriers/slot_order.h"

namespace otoscape::implant::carriers {
namespace {

constexpr double kRate = 48000.0;
constexpr GaussianTone kTones[] = {{1000.0, 0.004}, {3000.0, 0.001}, {23000.0, 0.001}};
constexpr GammatoneBand kBands[] = {{1000.0, 150.0}, {3000.0, 400.0}, {23000.0, 400.0}};

std::vector<BandPulse> train(int band, double rate_pps, double from, double to) {
  std::vector<BandPulse> pulses;
  for (double at = from; at < to; at += kRate / rate_pps) pulses.push_back({band, at, 1.0f});
  return pulses;
}

std::vector<float> render(PulseBank& bank, const std::vector<BandPulse>& pulses, std::size_t frames,
                          std::size_t block, std::int64_t first = 0) {
  std::vector<float> out(frames);
  std::size_t next = 0;
  for (std::size_t at = 0; at < frames; at += block) {
    const std::size_t some = std::min(block, frames - at);
    const double last = static_cast<double>(first + static_cast<std::int64_t>(at + some)) - 1.0;
    std::size_t end = next;
    while (end < pulses.size() && pulses[end].frame <= last) ++end;
    bank.process(first + static_cast<std::int64_t>(at), std::span(pulses).subspan(next, end - next),
                 std::span(out).subspan(at, some));
    next = end;
  }
  return out;
}

double rms(const std::vector<float>& sound, std::size_t from) {
  double sum = 0.0;
  for (std::size_t n = from; n < sound.size(); ++n) sum += static_cast<double>(sound[n] * sound[n]);
  return std::sqrt(sum / static_cast<double>(sound.size() - from));
}

std::complex<double> spectrum_at(const std::vector<float>& sound, double hz) {
  std::complex<double> sum;
  for (std::size_t n = 0; n < sound.size(); ++n) {
    sum += static_cast<double>(sound[n]) *
           std::polar(1.0, -2.0 * std::numbers::pi * hz * static_cast<double>(n) / kRate);
  }
  return sum;
}

double width_hz(const std::vector<float>& sound, double hz) {
  const double half = std::abs(spectrum_at(sound, hz)) * std::sqrt(0.5);
  double low = hz, high = hz;
  while (std::abs(spectrum_at(sound, low)) > half) low -= 1.0;
  while (std::abs(spectrum_at(sound, high)) > half) high += 1.0;
  return high - low;
}

TEST(GaussianTones, APulseIsTheEquation) {
  GaussianTones bank(kTones, 100.0, Hertz(kRate), 512);
  const auto out = render(bank, {{0, 100.3, 2.0f}}, 1024, 512);
  const double middle = 100.3 + bank.delay_frames(), duration = 0.004 * kRate;
  const auto shape = [&](double n) {
    const double t = n - middle;
    return std::exp(-std::numbers::pi * t * t / (duration * duration)) *
           std::sin(2.0 * std::numbers::pi * t / 48.0);
  };
  double energy = 0.0;
  for (int n = 0; n < 1024; ++n) energy += shape(n) * shape(n);
  for (std::size_t n = 0; n < out.size(); ++n) {
    const auto at = static_cast<double>(n);
    const double expected =
        std::abs(at - middle) <= 1.5 * duration ? shape(at) * 2.0 * std::sqrt(480.0 / energy) : 0.0;
    EXPECT_NEAR(out[n], expected, 5e-5) << n;
  }
}

TEST(GaussianTones, DurationSetsTheWidth) {
  const GaussianTone tone[] = {{2000.0, gaussian_duration_s(200.0)}};
  GaussianTones bank(tone, 100.0, Hertz(kRate), 4096);
  EXPECT_NEAR(width_hz(render(bank, {{0, 0.0, 1.0f}}, 2048, 2048), 2000.0), 200.0, 4.0);
}

TEST(GammatonePulses, APulseIsTheEquation) {
  GammatonePulses bank(kBands, 100.0, Hertz(kRate));
  const auto out = render(bank, {{0, 100.3, 1.0f}}, 3000, 512);
  const double decay = 2.0 * std::numbers::pi * 75.0 / std::sqrt(std::cbrt(2.0) - 1.0) / kRate;
  const auto shape = [&](double n) {
    const double t = n - 100.3;
    return t > 0.0 ? t * t * std::exp(-decay * t) * std::cos(2.0 * std::numbers::pi * t / 48.0)
                   : 0.0;
  };
  double energy = 0.0;
  for (int n = 0; n < 3000; ++n) energy += shape(n) * shape(n);
  for (std::size_t n = 0; n < out.size(); ++n) {
    EXPECT_NEAR(out[n], shape(static_cast<double>(n)) * std::sqrt(480.0 / energy), 3e-4) << n;
  }
}

TEST(GammatonePulses, HaveTheirBandsWidth) {
  GammatonePulses bank(kBands, 100.0, Hertz(kRate));
  EXPECT_NEAR(width_hz(render(bank, {{1, 10.5, 1.0f}}, 4096, 4096), 3000.0), 400.0, 4.0);
}

// 100 pulses a second do not overlap in the shorter of the two.
TEST(PulseBanks, ATrainAtTheNominalRateHasUnitRms) {
  GaussianTones tones(kTones, 100.0, Hertz(kRate), 512);
  GammatonePulses filters(kBands, 100.0, Hertz(kRate));
  const auto pulses = train(1, 100.0, 0.0, 48'000.0);
  EXPECT_NEAR(rms(render(tones, pulses, 48'000, 512), 4800), 1.0, 0.01);
  EXPECT_NEAR(rms(render(filters, pulses, 48'000, 512), 4800), 1.0, 0.01);
}

TEST(PulseBanks, AnyCutGivesTheSameSound) {
  auto pulses = train(0, 901.0, 1'000'000.2, 1'010'000.0);
  for (const auto& more : train(1, 877.0, 1'000'003.0, 1'010'000.0)) pulses.push_back(more);
  std::ranges::sort(pulses, {}, &BandPulse::frame);
  std::vector<std::vector<float>> sounds;
  for (const std::size_t block : {10'000u, 480u, 1u, 37u}) {
    GaussianTones tones(kTones, 900.0, Hertz(kRate), 10'000);
    GammatonePulses filters(kBands, 900.0, Hertz(kRate));
    auto sound = render(tones, pulses, 10'000, block, 1'000'000);
    const auto more = render(filters, pulses, 10'000, block, 1'000'000);
    sound.insert(sound.end(), more.begin(), more.end());
    EXPECT_GT(rms(sound, 0), 0.5);
    sounds.push_back(sound);
  }
  for (const auto& sound : sounds) EXPECT_EQ(sound, sounds.front());
}

TEST(PulseBanks, ARegularTrainIsHeardAtItsRate) {
  GammatonePulses filters(kBands, 100.0, Hertz(kRate));
  const auto sound = render(filters, train(1, 150.0, 0.25, 48'000.0), 48'000, 480);
  // A line at 20 × 150 Hz, none half-way to the next; other than 60 dB apart would be jitter.
  const double line = std::abs(spectrum_at(sound, 3000.0)),
               gap = std::abs(spectrum_at(sound, 3075.0));
  EXPECT_GT(line, 500.0 * gap);
}

TEST(PulseBanks, WhatWouldFoldIsSilentAndAResetForgets) {
  GaussianTones tones(kTones, 100.0, Hertz(kRate), 512);
  GammatonePulses filters(kBands, 100.0, Hertz(kRate));
  for (PulseBank* bank : {static_cast<PulseBank*>(&tones), static_cast<PulseBank*>(&filters)}) {
    EXPECT_EQ(rms(render(*bank, {{2, 5.0, 1.0f}}, 512, 512), 0), 0.0);
    EXPECT_GT(rms(render(*bank, {{1, 0.0, 1.0f}, {1, 500.0, 1.0f}}, 512, 512), 0), 0.0);
    bank->reset();
    EXPECT_EQ(rms(render(*bank, {}, 512, 512, 512), 0), 0.0);
  }
}

TEST(SlotOrder, IsDrawnAnewForEachCycleAndEven) {
  std::array<int, 8> order{}, again{};
  std::array<std::array<int, 8>, 8> counts{};
  for (std::int64_t cycle = 0; cycle < 8000; ++cycle) {
    shuffle_slots(11, cycle, order);
    shuffle_slots(11, cycle, again);
    EXPECT_EQ(order, again);
    for (std::size_t i = 0; i < 8; ++i) ++counts[i][static_cast<std::size_t>(order[i])];
  }
  // 1000 ± 30.
  for (const auto& row : counts) {
    for (const int count : row) EXPECT_NEAR(count, 1000, 150);
  }
}

}  // namespace
}  // namespace otoscape::implant::carriers
