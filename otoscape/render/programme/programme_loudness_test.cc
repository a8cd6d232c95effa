// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/programme_loudness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <random>

#include "otoscape/render/programme/programme_loudness_maker.h"

#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::render::programme {
namespace {

using std::numbers::pi;
using Signal = std::vector<float>;
constexpr double kRate = 48000.0;

Signal sine(double hz, double amplitude, double seconds, double rate_hz = kRate) {
  Signal x;
  for (int n = 0; n < static_cast<int>(seconds * rate_hz); ++n)
    x.push_back(static_cast<float>(amplitude * std::sin(2 * pi * hz * n / rate_hz)));
  return x;
}
Signal noise(double rms, double seconds, double rate_hz = kRate, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<float> gauss(0.0f, static_cast<float>(rms));
  Signal x(static_cast<std::size_t>(seconds * rate_hz));
  for (float& v : x) v = gauss(random);
  return x;
}
Signal silence(const Signal& like) { return Signal(like.size()); }

ProgrammeLoudness track(const Signal& left, const Signal& right, double rate_hz = kRate,
                        std::size_t block = 4096) {
  ProgrammeLoudnessMaker maker({Hertz(rate_hz), 2}, Seconds(0));
  for (std::size_t at = 0; at < left.size(); at += block) {
    const auto count = static_cast<int>(std::min(block, left.size() - at));
    maker.add({{&left[at], &right[at]}, 2, count});
  }
  return maker.finish();
}
ProgrammeLoudness mono(const Signal& x, double rate_hz = kRate) {
  ProgrammeLoudnessMaker maker({Hertz(rate_hz), 1}, Seconds(0));
  maker.add({{x.data(), nullptr}, 1, static_cast<int>(x.size())});
  return maker.finish();
}

double mean_band_db(const ProgrammeLoudness& track, int ear, int band) {
  double energy = 0.0;
  for (std::int64_t r = 0; r < track.rows(); ++r)
    energy += std::pow(10.0, track.band_db(ear, band, r) / 10.0);
  return 10.0 * std::log10(energy / static_cast<double>(track.rows()));
}
double band_width_hz(int band) {
  return ProgrammeLoudness::band_hz(band) * (std::exp2(0.25) - std::exp2(-0.25));
}

// BS.1770-4: a 997 Hz sine at 0 dB FS in one front channel reads −3.01 LUFS.
TEST(ProgrammeLoudness, ReadsTheStandardsTone) {
  for (double rate_hz : {8000.0, 11025.0, 16000.0, 22050.0, 32000.0, 44100.0, 48000.0, 88200.0,
                         96000.0, 176400.0, 192000.0}) {
    const Signal x = sine(997.0, 1.0, 3.0, rate_hz);
    const auto one = track(x, silence(x), rate_hz);
    ASSERT_TRUE(one.integrated_lufs()) << rate_hz;
    EXPECT_NEAR(*one.integrated_lufs(), -3.01, 0.02) << rate_hz;
    EXPECT_EQ(one.rows(), 30) << rate_hz;
    EXPECT_NEAR(*track(x, x, rate_hz).integrated_lufs(), 0.0, 0.02) << rate_hz;
    EXPECT_NEAR(*mono(x, rate_hz).integrated_lufs(), 0.0, 0.02) << rate_hz;
  }
}

// EBU Tech 3341, cases 3 and 4; its tolerance is 0.1 LU.
TEST(ProgrammeLoudness, LeavesQuietPartsOut) {
  const auto levels = [](std::initializer_list<std::pair<double, double>> parts) {
    Signal x;
    for (auto [seconds, peak_db] : parts) {
      const Signal part = sine(1000.0, std::pow(10.0, peak_db / 20.0), seconds);
      x.insert(x.end(), part.begin(), part.end());
    }
    return *track(x, x).integrated_lufs();
  };
  EXPECT_NEAR(levels({{10, -36}, {60, -23}, {10, -36}}), -23.0, 0.1);
  EXPECT_NEAR(levels({{10, -72}, {10, -36}, {60, -23}, {10, -36}, {10, -72}}), -23.0, 0.1);
}

TEST(ProgrammeLoudness, OfSilenceAndOfLessThanABlockThereIsNoLoudness) {
  const Signal quiet(48000), brief = sine(1000.0, 0.5, 0.39);
  EXPECT_FALSE(track(quiet, quiet).integrated_lufs());
  EXPECT_FALSE(track(brief, brief).integrated_lufs());
  EXPECT_FALSE(track({}, {}).integrated_lufs());
  EXPECT_EQ(track({}, {}).rows(), 0);
  EXPECT_EQ(track(quiet, quiet).k_db(3), ProgrammeLoudness::kSilenceDb);
  EXPECT_EQ(track({}, {}).band_db(0, 3, 0), ProgrammeLoudness::kSilenceDb);
  EXPECT_EQ(track(quiet, quiet).loudness_lufs(Seconds(0), Seconds(1)),
            -std::numeric_limits<double>::infinity());
}

TEST(ProgrammeLoudness, EachBandHoldsItsShareOfNoise) {
  for (double rate_hz : {44100.0, 48000.0, 192000.0}) {
    const auto noisy = track(noise(0.1, 20.0, rate_hz, 1), noise(0.05, 20.0, rate_hz, 2), rate_hz);
    for (int b = 0; b < ProgrammeLoudness::kBands; ++b) {
      const double share = 10 * std::log10(band_width_hz(b) / (rate_hz / 2));
      // 20 s of a band 14 Hz wide: standard deviation 0.26 dB.
      const double tolerance = std::max(0.1, 3.0 * 4.34 / std::sqrt(20.0 * band_width_hz(b)));
      EXPECT_NEAR(mean_band_db(noisy, 0, b), share - 20.0, tolerance) << rate_hz << " band " << b;
      EXPECT_NEAR(mean_band_db(noisy, 1, b), share - 26.0206, tolerance) << rate_hz << " " << b;
    }
  }
}

TEST(ProgrammeLoudness, ATonesBandHoldsIt) {
  for (int b = 0; b < ProgrammeLoudness::kBands; ++b) {
    const Signal x = sine(ProgrammeLoudness::band_hz(b), 0.1, 1.0);
    const auto one = track(x, silence(x));
    // A window of 85 ms tells 12 Hz apart: of a band 14 Hz wide some falls beside it.
    EXPECT_NEAR(one.band_db(0, b, 4), -23.01, b == 0 ? 2.5 : b < 3 ? 0.6 : 0.1) << b;
    for (int other = 0; other < ProgrammeLoudness::kBands; ++other) {
      if (std::abs(other - b) > 1) {
        EXPECT_LT(one.band_db(0, other, 4), -53.0) << b << " " << other;
      }
      EXPECT_LT(one.band_db(1, other, 4), -120.0) << b << " " << other;
    }
  }
}

TEST(ProgrammeLoudness, DoesNotDependOnTheBlocks) {
  const Signal left = noise(0.1, 1.37, kRate, 3), right = noise(0.1, 1.37, kRate, 4);
  const auto whole = track(left, right, kRate, left.size()).bytes();
  for (std::size_t block : {std::size_t{1}, std::size_t{77}, std::size_t{2400}, std::size_t{5000}})
    EXPECT_EQ(track(left, right, kRate, block).bytes(), whole) << block;
}

TEST(ProgrammeLoudness, ARowKnowsLittleOfItsNeighbours) {
  Signal x(48000);
  const Signal burst = noise(0.1, 0.06);
  std::ranges::copy(burst, x.begin() + 24000 + 960);  // the middle of row 5
  const auto one = track(x, x);
  for (std::int64_t r = 0; r < one.rows(); ++r) {
    if (r == 5) continue;
    EXPECT_LT(one.k_db(r), one.k_db(5) - 40.0) << r;
  }
  double white = 0.0;
  for (int k = 0; k < 2400; ++k) white += k_weight_lin(Hertz(10.0 * k + 5.0)) / 2400.0;
  const double expected = 0.01 * 2.0 * 0.6 * white;  // two ears, 60 of 100 ms
  EXPECT_NEAR(one.k_db(5), 10 * std::log10(expected), 0.3);
}

// However little of it there is: a level, not a sum.
TEST(ProgrammeLoudness, TheLastRowIsTheMeanOfWhatThereIs) {
  for (int more : {1, 7, 500, 847, 848, 849, 2399, 2400, 2401, 3000, 3300, 4799}) {
    const auto one = mono(sine(1000.0, 0.1, (9600.0 + more + 0.5) / kRate));
    ASSERT_EQ(one.rows(), 3) << more;
    EXPECT_NEAR(one.k_db(1), one.k_db(0), 0.1) << more;
    EXPECT_NEAR(one.k_db(2), one.k_db(0), 0.4) << more;
  }
}

TEST(ProgrammeLoudness, TakesWhatIsNoNumberAsSilence) {
  Signal x = noise(0.1, 2.0), y = x;
  for (std::size_t n : {std::size_t{0}, std::size_t{4711}, std::size_t{50000}}) {
    x[n] = n % 2 == 0 ? std::numeric_limits<float>::quiet_NaN()
                      : -std::numeric_limits<float>::infinity();
    y[n] = 0.0f;
  }
  EXPECT_EQ(mono(x).bytes(), mono(y).bytes());
  x[7] = std::numeric_limits<float>::max();
  for (std::int64_t r = 0; r < 20; ++r) EXPECT_TRUE(std::isfinite(mono(x).k_db(r)));
  EXPECT_GT(mono(x).k_db(0), 60.0);
}

TEST(ProgrammeLoudness, LoudnessOverAStretchIsThatOfItsEnergy) {
  Signal x = sine(1000.0, 0.1, 1.0);
  const Signal louder = sine(1000.0, 1.0, 1.0);
  x.insert(x.end(), louder.begin(), louder.end());
  const auto one = mono(x);
  EXPECT_NEAR(one.loudness_lufs(Seconds(0), Seconds(0.9)), -20.0, 0.1);
  EXPECT_NEAR(one.loudness_lufs(Seconds(1.1), Seconds(9)), 0.0, 0.1);
  EXPECT_NEAR(one.loudness_lufs(Seconds(0.5), Seconds(1.5)), 10 * std::log10(0.505), 0.2);
  EXPECT_NEAR(one.loudness_lufs(Seconds(-5), Seconds(9)), 10 * std::log10(0.505), 0.1);
  EXPECT_EQ(one.loudness_lufs(Seconds(3), Seconds(4)), -std::numeric_limits<double>::infinity());
}

TEST(ProgrammeLoudness, RowsCountFromItsBegin) {
  ProgrammeLoudnessMaker maker({Hertz(kRate), 1}, Seconds(-0.25));
  const Signal x = sine(1000.0, 0.1, 2.0);
  maker.add({{x.data(), nullptr}, 1, static_cast<int>(x.size())});
  const auto one = maker.finish();
  EXPECT_EQ(one.begin(), Seconds(-0.25));
  EXPECT_EQ(one.row_at(Seconds(-1.0)), 0);
  EXPECT_EQ(one.row_at(Seconds(-0.151)), 0);
  EXPECT_EQ(one.row_at(Seconds(-0.15)), 1);
  EXPECT_EQ(one.row_at(Seconds(0.0)), 2);
  EXPECT_EQ(one.row_at(Seconds(0.05)), 3);
  EXPECT_EQ(one.row_at(Seconds(100.0)), 19);
}

TEST(ProgrammeLoudness, ComesBackFromBytes) {
  const auto one = track(noise(0.1, 1.23, kRate, 5), noise(0.01, 1.23, kRate, 6));
  const auto bytes = one.bytes();
  EXPECT_EQ(bytes.size(), 48u + 13 * 37 * 2);
  const auto back = ProgrammeLoudness::from_bytes(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->bytes(), bytes);
  EXPECT_EQ(back->rows(), one.rows());
  EXPECT_EQ(back->k_db(5), one.k_db(5));
  EXPECT_EQ(*back->integrated_lufs(), *one.integrated_lufs());
}

TEST(ProgrammeLoudness, RefusesDamagedBytes) {
  const auto bytes = mono(noise(0.1, 0.5)).bytes();
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(ProgrammeLoudness::from_bytes(std::span(bytes).first(size))) << size;
  auto longer = bytes;
  longer.resize(bytes.size() + 74);
  EXPECT_FALSE(ProgrammeLoudness::from_bytes(longer));
  // Any byte turned over, but for those of the begin and of the last row's length, which may be
  // any.
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if ((at >= 16 && at < 24) || (at >= 32 && at < 40)) continue;
    auto damaged = bytes;
    damaged[at] ^= std::byte{0x10};
    EXPECT_FALSE(ProgrammeLoudness::from_bytes(damaged)) << at;
  }
}

}  // namespace
}  // namespace otoscape::render::programme
