// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <random>

#include "otoscape/implant/film/film_split.h"
#include "tests/support/parts.h"

namespace otoscape::implant::film {
namespace {

constexpr Hertz kRate(48000.0);
using Sound = std::vector<float>;

struct Split {
  Sound sines, transients, noise;

  explicit Split(std::size_t frames) : sines(frames), transients(frames), noise(frames) {}
  FilmSplit::Parts part(std::size_t first, std::size_t count) {
    return {std::span(sines).subspan(first, count), std::span(transients).subspan(first, count),
            std::span(noise).subspan(first, count)};
  }
};

Split split(const Sound& in, int slice, Hertz rate = kRate, double memory_s = 0.2) {
  FilmSplit stage(rate, slice, memory_s, static_cast<int>(in.size()));
  Split out(in.size());
  stage.process(in, out.part(0, in.size()));
  return out;
}

std::size_t latency(int slice, Hertz rate = kRate) {
  return static_cast<std::size_t>(FilmSplit::latency(rate, slice).value());
}

// Shares of the input's energy, without the first second, in per cent.
struct Shares {
  double sines, transients, noise;
};
Shares shares(const Sound& in, int slice) {
  const auto parts = split(in, slice);
  const auto share = [&](const Sound& part) {
    const std::size_t late = latency(slice);
    return 100.0 * test::power_of(std::span(part).subspan(48000 + late)) /
           test::power_of(std::span(in).subspan(48000, in.size() - 48000 - late));
  };
  return {share(parts.sines), share(parts.transients), share(parts.noise)};
}

Sound mix() {
  Sound x = test::chords(3.0, kRate.value(), 0.1);
  const Sound hits = test::drums(3.0, kRate.value(), 0.1);
  const Sound noise = test::steady_noise(3.0, kRate.value(), 0.03);
  for (std::size_t n = 0; n < x.size(); ++n) x[n] += hits[n] + noise[n];
  return x;
}

// In single precision rounding leaves −147 dB or so.
TEST(FilmSplit, ThePartsAddUpToTheDelayedInput) {
  for (const int slice : {4096, 2048}) {
    for (const double rate : {8000.0, 44100.0, 48000.0, 192000.0}) {
      const Sound in = mix();
      const auto parts = split(in, slice, Hertz(rate));
      const std::size_t late = latency(slice, Hertz(rate));
      double error = 0.0, power = 0.0;
      for (std::size_t n = late; n < in.size(); ++n) {
        const double sum =
            static_cast<double>(parts.sines[n]) + parts.transients[n] + parts.noise[n];
        error += (sum - in[n - late]) * (sum - in[n - late]);
        power += static_cast<double>(in[n - late]) * in[n - late];
      }
      EXPECT_LE(10.0 * std::log10(error / power), -130.0) << slice << " at " << rate;
    }
  }
  EXPECT_EQ(latency(4096), 4608u);
  EXPECT_EQ(latency(2048), 2560u);
}

TEST(FilmSplit, HitsAreTransientsTonesSinesAndNoiseNoise) {
  for (const int slice : {4096, 2048}) {
    const auto hits = shares(test::drums(5.0, kRate.value(), 0.1), slice);
    const auto tones = shares(test::chords(5.0, kRate.value(), 0.1, 6.0), slice);
    const auto noise = shares(test::steady_noise(5.0, kRate.value(), 0.1), slice);
    EXPECT_GE(hits.transients, 95.0);
    EXPECT_GE(tones.sines, 97.0);
    EXPECT_GE(noise.noise, slice == 4096 ? 90.0 : 60.0);
  }
}

// How well each part is that of the mix: signal to error, in dB.
TEST(FilmSplit, AMixComesApart) {
  const Sound tones = test::chords(6.0, kRate.value(), 0.1);
  const Sound hits = test::drums(6.0, kRate.value(), 0.1);
  const Sound noise = test::steady_noise(6.0, kRate.value(), 0.0316);
  Sound in = tones;
  for (std::size_t n = 0; n < in.size(); ++n) in[n] += hits[n] + noise[n];
  const auto ratios_db = [&](int slice, double memory_s) {
    const auto parts = split(in, slice, kRate, memory_s);
    const auto ratio_db = [&](const Sound& part, const Sound& truth) {
      const std::size_t late = latency(slice);
      double error = 0.0, power = 0.0;
      for (std::size_t n = 48000; n + late < in.size(); ++n) {
        const double d = static_cast<double>(part[n + late]) - truth[n];
        error += d * d, power += static_cast<double>(truth[n]) * truth[n];
      }
      return 10.0 * std::log10(power / error);
    };
    return std::array{ratio_db(parts.sines, tones), ratio_db(parts.transients, hits),
                      ratio_db(parts.noise, noise)};
  };
  for (const int slice : {4096, 2048}) {
    const auto [sines, transients, rest] = ratios_db(slice, 0.2);
    EXPECT_GE(sines, 11.0);
    EXPECT_GE(transients, 10.5);
    EXPECT_GE(rest, 1.5);
    // With a short memory what is left of a hit becomes noise.
    EXPECT_LE(ratios_db(slice, 0.06)[2], 0.0);
  }
}

TEST(FilmSplit, AnyPartitionGivesTheSameBytesAndARegionThoseOfTheWhole) {
  const Sound in = mix();
  const auto whole = split(in, 2048);
  std::mt19937 random(5);
  for (const int most : {1, 700}) {
    FilmSplit stage(kRate, 2048, 0.2, most);
    Split out(in.size());
    std::uniform_int_distribution<int> size(1, most);
    for (std::size_t at = 0; at < in.size();) {
      const auto count = std::min(static_cast<std::size_t>(size(random)), in.size() - at);
      stage.process(std::span(in).subspan(at, count), out.part(at, count));
      at += count;
    }
    EXPECT_EQ(whole.sines, out.sines);
    EXPECT_EQ(whole.transients, out.transients);
    EXPECT_EQ(whole.noise, out.noise);
  }
  constexpr std::size_t kFirst = 40037, kMemory = 24000;  // medians and slices reach back 0.45 s
  FilmSplit stage(kRate, 2048, 0.2, 1, kFirst);
  Split region(in.size() - kFirst);
  stage.process(std::span(in).subspan(kFirst), region.part(0, region.sines.size()));
  EXPECT_TRUE(std::equal(region.noise.begin() + kMemory, region.noise.end(),
                         whole.noise.begin() + kFirst + kMemory));
  EXPECT_TRUE(std::equal(region.sines.begin() + kMemory, region.sines.end(),
                         whole.sines.begin() + kFirst + kMemory));
}

// Medians of the past know the state before a hit: nothing of it is heard before it but what the
// slices spread.
TEST(FilmSplit, NothingOfAHitIsHeardMoreThanASliceBefore) {
  Sound in(96000);
  for (std::size_t n = 0; n < 2000; ++n) {
    in[48000 + n] = (n % 2 ? 0.5f : -0.3f) * std::exp(-static_cast<float>(n) / 300.0f);
  }
  const auto parts = split(in, 4096);
  const std::size_t at = 48000 + latency(4096);
  double before = 0.0, after = 0.0;
  for (std::size_t n = 0; n < in.size(); ++n) {
    (n < at - 512 ? before : after) +=
        static_cast<double>(parts.transients[n]) * parts.transients[n];
  }
  EXPECT_LE(10.0 * std::log10(before / after + 1e-30), -40.0);
}

TEST(FilmSplit, DamageBecomesSilenceAndSilenceStays) {
  Sound in = mix();
  in[20000] = std::numeric_limits<float>::quiet_NaN();
  in[20001] = -std::numeric_limits<float>::infinity();
  const auto parts = split(in, 4096);
  for (const Sound* part : {&parts.sines, &parts.transients, &parts.noise}) {
    for (const float x : *part) ASSERT_LT(std::abs(x), 10.0f);
  }
  const auto nothing = split(Sound(48000), 2048);
  EXPECT_EQ(nothing.sines, Sound(48000));
  EXPECT_EQ(nothing.noise, Sound(48000));
}

}  // namespace
}  // namespace otoscape::implant::film
