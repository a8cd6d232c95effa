// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/film/spatial_confusion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

namespace otoscape::implant::film {
namespace {

constexpr Hertz kRate(48000.0);
constexpr double kDegrees = 180.0 / std::numbers::pi;
using Sound = std::vector<float>;

struct Stereo {
  Sound left, right;
};

constexpr std::size_t kEvents = 120, kApart = 12000;

std::size_t latency(Hertz rate = kRate) {
  return static_cast<std::size_t>(SpatialConfusion::latency(rate).value());
}

// Hits four times a second, each from somewhere between −40° and +40°.
Stereo hits(std::vector<double>& angles_deg) {
  std::mt19937 random(9);
  std::normal_distribution<float> gauss(0.0f, 0.1f);
  std::uniform_real_distribution<double> angle(-40.0, 40.0);
  Stereo x{Sound(kEvents * kApart + latency()), Sound(kEvents * kApart + latency())};
  for (std::size_t event = 0; event < kEvents; ++event) {
    angles_deg.push_back(angle(random));
    const double at = (angles_deg.back() + 45.0) / kDegrees;
    for (std::size_t n = 0; n < 6000; ++n) {
      const float v = gauss(random) * std::exp(-static_cast<float>(n) / 1500.0f);
      x.left[event * kApart + 3000 + n] = v * static_cast<float>(std::cos(at));
      x.right[event * kApart + 3000 + n] = v * static_cast<float>(std::sin(at));
    }
  }
  return x;
}

Stereo run(Stereo x, double sigma_deg, std::uint64_t key = 1) {
  SpatialConfusion stage(sigma_deg, kRate, key, 0);
  stage.process(x.left, x.right);
  return x;
}

double angle_deg(const Stereo& x, std::size_t event) {
  double l = 0.0, r = 0.0, product = 0.0;
  for (std::size_t n = event * kApart + 3000 + latency(); n < event * kApart + 9000 + latency();
       ++n) {
    const auto a = static_cast<double>(x.left[n]), b = static_cast<double>(x.right[n]);
    l += a * a, r += b * b, product += a * b;
  }
  return 0.5 * std::atan2(2.0 * product, l - r) * kDegrees - 45.0;
}

double energy(const Stereo& x) {
  double sum = 0.0;
  for (std::size_t n = 0; n < x.left.size(); ++n) {
    sum +=
        static_cast<double>(x.left[n]) * x.left[n] + static_cast<double>(x.right[n]) * x.right[n];
  }
  return sum;
}

TEST(SpatialConfusion, EventsAreScatteredAsAskedAndStayBetweenTheEars) {
  std::vector<double> truth;
  const Stereo in = hits(truth);
  for (const auto& [sigma, least, most] :
       {std::tuple{0.0, 0.0, 1e-3}, {10.0, 7.0, 10.0}, {20.0, 14.0, 18.0}, {40.0, 22.0, 32.0}}) {
    const Stereo out = run(in, sigma);
    double square = 0.0;
    for (std::size_t event = 0; event < kEvents; ++event) {
      const double angle = angle_deg(out, event);
      square += std::pow(angle - truth[event], 2);
      EXPECT_LE(std::abs(angle), 45.5);
    }
    const double rms = std::sqrt(square / kEvents);
    EXPECT_GE(rms, least);
    EXPECT_LE(rms, most);
    EXPECT_NEAR(10.0 * std::log10(energy(out) / energy(in)), 0.0, 0.01);
  }
}

TEST(SpatialConfusion, EveryFrameKeepsItsEnergy) {
  std::vector<double> truth;
  const Stereo in = hits(truth), out = run(in, 40.0);
  for (std::size_t n = latency(); n < in.left.size(); ++n) {
    const std::size_t at = n - latency();
    ASSERT_NEAR(std::hypot(out.left[n], out.right[n]), std::hypot(in.left[at], in.right[at]),
                1e-6f);
  }
}

TEST(SpatialConfusion, WithoutScatterItIsADelay) {
  std::vector<double> truth;
  const Stereo in = hits(truth), out = run(in, 0.0);
  EXPECT_TRUE(std::equal(in.left.begin(), in.left.end() - 2400, out.left.begin() + 2400));
  EXPECT_TRUE(std::equal(in.right.begin(), in.right.end() - 2400, out.right.begin() + 2400));
}

TEST(SpatialConfusion, SoundAlikeInBothEarsKeepsItsLevel) {
  std::vector<double> truth;
  Stereo in = hits(truth);
  in.right = in.left;
  EXPECT_NEAR(10.0 * std::log10(energy(run(in, 40.0)) / energy(in)), 0.0, 0.01);
}

TEST(SpatialConfusion, AnyPartitionGivesTheSameBytesAndAnotherKeyOthers) {
  std::vector<double> truth;
  const Stereo in = hits(truth), whole = run(in, 20.0);
  std::mt19937 random(5);
  for (const int most : {1, 1000}) {
    Stereo out = in;
    SpatialConfusion stage(20.0, kRate, 1, 0);
    std::uniform_int_distribution<int> size(1, most);
    for (std::size_t at = 0; at < in.left.size();) {
      const auto count = std::min(static_cast<std::size_t>(size(random)), in.left.size() - at);
      stage.process(std::span(out.left).subspan(at, count),
                    std::span(out.right).subspan(at, count));
      at += count;
    }
    EXPECT_EQ(out.left, whole.left);
    EXPECT_EQ(out.right, whole.right);
  }
  EXPECT_NE(run(in, 20.0, 2).left, whole.left);
}

// Onsets lie on a grid counted from the programme's frame 0, and angles are drawn from them.
TEST(SpatialConfusion, ARegionSoundsLikeTheWhole) {
  std::vector<double> truth;
  const Stereo in = hits(truth), whole = run(in, 20.0);
  constexpr std::size_t kFirst = 5 * kApart + 17, kMemory = 8 * kApart;  // 2 s
  Stereo region{Sound(in.left.begin() + kFirst, in.left.end()),
                Sound(in.right.begin() + kFirst, in.right.end())};
  SpatialConfusion stage(20.0, kRate, 1, kFirst);
  stage.process(region.left, region.right);
  for (std::size_t n = kMemory; n < region.left.size(); ++n) {
    ASSERT_EQ(region.left[n], whole.left[kFirst + n]);
    ASSERT_EQ(region.right[n], whole.right[kFirst + n]);
  }
}

// Noise in the middle whose level moves like that of company, without an onset.
Stereo company(double seconds) {
  std::mt19937 random(11);
  std::normal_distribution<float> gauss(0.0f, 0.1f);
  Stereo x{Sound(static_cast<std::size_t>(seconds * 48000.0)), {}};
  for (std::size_t n = 0; n < x.left.size(); ++n) {
    const double t = static_cast<double>(n) / 48000.0;
    const double db = 4.0 * std::sin(2.0 * std::numbers::pi * 1.7 * t) +
                      4.0 * std::sin(2.0 * std::numbers::pi * 0.61 * t);
    x.left[n] = gauss(random) * static_cast<float>(std::pow(10.0, db / 20.0));
  }
  x.right = x.left;
  return x;
}

double widest_lean_db(const Stereo& x, std::size_t window) {
  double widest_db = 0.0;
  for (std::size_t at = latency(); at + window <= x.left.size(); at += 4800) {
    double l = 0.0, r = 0.0;
    for (std::size_t n = at; n < at + window; ++n) {
      l += static_cast<double>(x.left[n]) * x.left[n];
      r += static_cast<double>(x.right[n]) * x.right[n];
    }
    widest_db = std::max(widest_db, std::abs(10.0 * std::log10(l / r)));
  }
  return widest_db;
}

TEST(SpatialConfusion, CompanyLeansToNoSideForLong) {
  for (std::uint64_t key = 1; key <= 8; ++key) {
    const Stereo out = run(company(20.0), 40.0, key);
    EXPECT_LE(widest_lean_db(out, 3 * 48000), 2.0) << key;
    EXPECT_GE(widest_lean_db(out, 9600), 6.0) << key;  // but each moment does
  }
}

TEST(SpatialConfusion, EverySampleRateAndDamage) {
  std::vector<double> truth;
  Stereo in = hits(truth);
  in.left[3010] = std::numeric_limits<float>::quiet_NaN();
  in.right[3020] = std::numeric_limits<float>::infinity();
  for (const double rate : {8000.0, 44100.0, 192000.0}) {
    Stereo out = in;
    SpatialConfusion stage(30.0, Hertz(rate), 1, 0);
    stage.process(out.left, out.right);
    EXPECT_NEAR(static_cast<double>(latency(Hertz(rate))) / rate, 0.05, 1e-4);
    for (const float x : out.left) ASSERT_LT(std::abs(x), 2.0f);
  }
}

}  // namespace
}  // namespace otoscape::implant::film
