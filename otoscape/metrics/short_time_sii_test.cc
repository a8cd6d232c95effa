// SPDX-License-Identifier: Apache-2.0
// Speech and noise are told apart as they were put together, and the short-time index of steady
// sounds is the SII of their levels.

#include "otoscape/metrics/short_time_sii.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "otoscape/metrics/speech_levels_maker.h"
#include "otoscape/metrics/third_octaves.h"

namespace otoscape::metrics {
namespace {

using Sound = std::vector<float>;

constexpr Calibration kCalibration = Calibration::home();
constexpr double kRate = 48000.0;

Sound noise(double seconds, double rms, unsigned seed, double rate = kRate) {
  std::mt19937 random(seed);
  std::normal_distribution<float> draw(0.0f, static_cast<float>(rms));
  Sound x(static_cast<std::size_t>(seconds * rate));
  for (float& sample : x) sample = draw(random);
  return x;
}

// Silent in every other span of `seconds`.
Sound interrupted(Sound x, double seconds) {
  for (std::size_t n = 0; n < x.size(); ++n) {
    if (std::fmod(static_cast<double>(n) / kRate, 2.0 * seconds) >= seconds) x[n] = 0.0f;
  }
  return x;
}

Sound sum(const Sound& a, const Sound& b) {
  Sound x = a;
  for (std::size_t n = 0; n < x.size(); ++n) x[n] += b[n];
  return x;
}

SpeechLevels levels_of(const Sound& speech, const Sound& other, double rate = kRate) {
  const Sound all = sum(speech, other);
  SpeechLevelsMaker maker({.rate = Hertz(rate), .has_dialogue = true});
  maker.add({all, all}, {speech, speech});
  return maker.finish();
}

// Of white noise: spectrum level in dB SPL.
double spectrum_level(double rms, double rate = kRate) {
  return kCalibration.unit_rms().value() + 20.0 * std::log10(rms) - 10.0 * std::log10(rate / 2.0);
}

double mean_index(const SpeechLevels& levels, const EarNow& ear = {}) {
  const ShortTimeSii sii(kCalibration);
  double total = 0.0, count = 0.0;
  for (std::size_t i = 10; i + 10 < levels.at.size(); ++i) {
    total += sii.index(levels, i, 0, ear);
    count += 1.0;
  }
  return total / count;
}

double steady_index(double speech_rms, double noise_rms, double threshold_db_hl = 0.0) {
  SpeechLevels::Bands speech{}, other{}, threshold{};
  speech.fill(spectrum_level(speech_rms));
  other.fill(spectrum_level(noise_rms));
  threshold.fill(threshold_db_hl);
  return Sii(SiiProcedure::third_octaves).index({speech, other, threshold});
}

TEST(ThirdOctaves, HoldTheMeanSquareOfWhatLiesInThem) {
  const double rate = 44100.0;
  Sound tone(static_cast<std::size_t>(rate)), silence(tone.size());
  for (std::size_t n = 0; n < tone.size(); ++n)
    tone[n] = static_cast<float>(std::sin(2.0 * M_PI * 1000.0 * static_cast<double>(n) / rate));
  ThirdOctaves bands{Hertz(rate)};
  std::vector<ThirdOctaves::Frame> frames;
  bands.add(tone, silence, frames);
  bands.finish(frames);
  ASSERT_EQ(frames.size(), 50u);
  const ThirdOctaves::Frame& frame = frames[25];
  EXPECT_NEAR(static_cast<double>(frame[0][8]), 0.5, 0.01);  // 1 kHz
  EXPECT_LT(frame[0][6], 1e-4f);
  EXPECT_LT(frame[0][10], 1e-4f);
  for (const float power : frame[1]) EXPECT_LT(power, 1e-9f);
}

TEST(ThirdOctaves, DoNotDependOnBlocks) {
  const Sound one = noise(0.7, 0.1, 1), other = noise(0.7, 0.1, 2);
  std::vector<ThirdOctaves::Frame> whole, cut;
  ThirdOctaves a{Hertz(kRate)}, b{Hertz(kRate)};
  a.add(one, other, whole);
  a.finish(whole);
  for (std::size_t at = 0; at < one.size();) {
    const std::size_t count = std::min<std::size_t>(1 + at % 777, one.size() - at);
    b.add(std::span(one).subspan(at, count), std::span(other).subspan(at, count), cut);
    at += count;
  }
  b.finish(cut);
  EXPECT_EQ(whole, cut);
}

// The bands above half the rate hold nothing, and no sample that is no number reaches them.
TEST(ThirdOctaves, TakeAnyRateAndAnySample) {
  for (const double rate : {8000.0, 11025.0, 22050.0, 192000.0}) {
    Sound x = noise(0.2, 0.1, 3, rate);
    x[10] = std::numeric_limits<float>::quiet_NaN();
    x[20] = std::numeric_limits<float>::infinity();
    ThirdOctaves bands{Hertz(rate)};
    std::vector<ThirdOctaves::Frame> frames;
    bands.add(x, x, frames);
    bands.finish(frames);
    ASSERT_EQ(frames.size(), 10u) << rate;
    for (const auto& frame : frames) {
      for (const float power : frame[0]) EXPECT_TRUE(std::isfinite(power));
    }
    if (rate < 2.0 * 5600.0) {
      EXPECT_EQ(frames[5][0][16], 0.0f) << rate;  // 6.3 kHz
    }
  }
}

// 0.01 is the tolerance asked for; frames of noise differ from their mean by more than that.
TEST(ShortTimeSii, IsTheSiiInSteadySound) {
  struct Case {
    double speech_rms, noise_rms;
  };
  for (const Case& c : {Case{0.02, 0.01}, Case{0.02, 0.02}, Case{0.02, 0.05}, Case{0.005, 1e-5}}) {
    const auto levels = levels_of(noise(8.0, c.speech_rms, 4), noise(8.0, c.noise_rms, 5));
    EXPECT_NEAR(mean_index(levels), steady_index(c.speech_rms, c.noise_rms), 0.01)
        << c.speech_rms << " in " << c.noise_rms;
    EarNow lost;
    lost.threshold_db_hl.fill(50.0);
    EXPECT_NEAR(mean_index(levels, lost), steady_index(c.speech_rms, c.noise_rms, 50.0), 0.01);
  }
}

// Half of the time the speech is in quiet.
TEST(ShortTimeSii, CountsTheGapsOfANoise) {
  const Sound speech = noise(8.0, 0.02, 6);
  const auto steady = levels_of(speech, noise(8.0, 0.02, 7));
  const auto with_gaps = levels_of(speech, interrupted(noise(8.0, 0.02 * std::sqrt(2.0), 7), 0.25));
  const double in_noise = steady_index(0.02, 0.02 * std::sqrt(2.0));
  const double in_quiet = steady_index(0.02, 1e-6);
  EXPECT_NEAR(mean_index(with_gaps), 0.5 * (in_noise + in_quiet), 0.05);
  EXPECT_GT(mean_index(with_gaps), mean_index(steady) + 0.1);
}

// A dialogue that was delayed by 5 ms cannot be taken out sample for sample.
TEST(ShortTimeSii, TakesADialogueThatLiesOtherwiseByItsPower) {
  const Sound speech = noise(8.0, 0.04, 11), other = noise(8.0, 0.02, 12);
  Sound late(240);
  late.insert(late.end(), speech.begin(), speech.end() - 240);
  const Sound all = sum(late, other);
  SpeechLevelsMaker maker({.rate = Hertz(kRate), .has_dialogue = true});
  maker.add({all, all}, {speech, speech});
  EXPECT_NEAR(mean_index(maker.finish()), steady_index(0.04, 0.02), 0.05);
}

TEST(SpeechLevels, SpeakWhereTheDialogueDoes) {
  Sound speech = noise(6.0, 0.02, 8);
  std::fill(speech.begin() + 96000, speech.begin() + 192000, 0.0f);  // 2 to 4 s
  const auto levels = levels_of(speech, noise(6.0, 0.01, 9));
  EXPECT_EQ(levels.rows, 60);
  const auto speaks = [&](std::uint32_t row) {
    return std::ranges::find(levels.at, row) != levels.at.end();
  };
  EXPECT_TRUE(speaks(10));
  EXPECT_TRUE(speaks(22));  // 0.3 s longer
  EXPECT_FALSE(speaks(30));
  EXPECT_TRUE(speaks(50));
}

TEST(SpeechLevels, AreNothingOfSilence) {
  const Sound silence(48000);
  EXPECT_TRUE(levels_of(silence, silence).at.empty());
  EXPECT_TRUE(levels_of(silence, noise(1.0, 0.1, 10)).at.empty());
  SpeechLevelsMaker none({.rate = Hertz(kRate)});
  EXPECT_EQ(none.finish().rows, 0);
}

}  // namespace
}  // namespace otoscape::metrics
