// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>

#include "otoscape/implant/film/film_percept.h"
#include "tests/support/parts.h"
#include "tests/support/spectrum.h"

namespace otoscape::implant::film {
namespace {

constexpr Hertz kRate(48000.0);
constexpr int kSlice = 4096;
using Sound = std::vector<float>;

// Nothing but the split and the sum.
FilmParams open() {
  FilmParams params;
  params.noise_bands = 0.0;
  params.low_hz = 0.0;
  params.high_hz = 24000.0;
  return params;
}

// Every third semitone from 110 Hz.
std::vector<double> grid() {
  std::vector<double> grid_hz;
  for (int i = 0; i < 22; ++i) grid_hz.push_back(110.0 * std::exp2(i / 4.0));
  return grid_hz;
}

Sound run(const Sound& in, const FilmParams& params, int slice = kSlice, Hertz rate = kRate,
          std::int64_t first = 0) {
  FilmPercept stage(params, rate, slice, {7, 8}, first);
  Sound out(in.size());
  stage.process(in, out);
  return out;
}

std::span<const float> settled(const Sound& x) { return std::span(x).subspan(72000); }
double level_db(std::span<const float> x) { return 10.0 * std::log10(test::power_of(x) + 1e-30); }

Sound mix(double seconds) {
  Sound x = test::chords(seconds, kRate.value(), 0.1);
  const Sound hits = test::drums(seconds, kRate.value(), 0.1);
  const Sound noise = test::steady_noise(seconds, kRate.value(), 0.03);
  for (std::size_t n = 0; n < x.size(); ++n) x[n] += hits[n] + noise[n];
  return x;
}

TEST(FilmPercept, WithNothingTreatedTheSumIsTheDelayedInput) {
  for (const int slice : {4096, 2048}) {
    const Sound in = mix(2.0), out = run(in, open(), slice);
    const auto late = static_cast<std::size_t>(FilmPercept::latency(kRate, slice).value());
    double error = 0.0;
    for (std::size_t n = late; n < in.size(); ++n) {
      error += std::pow(static_cast<double>(out[n]) - in[n - late], 2);
    }
    EXPECT_LE(10.0 * std::log10(error / static_cast<double>(in.size())) - level_db(in), -120.0);
  }
}

double share_near_grid(std::span<const float> x, const std::vector<double>& grid_hz) {
  const auto s = test::spectrum(x);
  const double bin_hz = kRate.value() / static_cast<double>(s.size());
  double near = 0.0, all = 0.0;
  for (std::size_t k = 1; k < s.size() / 2; ++k) {
    const double hz = static_cast<double>(k) * bin_hz;
    const bool close = std::ranges::any_of(
        grid_hz, [&](double line_hz) { return std::abs(hz - line_hz) <= 12.0; });
    all += std::norm(s[k]);
    if (close) near += std::norm(s[k]);
  }
  return near / all;
}

TEST(FilmPercept, SnappedTonesLieOnTheGridAtTheirLevel) {
  const Sound in = test::chords(6.0, kRate.value(), 0.1, 7.0);
  FilmParams params = open();
  params.snapped = 1.0;
  params.grid_hz = grid();
  const Sound own = run(in, open()), out = run(in, params);
  EXPECT_GE(share_near_grid(settled(out), grid()), 0.99);
  EXPECT_LE(share_near_grid(settled(own), grid()), 0.6);
  EXPECT_NEAR(level_db(settled(out)), level_db(settled(own)), 0.1);
}

TEST(FilmPercept, RoughnessKeepsTheLevel) {
  const Sound in = test::chords(6.0, kRate.value(), 0.1, 7.0);
  FilmParams params = open();
  params.snapped = 1.0;
  params.grid_hz = grid();
  const Sound smooth = run(in, params);
  params.roughness = 0.6;
  const Sound rough = run(in, params);
  EXPECT_NEAR(level_db(settled(rough)), level_db(settled(smooth)), 0.1);
  // m²/2 of a line's power lies in side lines 60 to 80 Hz away, a few of them on other lines.
  EXPECT_GE(share_near_grid(settled(rough), grid()), 1.0 / 1.18 - 0.01);
  EXPECT_LE(share_near_grid(settled(rough), grid()), 1.0 / 1.18 + 0.08);
}

// How much of a sound is the input as it was, in power.
double own_share(const Sound& in, const Sound& out, std::size_t first, std::size_t frames) {
  const auto late = static_cast<std::size_t>(FilmPercept::latency(kRate, kSlice).value());
  double product = 0.0, a = 0.0, b = 0.0;
  for (std::size_t n = first; n < first + frames; ++n) {
    const auto x = static_cast<double>(in[n]), y = static_cast<double>(out[n + late]);
    product += x * y, a += x * x, b += y * y;
  }
  return product * product / (a * b);
}

// Without care all would be a transient, and as it was, until the medians know a past.
TEST(FilmPercept, AStreamBeginsAsItGoesOn) {
  FilmParams params = open();
  params.snapped = 1.0;
  params.grid_hz = grid();
  for (const std::size_t silent : {std::size_t{0}, std::size_t{2400}}) {  // as after a delay
    Sound in(silent);
    const Sound sound = test::chords(2.0, kRate.value(), 0.1, 7.0);
    in.insert(in.end(), sound.begin(), sound.end());
    const Sound out = run(in, params);
    EXPECT_LE(own_share(in, out, silent, 4320), 0.1);
    EXPECT_LE(own_share(in, out, 48000, 24000), 0.1);
    EXPECT_GE(own_share(in, run(in, open()), silent, 4320), 0.999);
  }
}

// A tone's two strongest lines hold it all, in proportion to its distance from each.
TEST(FilmPercept, ATonesPowerIsSharedByTheLinesBesideIt) {
  FilmParams params = open();
  params.snapped = 1.0;
  params.grid_hz = {400.0, 500.0, 600.0, 800.0, 1600.0};
  Sound in(96000);
  for (std::size_t n = 0; n < in.size(); ++n) {
    in[n] = 0.1f * std::sin(static_cast<float>(
                       std::fmod(1000.0 * static_cast<double>(n) / 48000.0, 1.0) * 6.283185307));
  }
  const Sound out = run(in, params);
  const auto at = [&](double hz) { return share_near_grid(settled(out), {hz}); };
  EXPECT_NEAR(at(800.0), 0.75, 0.02);
  EXPECT_NEAR(at(1600.0), 0.25, 0.02);
}

TEST(FilmPercept, LinesMoveFromEventToEventByItsVariety) {
  Sound in = test::chords(9.0, kRate.value(), 0.1, 0.5);  // an event each half second
  FilmParams params = open();
  params.snapped = 1.0;
  params.grid_hz = grid();
  const double steady = share_near_grid(settled(run(in, params)), grid());
  params.variety = 0.2;
  const double some = share_near_grid(settled(run(in, params)), grid());
  params.variety = 0.7;
  const double varied = share_near_grid(settled(run(in, params)), grid());
  EXPECT_GE(steady, 0.75);
  EXPECT_LE(some, steady - 0.05);
  EXPECT_LE(varied, some - 0.05);
  EXPECT_NEAR(level_db(settled(run(in, params))), level_db(settled(run(in, open()))), 1.5);
}

TEST(FilmPercept, ClarityKeepsAShareAsItWas) {
  const Sound in = test::chords(5.0, kRate.value(), 0.1, 7.0);
  FilmParams params = open();
  params.snapped = 1.0;
  params.grid_hz = grid();
  const Sound snapped = run(in, params);
  for (const double clarity : {0.1, 0.25, 0.5, 1.0}) {
    params.clarity = clarity;
    Sound kept = run(in, params);
    for (std::size_t n = 0; n < kept.size(); ++n) {
      kept[n] -= static_cast<float>(std::sqrt(1.0 - clarity)) * snapped[n];
    }
    EXPECT_GE(own_share(in, kept, 72000, 96000), 0.99);
    EXPECT_NEAR(level_db(settled(kept)) - level_db(settled(in)), 10.0 * std::log10(clarity), 0.2);
  }
}

TEST(FilmPercept, NoiseThroughBandsKeepsItsLevel) {
  const Sound in = test::steady_noise(6.0, kRate.value(), 0.1);
  FilmParams params = open();
  params.low_hz = 400.0;
  params.high_hz = 4000.0;
  params.sines_db = params.transients_db = -100.0;
  const Sound own = run(in, params);
  params.noise_bands = 1.0;
  const Sound bands = run(in, params);
  EXPECT_NEAR(level_db(settled(bands)), level_db(settled(own)), 1.0);
}

TEST(FilmPercept, EachPartGetsItsLevel) {
  const auto change = [](const Sound& in, double FilmParams::*level_db_of) {
    FilmParams params = open();
    const double before = level_db(settled(run(in, params)));
    params.*level_db_of = -12.0;
    return level_db(settled(run(in, params))) - before;
  };
  EXPECT_NEAR(change(test::chords(4.0, 48000.0, 0.1, 5.0), &FilmParams::sines_db), -12.0, 0.5);
  EXPECT_NEAR(change(test::drums(4.0, 48000.0, 0.1), &FilmParams::transients_db), -12.0, 0.5);
  EXPECT_NEAR(change(test::steady_noise(4.0, 48000.0, 0.1), &FilmParams::noise_db), -12.0, 1.5);
  EXPECT_NEAR(change(mix(4.0), &FilmParams::gain_db), -12.0, 0.01);
}

TEST(FilmPercept, TheWholeLiesBetweenItsLimits) {
  const auto level_at = [](double hz) {
    Sound in(144000);
    for (std::size_t n = 0; n < in.size(); ++n) {
      in[n] = 0.1f * std::sin(static_cast<float>(
                         std::fmod(hz * static_cast<double>(n) / 48000.0, 1.0) * 6.283185307));
    }
    FilmParams params = open();
    params.low_hz = 250.0;
    params.high_hz = 6000.0;
    return level_db(settled(run(in, params))) - level_db(in);
  };
  EXPECT_NEAR(level_at(125.0), -24.1, 0.5);
  EXPECT_NEAR(level_at(250.0), -3.0, 0.3);
  EXPECT_NEAR(level_at(1000.0), 0.0, 0.1);
  EXPECT_NEAR(level_at(6000.0), -3.0, 0.3);
  EXPECT_LE(level_at(12000.0), -24.0);
}

FilmParams activation_day() {
  FilmParams params;
  params.sines_db = -3.0;
  params.noise_db = 3.0;
  params.snapped = 1.0;
  params.grid_hz = grid();
  params.roughness = 0.3;
  params.variety = 0.7;
  params.clarity = 0.2;
  return params;
}

TEST(FilmPercept, AnyPartitionGivesTheSameBytesAndARegionThoseOfTheWhole) {
  const Sound in = mix(2.0);
  const auto cut = [&](int most) {
    FilmPercept stage(open(), kRate, 2048, {7, 8}, 0);
    std::mt19937 random(5);
    std::uniform_int_distribution<int> size(1, most);
    Sound out(in.size());
    std::size_t at = 0;
    const auto until = [&](std::size_t end) {
      while (at < end) {
        const auto count = std::min(static_cast<std::size_t>(size(random)), end - at);
        stage.process(std::span(in).subspan(at, count), std::span(out).subspan(at, count));
        at += count;
      }
    };
    until(30011);
    stage.adopt(activation_day(), 9000);
    until(41000);
    FilmParams other = activation_day();
    for (double& hz : other.grid_hz) hz *= 1.05;
    other.low_hz = 100.0;
    stage.adopt(other, 1000);
    until(in.size());
    EXPECT_TRUE(stage.settled());
    return out;
  };
  const Sound whole = cut(4096);
  EXPECT_EQ(whole, cut(1));
  EXPECT_EQ(whole, cut(333));

  constexpr std::size_t kFirst = 30011, kMemory = 40000;
  const Sound all = run(in, activation_day(), 2048);
  const Sound region =
      run(Sound(in.begin() + kFirst, in.end()), activation_day(), 2048, kRate, kFirst);
  // The band limits ring on for ever, if below what is heard.
  for (std::size_t n = kMemory; n < region.size(); ++n) {
    ASSERT_NEAR(region[n], all[kFirst + n], 1e-7f);
  }
}

TEST(FilmPercept, MovesWithoutAClick) {
  Sound in = test::chords(4.0, kRate.value(), 0.1, 5.0);
  FilmPercept stage(activation_day(), kRate, kSlice, {7, 8}, 0);
  Sound out(in.size());
  auto to = [&, at = std::size_t{0}](std::size_t end) mutable {
    stage.process(std::span(in).subspan(at, end - at), std::span(out).subspan(at, end - at));
    at = end;
  };
  to(120000);
  FilmParams other = activation_day();
  for (double& hz : other.grid_hz) hz *= 1.1;
  other.sines_db = 0.0;
  other.snapped = 0.5;
  stage.adopt(other, 2400);
  EXPECT_FALSE(stage.settled());
  to(144000);
  EXPECT_TRUE(stage.settled());
  const auto roughest = [&](std::size_t first, std::size_t count) {
    float most = 0.0f;
    for (std::size_t n = first; n < first + count; ++n) {
      most = std::max(most, std::abs(out[n] - 3 * out[n - 1] + 3 * out[n - 2] - out[n - 3]));
    }
    return most;
  };
  EXPECT_LE(roughest(120000, 3000),
            1.5f * std::max(roughest(110000, 9000), roughest(130000, 9000)));
}

TEST(FilmPercept, SilenceStaysSilentAndDamageIsForgotten) {
  EXPECT_EQ(run(Sound(48000), activation_day()), Sound(48000));
  Sound in = mix(1.0);
  in[5000] = std::numeric_limits<float>::quiet_NaN();
  for (const double rate : {8000.0, 44100.0, 192000.0}) {
    for (const float x : run(in, activation_day(), kSlice, Hertz(rate)))
      ASSERT_LT(std::abs(x), 10.0f);
  }
}

}  // namespace
}  // namespace otoscape::implant::film
