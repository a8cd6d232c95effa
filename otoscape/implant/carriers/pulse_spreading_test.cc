// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/carriers/pulse_spreading.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "otoscape/base/arena.h"
#include "otoscape/dsp/fft.h"

namespace otoscape::implant::carriers {
namespace {

constexpr double kRate = 16000.0;
constexpr CarrierBand kBands[] = {{500.0, 700.0}, {1500.0, 6000.0}};

const std::shared_ptr<const PulseSpreadingTables>& tables() {
  static const auto made = std::make_shared<const PulseSpreadingTables>(kBands, Hertz(kRate));
  return made;
}

// A table and its transform.
struct Transformed {
  explicit Transformed(std::span<const float> table)
      : re(arena.take<double>(table.size())), im(arena.take<double>(table.size())) {
    std::ranges::copy(table, re.begin());
    fft.prepare(static_cast<int>(table.size()), arena);
    fft.forward(re, im);
  }
  Arena arena;
  dsp::BasicFft<double> fft;
  std::span<double> re, im;
};

TEST(PulseSpreading, TheTwoPublishedRatesAgreeToATenth) {
  for (double hz = 250.0; hz <= 8000.0; hz *= 1.1) {
    const int by_rate = pulse_spreading_order(hz, 0.01),
              first = pulse_spreading_order_2014(hz, 0.01);
    EXPECT_NEAR(static_cast<double>(first) / by_rate, 1.0, 0.1) << hz;
  }
  EXPECT_EQ(pulse_spreading_order(1000.0, 1.0), 14);
}

TEST(PulseSpreading, ATableHasUnitRmsAndLiesInItsBand) {
  const auto size = tables()->frames();
  EXPECT_EQ(size, 16384u);
  for (int b = 0; b < 2; ++b) {
    const auto table = tables()->table(b);
    const Transformed spectrum(table);
    const auto re = spectrum.re, im = spectrum.im;
    double inside = 0.0, all = 0.0;
    for (std::size_t k = 0; k < size / 2; ++k) {
      const double power = 2.0 * (re[k] * re[k] + im[k] * im[k]) / static_cast<double>(size * size);
      const double hz = static_cast<double>(k) * tables()->f0_hz();
      all += power;
      if (hz > kBands[b].low_hz - 1.0 && hz < kBands[b].high_hz + 1.0) inside += power;
    }
    EXPECT_NEAR(all, 1.0, 1e-5);
    EXPECT_GT(inside, 0.99999);
  }
}

// In a band much wider than the rate each pulse stands alone: k² of them in a table, evenly. The
// others' skirts move a peak by up to two frames of 33.
TEST(PulseSpreading, PulsesComeEvenlyAtThePublishedRate) {
  const auto size = tables()->frames();
  Transformed spectrum(tables()->table(1));
  const auto re = spectrum.re, im = spectrum.im;
  for (std::size_t k = size / 2; k < size; ++k) re[k] = im[k] = 0.0;
  spectrum.fft.inverse(re, im);  // the analytic signal
  std::vector<double> envelope(size);
  double most = 0.0;
  for (std::size_t n = 0; n < size; ++n)
    most = std::max(most, envelope[n] = std::hypot(re[n], im[n]));
  std::vector<std::size_t> peaks;
  for (std::size_t n = 1; n + 1 < size; ++n) {
    if (envelope[n] > 0.5 * most && envelope[n] >= envelope[n - 1] &&
        envelope[n] > envelope[n + 1]) {
      peaks.push_back(n);
    }
  }
  const int order = pulse_spreading_order(std::sqrt(1500.0 * 6000.0), tables()->f0_hz());
  EXPECT_NEAR(static_cast<double>(peaks.size()), order * order, 2.0);
  for (std::size_t i = 1; i < peaks.size(); ++i) {
    EXPECT_NEAR(static_cast<double>(peaks[i] - peaks[i - 1]), 16384.0 / (order * order), 2.0);
  }
}

TEST(PulseSpreading, AnyCutGivesTheSameSoundAcrossTheSeam) {
  PulseSpreading bank(tables(), 7);
  const float steady[] = {0.5f, 0.25f};
  std::vector<float> whole(40'000), cut(40'000);
  bank.process(123, steady, steady, whole);
  for (std::size_t at = 0; at < cut.size(); at += 61) {
    const std::size_t some = std::min<std::size_t>(61, cut.size() - at);
    bank.process(123 + static_cast<std::int64_t>(at), steady, steady,
                 std::span(cut).subspan(at, some));
  }
  EXPECT_EQ(whole, cut);
  for (std::size_t n = 0; n + 16384 < whole.size(); ++n) EXPECT_EQ(whole[n], whole[n + 16384]);
}

TEST(PulseSpreading, EarsStartElsewhere) {
  PulseSpreading left(tables(), 1), right(tables(), 2);
  const float one[] = {1.0f, 1.0f};
  std::vector<float> a(16384), b(16384);
  left.process(0, one, one, a);
  right.process(0, one, one, b);
  double product = 0.0;
  for (std::size_t n = 0; n < a.size(); ++n) product += static_cast<double>(a[n] * b[n]) / 16384.0;
  EXPECT_LT(std::abs(product), 0.4);  // of a power of 2
}

TEST(PulseSpreading, AmplitudesMoveLinearly) {
  PulseSpreading bank(tables(), 1);
  const float none[] = {0.0f, 0.0f}, one[] = {1.0f, 1.0f};
  std::vector<float> ramp(1000), steady(1000);
  bank.process(0, none, one, ramp);
  bank.process(0, one, one, steady);
  for (std::size_t n = 0; n < 1000; ++n) {
    EXPECT_NEAR(ramp[n], steady[n] * static_cast<float>(n) / 1000.0f, 1e-5f);
  }
}

}  // namespace
}  // namespace otoscape::implant::carriers
