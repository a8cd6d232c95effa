// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/vocoder/vocoder.h"

#include <gtest/gtest.h>

#include <limits>

#include "otoscape/implant/vocoder/vocoder_test_support.h"

namespace otoscape::implant::vocoder {
namespace {

using namespace test;

std::shared_ptr<const VocoderDesign> design_of(const CodingParams& coding,
                                               const VocoderParams& percept,
                                               double rate_hz = kRate) {
  return make_vocoder_design(coding, percept, Hertz(rate_hz));
}

CodingParams fs4_map() {
  CodingParams p = ace_map(12);
  p.strategy = Strategy::fs4;
  p.rate_pps = p.analysis_rate_hz = 1500.0;
  return p;
}

TEST(Vocoder, SoundsAlikeAtEveryRate) {
  const auto map = ace_map();
  const auto out = [&](double rate) {
    const auto y = heard_through(map, percept_of(map), tone(1000.0, 55.0, 1.0, rate), rate);
    return db_spl(std::span(y).last(y.size() / 2));
  };
  for (const double rate : {8000.0, 11025.0, 16000.0, 32000.0, 44100.0, 192000.0}) {
    EXPECT_NEAR(out(rate), out(kRate), 1.0) << rate;
  }
}

TEST(Vocoder, DoesNotDependOnHowItsInputIsCut) {
  auto x = sentence();
  x.resize(30000);
  for (const auto& map : {ace_map(), hires_map(), fs4_map()}) {
    auto percept = map.strategy == Strategy::hires120 ? hires_percept() : percept_of(map);
    percept.sine_share = 0.5;
    const auto first = design_of(map, percept);
    percept.spread_db_per_mm = 0.8, percept.envelope_hz = 170.0;
    for (auto& place : percept.places) place.place_hz *= 1.3;
    const auto second = design_of(map, percept);
    const auto render = [&](unsigned seed) {
      std::mt19937 random(seed);
      Vocoder vocoder(first, Hertz(kRate), 700, 5, 1234);
      std::vector<float> y(x.size());
      for (std::size_t at = 0; at < x.size();) {
        if (at == 9000) vocoder.adopt(*second, 7000);
        std::size_t size = std::min<std::size_t>(seed == 0 ? 500 : random() % 700, x.size() - at);
        if (at < 9000) size = std::min(size, 9000 - at);
        vocoder.process(std::span(x).subspan(at, size), std::span(y).subspan(at, size));
        at += size;
      }
      EXPECT_TRUE(vocoder.settled());
      return y;
    };
    const auto whole = render(0);
    EXPECT_GT(power(whole), 0.0);
    EXPECT_EQ(render(1), whole);
    EXPECT_EQ(render(2), whole);
  }
}

TEST(Vocoder, WorksInPlace) {
  auto x = sentence();
  x.resize(12000);
  const auto map = ace_map();
  const auto y = heard_through(map, percept_of(map), x);
  Vocoder vocoder(design_of(map, percept_of(map)), Hertz(kRate), 12000, 1, 0);
  vocoder.process(x, x);
  EXPECT_EQ(x, y);
}

TEST(Vocoder, APartSoundsLikeTheWhole) {
  const auto x = sentence();
  for (const double rate : {48000.0, 44100.0}) {
    for (const double share : {0.0, 1.0}) {
      const auto map = ace_map();
      auto percept = percept_of(map);
      percept.sine_share = share;
      const auto design = design_of(map, percept, rate);
      Vocoder all(design, Hertz(rate), 1024, 1, 0);
      const auto whole = heard_through(all, x);
      constexpr std::size_t kFirst = 20011;  // on no grid
      Vocoder from_there(design, Hertz(rate), 1024, 1, kFirst);
      const auto part = heard_through(from_there, std::span(x).subspan(kFirst));
      double difference = 0.0, loudness = 0.0;
      // The limiter lets go in a second.
      for (std::size_t n = 48000; n < part.size(); ++n) {
        difference += std::pow(static_cast<double>(part[n] - whole[n + kFirst]), 2);
        loudness += std::pow(static_cast<double>(part[n]), 2);
      }
      EXPECT_LT(10.0 * std::log10(difference / loudness + 1e-30), -90.0) << rate << " " << share;
    }
  }
}

TEST(Vocoder, EarsAndSeedsDiffer) {
  auto x = sentence();
  x.resize(24000);
  const auto map = ace_map();
  for (const double share : {0.0, 1.0}) {
    auto percept = percept_of(map);
    percept.sine_share = share;
    const auto a = heard_through(map, percept, x, kRate, 1),
               b = heard_through(map, percept, x, kRate, 2);
    double both = 0.0;
    for (std::size_t n = 0; n < a.size(); ++n)
      both += static_cast<double>(a[n]) * static_cast<double>(b[n]);
    const double n = static_cast<double>(a.size());
    EXPECT_LT(std::abs(both / n / std::sqrt(power(a) * power(b))), 0.3);
    EXPECT_EQ(heard_through(map, percept, x, kRate, 1), a);
  }
}

TEST(Vocoder, SilenceStaysSilenceAndNoNumberDoesNotSpread) {
  const auto map = ace_map();
  const std::vector<float> silence(20000);
  for (const float v : heard_through(map, percept_of(map), silence)) ASSERT_EQ(v, 0.0f);
  auto x = sentence();
  x.resize(40000);
  for (std::size_t n = 100; n < 20000; n += 377) {
    x[n] = n % 2 ? std::numeric_limits<float>::quiet_NaN() : std::numeric_limits<float>::infinity();
    x[n + 1] = -1e30f;
  }
  for (const auto& coding : {map, hires_map()}) {
    const auto percept = coding.strategy == Strategy::ace ? percept_of(coding) : hires_percept();
    const auto y = heard_through(coding, percept, x);
    for (const float v : y) ASSERT_TRUE(std::isfinite(v));
    EXPECT_GT(db_spl(std::span(y).last(8000)), 40.0);
    EXPECT_LT(db_spl(y), 90.0);
  }
}

TEST(Vocoder, PlacesThatTheRateCannotHoldAreSilentNotFolded) {
  const auto map = ace_map();
  auto percept = percept_of(map, 0.0);  // up to 14.2 kHz
  for (const Carrier carrier : {Carrier::noise, Carrier::sine}) {
    percept.carrier = carrier;
    const auto x = tone(7437.5 - 300.0, 65.0, 0.5, 16000.0);
    EXPECT_LT(db_spl(heard_through(map, percept, x, 16000.0)), 20.0);
    const auto wide = tone(7437.5 - 300.0, 65.0, 0.5);
    EXPECT_GT(db_spl(heard_through(map, percept, wide)), 45.0);
  }
}

TEST(Vocoder, GlidesWithoutAClick) {
  const auto map = ace_map();
  const auto x = tone(1000.0, 65.0, 1.0);
  auto percept = percept_of(map);
  percept.carrier = Carrier::sine;
  const auto first = design_of(map, percept);
  percept.envelope_hz = 160.0, percept.spread_db_per_mm = 0.8;
  for (auto& place : percept.places) place.place_hz *= 1.5, place.deemphasis_db *= 0.5;
  const auto second = design_of(map, percept);
  const auto render = [&](int frames) {
    Vocoder vocoder(first, Hertz(kRate), 1024, 1, 0);
    std::vector<float> y(x.size());
    vocoder.process(std::span(x).first(24000), std::span(y).first(24000));
    vocoder.adopt(*second, frames);
    vocoder.process(std::span(x).subspan(24000), std::span(y).subspan(24000));
    return y;
  };
  // Energy that a click would put above every carrier (12 kHz up), by blocks.
  const auto above = [&](std::span<const float> y) {
    double most = 0.0;
    for (std::size_t at = 22000; at + 256 < 36000; at += 64) {
      double sum = 0.0;
      for (double hz = 16000.0; hz < 23500.0; hz += 187.5)
        sum += line_power(y.subspan(at, 256), hz, kRate);
      most = std::max(most, sum);
    }
    return 10.0 * std::log10(most / power(y));
  };
  EXPECT_LT(above(render(9600)), -75.0);
  // A jump of phase, as a step in place of a glide would be, is seen.
  auto broken = render(9600);
  for (std::size_t n = 30000; n < broken.size(); ++n) broken[n] = -broken[n];
  EXPECT_GT(above(broken), -60.0);
}

TEST(Vocoder, EveryStrategyKeepsTheLevelOfSpeech) {
  const auto x = sentence();
  EXPECT_NEAR(db_spl(heard_through(hires_map(), hires_percept(), x)), 65.0, 2.0);
  EXPECT_NEAR(db_spl(heard_through(fs4_map(), percept_of(fs4_map()), x)), 65.0, 2.0);
  for (const Strategy strategy : {Strategy::cis, Strategy::mp3000}) {
    auto map = ace_map();
    map.strategy = strategy;
    EXPECT_NEAR(db_spl(heard_through(map, percept_of(map), x)), 65.0, 2.0);
  }
}

TEST(Vocoder, NoiseAndSinesBlendInPower) {
  const auto map = ace_map();
  auto percept = percept_of(map);
  const auto x = sentence();
  double level[3];
  for (int i = 0; i < 3; ++i) {
    percept.sine_share = 0.5 * i;
    level[i] = db_spl(heard_through(map, percept, x));
  }
  EXPECT_NEAR(level[1], level[0], 0.5);
  EXPECT_NEAR(level[2], level[0], 0.5);
}

TEST(Vocoder, FineStructureKeepsTheRhythmOfLowWaves) {
  // 150 Hz in the lowest band: bursts at 150 Hz; with CIS nothing beats there.
  const auto fine = fs4_map();
  auto cis = fine;
  cis.strategy = Strategy::cis;
  const auto x = tone(150.0, 70.0, 1.0);
  const auto beat_db = [&](const CodingParams& coding) {
    auto percept = percept_of(coding);
    percept.carrier = Carrier::sine;
    percept.places[0].place_hz = 1000.0, percept.places[0].envelope_hz = 500.0;
    const auto y = heard_through(coding, percept, x);
    const auto settled = std::span(y).subspan(12000);
    return 10.0 * std::log10((line_power(settled, 1150.0, kRate) + 1e-30) /
                             (line_power(settled, 1000.0, kRate) + 1e-30));
  };
  EXPECT_GT(beat_db(fine), -12.0);
  EXPECT_LT(beat_db(cis), -40.0);
}

}  // namespace
}  // namespace otoscape::implant::vocoder
