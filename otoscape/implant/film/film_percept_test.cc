// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>

#include "otoscape/implant/film/film_percept.h"
#include "otoscape/implant/film/film_percept_test_support.h"

namespace otoscape::implant::film {
namespace {

using namespace test;  // NOLINT: of this folder

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

TEST(FilmPercept, SnappedTonesLieOnTheGridAtTheirLevel) {
  const Sound in = sounds::chords(6.0, kRate.value(), 0.1, 7.0);
  FilmParams params = open();
  params.snapped = 1.0;
  params.grid_hz = grid();
  const Sound own = run(in, open()), out = run(in, params);
  EXPECT_GE(share_near_grid(settled(out), grid()), 0.99);
  EXPECT_LE(share_near_grid(settled(own), grid()), 0.6);
  EXPECT_NEAR(level_db(settled(out)), level_db(settled(own)), 0.1);
}

TEST(FilmPercept, RoughnessKeepsTheLevel) {
  const Sound in = sounds::chords(6.0, kRate.value(), 0.1, 7.0);
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

// Without care all would be a transient, and as it was, until the medians know a past.
TEST(FilmPercept, AStreamBeginsAsItGoesOn) {
  FilmParams params = open();
  params.snapped = 1.0;
  params.grid_hz = grid();
  for (const std::size_t silent : {std::size_t{0}, std::size_t{2400}}) {  // as after a delay
    Sound in(silent);
    const Sound sound = sounds::chords(2.0, kRate.value(), 0.1, 7.0);
    in.insert(in.end(), sound.begin(), sound.end());
    const Sound out = run(in, params);
    EXPECT_LE(own_share(in, out, silent, 4320), 0.1);
    EXPECT_LE(own_share(in, out, 48000, 24000), 0.1);
    EXPECT_GE(own_share(in, run(in, open()), silent, 4320), 0.999);
  }
}

TEST(FilmPercept, NoiseThroughBandsKeepsItsLevel) {
  const Sound in = sounds::steady_noise(6.0, kRate.value(), 0.1);
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
  EXPECT_NEAR(change(sounds::chords(4.0, 48000.0, 0.1, 5.0), &FilmParams::sines_db), -12.0, 0.5);
  EXPECT_NEAR(change(sounds::drums(4.0, 48000.0, 0.1), &FilmParams::transients_db), -12.0, 0.5);
  EXPECT_NEAR(change(sounds::steady_noise(4.0, 48000.0, 0.1), &FilmParams::noise_db), -12.0, 1.5);
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

  constexpr std::size_t kFirst = 30011, kMemory = 96000;  // 2 s
  const Sound longer = mix(4.0), all = run(longer, activation_day(), 2048);
  const Sound region =
      run(Sound(longer.begin() + kFirst, longer.end()), activation_day(), 2048, kRate, kFirst);
  // The band limits ring on for ever, if below what is heard.
  for (std::size_t n = kMemory; n < region.size(); ++n) {
    ASSERT_NEAR(region[n], all[kFirst + n], 1e-7f);
  }
}

TEST(FilmPercept, MovesWithoutAClick) {
  Sound in = sounds::chords(4.0, kRate.value(), 0.1, 5.0);
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
