// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/ace_coder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "otoscape/implant/coding/band_edges.h"
#include "otoscape/implant/coding/electrodogram.h"
#include "otoscape/implant/coding/make_coder.h"
#include "otoscape/implant/testdata/golden.h"

namespace otoscape::implant::coding {
namespace {

constexpr double kRate = 16000.0;

CodingParams ace_map(int bands = 22, int maxima = 8) {
  CodingParams p;
  p.maxima = maxima;
  for (int b = 0; b < bands; ++b) p.bands.push_back({b, 120.0, 180.0});
  return p;
}

std::vector<double> tone(double hz, double db_spl, double seconds) {
  std::vector<double> x(static_cast<std::size_t>(seconds * kRate));
  const double amplitude = std::pow(10.0, (db_spl - 95.0) / 20.0);
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] = amplitude * std::sin(2.0 * std::numbers::pi * hz / kRate * static_cast<double>(n));
  }
  return x;
}

template <class Real>
std::vector<Frame> cycles(const CodingParams& params, const std::vector<Real>& sound) {
  const auto coder = make_coder<Real>(params);
  std::vector<Frame> frames(
      static_cast<std::size_t>(static_cast<double>(sound.size()) / coder->period_samples()) + 2);
  frames.resize(static_cast<std::size_t>(coder->process(sound, frames)));
  return frames;
}

// Mean current of each band over the second half, µA.
std::vector<double> mean_currents(const CodingParams& params, const std::vector<double>& sound) {
  std::vector<double> sum(params.bands.size(), 0.0);
  const auto frames = cycles(params, sound);
  for (std::size_t k = frames.size() / 2; k < frames.size(); ++k) {
    for (int i = 0; i < frames[k].count; ++i) {
      const Pulse& p = frames[k].pulses[static_cast<std::size_t>(i)];
      sum[static_cast<std::size_t>(p.band)] += p.current_ua;
    }
  }
  return sum;
}

bool alike(const Frame& a, const Frame& b) {
  return a.count == b.count &&
         std::equal(a.pulses.begin(), a.pulses.begin() + a.count, b.pulses.begin());
}

TEST(AceCoder, EveryCycleHasExactlyNPulsesFromBaseToApex) {
  for (const Strategy strategy : {Strategy::ace, Strategy::mp3000, Strategy::cis}) {
    CodingParams params = ace_map();
    params.strategy = strategy;
    const auto frames = cycles(params, golden::sentence());
    EXPECT_EQ(frames.size(), golden::sentence().size() / 18);
    for (const Frame& frame : frames) {
      ASSERT_EQ(frame.count, strategy == Strategy::cis ? 22 : 8);
      for (int i = 1; i < frame.count; ++i) {
        EXPECT_LT(frame.pulses[static_cast<std::size_t>(i)].band,
                  frame.pulses[static_cast<std::size_t>(i - 1)].band);
      }
    }
  }
}

TEST(AceCoder, CyclesLastAHopAndNoTwoPulsesOverlap) {
  const CodingParams params = ace_map();
  const auto coder = make_coder<double>(params);
  EXPECT_EQ(coder->period_samples(), 18.0);
  EXPECT_EQ(coder->first_sample(), 17.0);
  EXPECT_EQ(coder->delay_samples(), 127.0);
  const Electrodogram sent = electrodogram(params, golden::sentence());
  const double pulse_us = 2.0 * sent.phase_width_us + sent.phase_gap_us;
  EXPECT_EQ(sent.pulses.size() % 8, 0u);
  for (std::size_t i = 1; i < sent.pulses.size(); ++i) {
    const double apart = sent.pulses[i].time_us - sent.pulses[i - 1].time_us;
    ASSERT_GE(apart, pulse_us);
    ASSERT_NEAR(apart, sent.pulses[i - 1].period_us, 1e-3);
  }
  // Within half a tick of the 5 MHz clock per pulse.
  EXPECT_NEAR(8.0 * pulse_timing(params).period_us, 18.0 / 0.016, 8.0 * 0.1);
}

TEST(AceCoder, AToneAtABandsCentrePeaksInThatBand) {
  for (const Microphone microphone : {Microphone::flat, Microphone::directional}) {
    CodingParams params = ace_map();
    params.microphone = microphone;
    const auto edges = band_edges_hz(params);
    for (std::size_t b = 0; b < 22; ++b) {
      // Soft enough not to saturate, loud enough for the microphone's −32 dB in the top band.
      const double centre = 0.5 * (edges[b] + edges[b + 1]);
      const double level = microphone == Microphone::flat ? 50.0 : b == 21 ? 75.0 : 50.0;
      const auto current = mean_currents(params, tone(centre, level, 0.2));
      EXPECT_EQ(std::ranges::max_element(current) - current.begin(), static_cast<long>(b));
    }
  }
}

TEST(AceCoder, SilenceGivesEmptySlots) {
  CodingParams params = ace_map();
  const std::vector<double> silence(3200);
  for (const Frame& frame : cycles(params, silence)) {
    ASSERT_EQ(frame.count, 8);
    for (int i = 0; i < 8; ++i)
      EXPECT_EQ(frame.pulses[static_cast<std::size_t>(i)].current_ua, 0.0f);
  }
  params.strategy = Strategy::cis;
  params.idle_at_t = true;
  for (const Frame& frame : cycles(params, silence)) {
    for (int i = 0; i < 22; ++i) EXPECT_EQ(frame.pulses[static_cast<std::size_t>(i)].level, 120);
  }
}

// What lies at half the power on both sides of a band is centred on it: no band is detuned.
TEST(AceCoder, TheMiddleOfEachBandIsItsCentre) {
  CodingParams params = ace_map(22, 22);
  params.microphone = Microphone::flat;
  params.agc = Agc::off;
  const auto edges = band_edges_hz(params);
  for (std::size_t b = 0; b < 22; ++b) {
    const double centre = 0.5 * (edges[b] + edges[b + 1]), width = edges[b + 1] - edges[b];
    // µA to the envelope's dB, by the way back.
    const auto envelope_db = [&](double hz) {
      std::vector<double> sound = tone(hz, 55.0, 0.12);
      double sum = 0.0;
      const auto frames = cycles(params, sound);
      for (std::size_t k = frames.size() / 2; k < frames.size(); ++k) {
        const Pulse& p = frames[k].pulses[21 - b];
        sum +=
            ungrown(params.growth, (p.level - 120.0) / 60.0) / static_cast<double>(frames.size());
      }
      return 20.0 * std::log10(sum);
    };
    const double top = envelope_db(centre);
    const auto edge = [&](double inside, double outside) {
      for (int i = 0; i < 12; ++i) {
        const double middle = 0.5 * (inside + outside);
        (envelope_db(middle) > top - 3.01 ? inside : outside) = middle;
      }
      return 0.5 * (inside + outside);
    };
    const double low = edge(centre, centre - width - 100.0);
    const double high = edge(centre, centre + width + 100.0);
    // Levels are whole, 0.5 dB of envelope each: the edges are as coarse on steep and flat skirts.
    EXPECT_NEAR(0.5 * (low + high), centre, 5.0) << "band " << b;
  }
}

TEST(AceCoder, ASilentElectrodeNeverFiresThoughItsBandMayWin) {
  CodingParams params = ace_map();
  params.idle_at_t = true;
  for (const std::size_t off : {3u, 10u, 11u}) params.bands[off].silent = true;
  int won = 0;
  for (const Frame& frame : cycles(params, golden::sentence())) {
    ASSERT_EQ(frame.count, 8);
    for (int i = 0; i < 8; ++i) {
      const Pulse& p = frame.pulses[static_cast<std::size_t>(i)];
      if (p.band != 3 && p.band != 10 && p.band != 11) continue;
      ++won;
      EXPECT_EQ(p.level, 0);
      EXPECT_EQ(p.current_ua, 0.0f);
    }
  }
  EXPECT_GT(won, 100);
}

// How often two chosen bands are neighbours, and how many cycles differ from those of `other`.
struct Choices {
  int neighbours = 0, different = 0;
};
Choices compare(const std::vector<Frame>& frames, const std::vector<Frame>& other) {
  Choices result;
  for (std::size_t k = 0; k < frames.size(); ++k) {
    for (std::size_t i = 1; i < 4; ++i) {
      result.neighbours += frames[k].pulses[i - 1].band - frames[k].pulses[i].band == 1;
    }
    result.different += !alike(frames[k], other[k]);
  }
  return result;
}

TEST(AceCoder, Mp3000SpreadsItsChoiceAsMaskingSpreads) {
  CodingParams ace = ace_map(22, 4), steep = ace, shallow = ace;
  steep.strategy = shallow.strategy = Strategy::mp3000;  // 50 and 37 dB a Bark
  shallow.masking_low_db_bark = 20.0;
  shallow.masking_high_db_bark = 15.0;
  const auto sent = cycles(ace, golden::sentence());
  const Choices none = compare(sent, sent);
  const Choices little = compare(cycles(steep, golden::sentence()), sent);
  const Choices much = compare(cycles(shallow, golden::sentence()), sent);
  EXPECT_GT(little.different, static_cast<int>(sent.size()) / 20);
  EXPECT_GT(much.different, static_cast<int>(sent.size()) / 2);
  EXPECT_LT(little.neighbours, none.neighbours);
  EXPECT_LT(much.neighbours, none.neighbours * 3 / 4);
}

TEST(AceCoder, AnySplitOfTheSoundGivesTheSameCycles) {
  CodingParams resampled = ace_map();
  resampled.analysis_rate_hz = 900.0;
  resampled.rate_pps = 1200.0;
  CodingParams slower = ace_map();
  slower.rate_pps = 500.0;
  CodingParams slow_agc = ace_map();
  slow_agc.agc = Agc::slow;
  const std::vector<double> exact = golden::sentence();
  const std::vector<float> sound(exact.begin(), exact.end());
  for (const CodingParams& params : {ace_map(), resampled, slower, slow_agc}) {
    const auto whole = cycles(params, sound);
    const auto coder = make_coder<float>(params);
    std::vector<Frame> frames(200), all;
    unsigned seed = 3;
    double due = coder->first_sample();
    for (std::size_t at = 0; at < sound.size();) {
      const std::size_t size = std::min(sound.size() - at, std::size_t{(seed >> 24) % 130u});
      seed = seed * 1664525u + 1013904223u;
      const int count = coder->process(std::span(sound).subspan(at, size), frames);
      at += size;
      for (int i = 0; i < count; ++i, due += coder->period_samples()) {
        EXPECT_LE(std::ceil(due - 1e-6), static_cast<double>(at) - 1.0);  // not too early
        all.push_back(frames[static_cast<std::size_t>(i)]);
      }
      EXPECT_GT(std::ceil(due - 1e-6), static_cast<double>(at) - 1.0);  // nor too late
    }
    ASSERT_EQ(all.size(), whole.size());
    for (std::size_t k = 0; k < all.size(); ++k) ASSERT_TRUE(alike(all[k], whole[k])) << k;
  }
}

TEST(AceCoder, FasterCyclesRepeatFramesAndSlowerOnesLeaveSomeOut) {
  CodingParams params = ace_map();
  params.analysis_rate_hz = 1000.0;
  const auto frames = cycles(params, golden::sentence());
  params.rate_pps = params.analysis_rate_hz;
  const auto analysed = cycles(params, golden::sentence());
  for (const double rate : {2000.0, 500.0, 900.0}) {
    params.rate_pps = rate;
    const auto sent = cycles(params, golden::sentence());
    for (std::size_t j = 0; j < sent.size(); ++j) {
      const auto frame = static_cast<std::size_t>(static_cast<double>(j) * 1000.0 / rate + 1e-6);
      ASSERT_TRUE(alike(sent[j], analysed[frame])) << j;
    }
  }
}

TEST(AceCoder, SinglePrecisionSendsTheSamePulses) {
  for (const EnvelopeSum sum : {EnvelopeSum::vector, EnvelopeSum::power}) {
    CodingParams params = ace_map();
    params.envelope = sum;
    const std::vector<double> sound = golden::sentence();
    const auto exact = cycles(params, sound);
    const auto single = cycles(params, std::vector<float>(sound.begin(), sound.end()));
    ASSERT_EQ(exact.size(), single.size());
    int different = 0;
    for (std::size_t k = 0; k < exact.size(); ++k) {
      for (std::size_t i = 0; i < 8; ++i) {
        different += !(exact[k].pulses[i] == single[k].pulses[i]);
      }
    }
    EXPECT_LE(different, static_cast<int>(exact.size()) * 8 / 1000);
  }
}

TEST(AceCoder, VolumeScalesTheRangeBetweenTAndC) {
  CodingParams params = ace_map();
  params.volume = 0.5;
  int highest = 0;
  for (const Frame& frame : cycles(params, tone(1000.0, 80.0, 0.2))) {
    for (int i = 0; i < 8; ++i) {
      highest = std::max(highest, frame.pulses[static_cast<std::size_t>(i)].level);
    }
  }
  EXPECT_EQ(highest, 150);
}

TEST(AceCoder, OrdersAreAsNamed) {
  CodingParams params = ace_map(6, 6);
  const auto order = [&](PulseOrder which) {
    params.order = which;
    std::vector<int> bands;
    const Frame frame = cycles(params, tone(1000.0, 60.0, 0.1)).back();
    for (int i = 0; i < frame.count; ++i)
      bands.push_back(frame.pulses[static_cast<std::size_t>(i)].band + 1);
    return bands;
  };
  EXPECT_EQ(order(PulseOrder::base_to_apex), (std::vector{6, 5, 4, 3, 2, 1}));
  EXPECT_EQ(order(PulseOrder::apex_to_base), (std::vector{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(order(PulseOrder::staggered), (std::vector{6, 3, 5, 2, 4, 1}));
}

TEST(AceCoder, NotANumberIsSilence) {
  const CodingParams params = ace_map();
  std::vector<double> broken = golden::sentence(), silent = broken;
  for (std::size_t n = 5000; n < 5100; ++n) {
    broken[n] = n % 2 == 0 ? std::numeric_limits<double>::quiet_NaN()
                           : std::numeric_limits<double>::infinity();
    silent[n] = 0.0;
  }
  const auto a = cycles(params, broken), b = cycles(params, silent);
  for (std::size_t k = 0; k < a.size(); ++k) ASSERT_TRUE(alike(a[k], b[k]));
}

TEST(AceCoder, ResetStartsAnew) {
  const CodingParams params = ace_map();
  const auto coder = make_coder<double>(params);
  const auto sound = golden::sentence();
  std::vector<Frame> first(3000), second(3000);
  const int count = coder->process(std::span(sound).first(20005), first);
  coder->reset();
  ASSERT_EQ(coder->process(std::span(sound).first(20005), second), count);
  for (int k = 0; k < count; ++k) {
    const auto at = static_cast<std::size_t>(k);
    ASSERT_TRUE(alike(first[at], second[at]));
  }
}

TEST(Coder, OnePascalIs91DbAndAToneOfAmplitudeOne95) {
  // 1 Pa RMS is 93.98 dB SPL; a tone of 1 Pa peak 90.97.
  const double units = device_units_per_pascal(Strategy::ace);
  EXPECT_NEAR(90.97 - 20.0 * std::log10(units), 95.0, 0.01);
  EXPECT_NEAR(93.98 - 20.0 * std::log10(device_units_per_pascal(Strategy::hires120)), 111.6, 0.01);
  EXPECT_EQ(device_rate(Strategy::ace).value(), 16000.0);
  EXPECT_EQ(device_rate(Strategy::hires120).value(), 17400.0);
}

}  // namespace
}  // namespace otoscape::implant::coding
