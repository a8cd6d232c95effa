// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/running_loudness.h"

#include <gtest/gtest.h>

#include <random>

#include "otoscape/render/programme/k_weighting.h"
#include "otoscape/render/programme/loudness_test_support.h"

namespace otoscape::render::programme {
namespace {

using namespace loudness_test;

Signal tone(double rate_hz, double hz, double seconds, double peak_db) {
  Signal x(static_cast<std::size_t>(seconds * rate_hz));
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] = static_cast<float>(std::pow(10.0, peak_db / 20.0) *
                              std::sin(2 * pi * hz * static_cast<double>(n) / rate_hz));
  }
  return x;
}

struct Meter {
  explicit Meter(int with_ears = 2, double rate_hz = kRate) : ears(with_ears) {
    running.prepare({Hertz(rate_hz), ears});
  }
  void add(const Signal& left, const Signal& right) {
    running.add({{left.data(), right.data()}, ears, static_cast<int>(left.size())});
  }
  void add(const Signal& both) { add(both, both); }
  int ears;
  RunningLoudness running;
};

// BS.1770-4, clause 5: a sine of 997 Hz at 0 dBFS in one channel reads −3.01 LUFS, in two 0.0.
TEST(RunningLoudness, ASineReadsWhatTheStandardSaysAtAnyRate) {
  for (const double rate : {8000.0, 11025.0, 22050.0, 44100.0, 48000.0, 96000.0, 192000.0}) {
    const Signal x = tone(rate, 997.0, 2.0, -23.0);
    Meter both(2, rate), left(2, rate), mono(1, rate);
    both.add(x);
    left.add(x, Signal(x.size()));
    mono.add(x);
    EXPECT_NEAR(*both.running.integrated_lufs(), -23.0, 0.02) << rate;
    EXPECT_NEAR(*left.running.integrated_lufs(), -26.01, 0.02) << rate;
    EXPECT_NEAR(*mono.running.integrated_lufs(), -23.0, 0.02) << rate;
  }
}

// Against the closed form, up to where the bilinear transforms of two rates part.
TEST(RunningLoudness, ItsFiltersAreTheWeightingOverFrequency) {
  for (const double rate : {32000.0, 44100.0, 48000.0, 96000.0, 192000.0}) {
    const auto filters = k_filters(Hertz(rate));
    for (const double hz : {20.0, 40.0, 100.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0}) {
      double power = 1.0;
      for (const auto& f : filters) power *= std::norm(f.response(Hertz(rate), Hertz(hz)));
      EXPECT_NEAR(10 * std::log10(power / k_weight_lin(Hertz(hz))), 0.0,
                  rate == 48000.0 ? 1e-8 : 0.1)
          << rate << " " << hz;
    }
  }
}

// EBU Tech 3341 (2016), minimum requirements test signals 3 and 4: what is softer is gated.
TEST(RunningLoudness, BothGatesActAsInTheTestSignalsOfTheEbu) {
  Meter three, four;
  for (const auto& [seconds, db] : {std::pair{10.0, -36.0}, {60.0, -23.0}, {10.0, -36.0}})
    three.add(tone(kRate, 1000.0, seconds, db));
  EXPECT_NEAR(*three.running.integrated_lufs(), -23.0, 0.1);
  for (const auto& [seconds, db] :
       {std::pair{10.0, -72.0}, {10.0, -36.0}, {60.0, -23.0}, {10.0, -36.0}, {10.0, -72.0}})
    four.add(tone(kRate, 1000.0, seconds, db));
  EXPECT_NEAR(*four.running.integrated_lufs(), -23.0, 0.1);
}

// 8 s of speech-like sound with pauses, the second half softer.
TEST(RunningLoudness, OfAWholeProgrammeItIsTheProgrammesLoudness) {
  for (const bool voiced : {true, false}) {
    const Signal x = film(voiced);
    Meter meter(1);
    meter.add(x);
    EXPECT_NEAR(*meter.running.integrated_lufs(), *track(x).integrated_lufs(), 0.1) << voiced;
  }
}

TEST(RunningLoudness, SilenceHasNone) {
  Meter meter;
  EXPECT_FALSE(meter.running.integrated_lufs());
  meter.add(Signal(48000));
  meter.add(tone(kRate, 1000.0, 2.0, -75.0));
  EXPECT_FALSE(meter.running.integrated_lufs());
  EXPECT_EQ(meter.running.reference_lufs(), -23.0);
}

TEST(RunningLoudness, TheReferenceStandsForTenSecondsAndThenMovesByOneLuASecond) {
  Meter meter;
  meter.add(Signal(static_cast<std::size_t>(30.0 * kRate)));
  double last = meter.running.reference_lufs();
  EXPECT_EQ(last, -23.0) << "silence does not count";
  const Signal piece = tone(kRate, 1000.0, 0.05, -43.0);  // 50 whole periods
  for (int i = 1; i <= 40 * 20; ++i) {
    meter.add(piece);
    const double seconds = 0.05 * i, now = meter.running.reference_lufs();
    if (seconds < 10.0) {
      EXPECT_EQ(now, -23.0);
    }
    EXPECT_GE(now, last - 0.0501) << seconds;
    EXPECT_LE(now, last + 0.001) << seconds;
    if (seconds > 11.0 && seconds < 30.0) {
      EXPECT_NEAR(now, -23.0 - (seconds - 10.0), 0.15);
    }
    last = now;
  }
  EXPECT_NEAR(last, -43.0, 0.05);
}

TEST(RunningLoudness, AnyPartitionGivesTheSameBits) {
  const Signal left = speech(true, 14.0, -30.0), right = speech(false, 14.0, -40.0, 3);
  Meter whole;
  whole.add(left, right);
  for (unsigned seed = 1; seed <= 3; ++seed) {
    Meter parts;
    std::mt19937 random(seed);
    for (std::size_t at = 0; at < left.size();) {
      const std::size_t count = std::min<std::size_t>(1 + random() % 5000, left.size() - at);
      parts.running.add({{left.data() + at, right.data() + at}, 2, static_cast<int>(count)});
      at += count;
    }
    EXPECT_EQ(*parts.running.integrated_lufs(), *whole.running.integrated_lufs());
    EXPECT_EQ(parts.running.reference_lufs(), whole.running.reference_lufs());
  }
}

TEST(RunningLoudness, AnAbsurdLevelCountsAsThirtyLufs) {
  Meter meter;
  meter.add(Signal(48000, 1e6f));
  meter.add(tone(kRate, 1000.0, 1.0, 100.0));
  EXPECT_NEAR(*meter.running.integrated_lufs(), 30.0, 0.01);
}

}  // namespace
}  // namespace otoscape::render::programme
