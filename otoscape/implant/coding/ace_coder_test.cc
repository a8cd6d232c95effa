// SPDX-License-Identifier: Apache-2.0
// When cycles begin, and that they do not depend on how the sound is cut or on the precision.

#include "otoscape/implant/coding/ace_coder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "otoscape/implant/coding/ace_coder_test_support.h"
#include "otoscape/implant/coding/electrodogram.h"

namespace otoscape::implant::coding {
namespace {

using namespace ace_test;

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
