// SPDX-License-Identifier: Apache-2.0
#include "otoscape/spatial/binaural.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "otoscape/spatial/spatial_test_support.h"

namespace otoscape::spatial {
namespace {

using Channels = std::vector<std::vector<float>>;

Channels noise(int channels, std::size_t frames) {
  std::mt19937 random(1);
  std::normal_distribution<float> gauss(0.0f, 0.1f);
  Channels sound(static_cast<std::size_t>(channels), std::vector<float>(frames));
  for (auto& channel : sound) {
    for (float& x : channel) x = gauss(random);
  }
  return sound;
}

// In blocks whose lengths `next` gives.
template <class Next>
Channels heard(const Hrirs& hrirs, Channels in, Next next) {
  Binaural binaural(hrirs);
  const std::size_t frames = in[0].size();
  Channels out(2, std::vector<float>(frames));
  std::vector<float*> from;
  for (auto& channel : in) from.push_back(channel.data());
  const Block<FullScaleUnit> all(from, static_cast<int>(frames)),
      both({out[0].data(), out[1].data()}, 2, static_cast<int>(frames));
  for (int at = 0; at < all.frames();) {
    const int count = std::min(static_cast<int>(next()), all.frames() - at);
    binaural.process<FullScaleUnit>(all.part(at, count), both.part(at, count));
    at += count;
  }
  return out;
}
Channels heard(const Hrirs& hrirs, const Channels& in) {
  return heard(hrirs, in, [&] { return in[0].size(); });
}

// An odd number of channels leaves the last without a partner.
TEST(Binaural, EqualsTheDefinition) {
  for (const auto* name : {"7.0", "5.1.2", "mono", "7.1.4"}) {
    Hrirs hrirs = sphere_hrirs(name);
    const int channels = hrirs.layout.channels();
    auto in = noise(channels, 2000);
    if (const auto lfe = hrirs.layout.channel_of(Speaker::lfe)) {
      std::ranges::fill(in[static_cast<std::size_t>(*lfe)], 0.0f);  // it has a low pass of its own
    }
    const auto out = heard(hrirs, in);
    const std::size_t late = static_cast<std::size_t>(hrirs.taps);
    for (const Ear ear : {Ear::left, Ear::right}) {
      for (std::size_t n = late; n < 2000; n += 7) {
        double expected = 0.0;
        for (int c = 0; c < channels; ++c) {
          const auto taps = hrirs.of(c, ear);
          for (std::size_t t = 0; t < taps.size() && t <= n - late; ++t) {
            expected +=
                static_cast<double>(taps[t]) * in[static_cast<std::size_t>(c)][n - late - t];
          }
        }
        EXPECT_NEAR(out[static_cast<std::size_t>(ear)][n], expected, 1e-6) << name << " " << n;
      }
    }
  }
}

TEST(Binaural, DoesNotDependOnHowTheInputIsCut) {
  for (const double rate : {8000.0, 48000.0, 192000.0}) {
    const Hrirs hrirs = sphere_hrirs("7.1.4", rate);
    const auto in = noise(12, 9000);
    const auto whole = heard(hrirs, in);
    std::size_t count = 1;
    EXPECT_EQ(whole, heard(hrirs, in, [&] { return count = count * 3 % 1009 + 1; })) << rate;
    EXPECT_EQ(whole, heard(hrirs, in, [] { return 1; })) << rate;
  }
}

TEST(Binaural, AClickInFrontIsItsLatencyLateAtEveryRate) {
  for (const double rate : kRates) {
    const Hrirs hrirs = sphere_hrirs("5.1", rate);
    Channels in(6, std::vector<float>(4000));
    in[2][100] = 1.0f;
    const auto out = heard(hrirs, in);
    const auto late = static_cast<std::size_t>(Binaural(hrirs).latency());
    for (const auto& ear : out) {
      for (std::size_t n = 0; n < ear.size(); ++n) {
        EXPECT_NEAR(ear[n], n == 100 + late ? 1.0 / std::numbers::sqrt2 : 0.0, 1e-6) << rate;
      }
    }
    EXPECT_LT(static_cast<double>(late) / rate, 0.011) << rate;
  }
}

TEST(Binaural, MayWriteOverItsInput) {
  const Hrirs hrirs = sphere_hrirs("5.1");
  auto in = noise(6, 3000);
  const auto expected = heard(hrirs, in);
  Binaural binaural(hrirs);
  std::vector<float*> from;
  for (auto& channel : in) from.push_back(channel.data());
  const Block<FullScaleUnit> all(from, 3000);
  binaural.process<FullScaleUnit>(all, all.channels(0, 2));
  EXPECT_EQ(in[0], expected[0]);
  EXPECT_EQ(in[1], expected[1]);
}

TEST(Binaural, WhatIsNotFiniteIsSilence) {
  const Hrirs hrirs = sphere_hrirs("5.1");
  auto in = noise(6, 3000), clean = in;
  for (std::size_t c = 0; c < 6; ++c) {
    in[c][500] = std::numeric_limits<float>::quiet_NaN();
    in[c][501] = -std::numeric_limits<float>::infinity();
    clean[c][500] = clean[c][501] = 0.0f;
  }
  EXPECT_EQ(heard(hrirs, in), heard(hrirs, clean));
}

TEST(Binaural, LfePassesBelow120HzAlone) {
  for (const double rate : {8000.0, 48000.0, 192000.0}) {
    const Hrirs hrirs = sphere_hrirs("5.1", rate);
    const auto gain_db = [&](double hz) {
      const auto frames = static_cast<std::size_t>(rate);
      Channels in(6, std::vector<float>(frames));
      for (std::size_t n = 0; n < frames; ++n) {
        in[3][n] = static_cast<float>(
            std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(n) / rate));
      }
      const auto out = heard(hrirs, in);
      for (std::size_t n = 0; n < frames; n += 97) EXPECT_NEAR(out[0][n], out[1][n], 1e-6);
      double power = 0.0;
      for (std::size_t n = frames / 2; n < frames; ++n) {
        power += static_cast<double>(out[0][n]) * out[0][n];
      }
      return 10.0 * std::log10(power / static_cast<double>(frames - frames / 2) * 2.0);
    };
    EXPECT_NEAR(gain_db(30.0), 0.0, 0.1) << rate;
    EXPECT_NEAR(gain_db(120.0), -3.0, 0.1) << rate;
    EXPECT_LT(gain_db(480.0), -47.0) << rate;
  }
}

}  // namespace
}  // namespace otoscape::spatial
