// SPDX-License-Identifier: Apache-2.0
// A synthesised voice at known times: glottal pulses through moving formants, with hisses and
// pauses as between syllables. docs/models/dialogue.md has the figures of recorded voices.

#include "otoscape/metrics/speech_activity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

namespace otoscape::metrics {
namespace {

constexpr double kRate = 16000.0, kTurn = 2.0 * std::numbers::pi;
using Sound = std::vector<float>;
using Stretches = std::vector<SpeechActivity::Stretch>;

// A two-pole resonance.
class Formant {
 public:
  double pass(double x, double hz, double wide_hz) {
    const double r = std::exp(-std::numbers::pi * wide_hz / kRate);
    const double y = (1.0 - r) * x + 2.0 * r * std::cos(kTurn * hz / kRate) * y1_ - r * r * y2_;
    y2_ = y1_, y1_ = y;
    return y;
  }

 private:
  double y1_ = 0.0, y2_ = 0.0;
};

constexpr std::array<std::array<double, 3>, 5> kVowels = {
    {{730, 1090, 2440}, {270, 2290, 3010}, {300, 870, 2240}, {530, 1840, 2480}, {570, 840, 2410}}};

// One phrase: syllables of 0.14 to 0.26 s, each a hiss or a closure and a vowel, the pitch falling
// over the phrase and moving in each vowel.
void speak(Sound& x, double from_s, double to_s, double pitch_hz, std::mt19937& random) {
  std::uniform_real_distribution<double> u(0.0, 1.0);
  std::normal_distribution<double> noise;
  std::array<Formant, 3> formants;
  Formant hiss;
  double phase = 0.0, vowel = 0.0;
  std::array<double, 3> now = kVowels[0];
  for (double at = from_s; at < to_s;) {
    const double consonant = 0.04 + 0.05 * u(random), whole = consonant + 0.10 + 0.09 * u(random);
    const bool hissed = u(random) < 0.5;
    const auto& aim = kVowels[static_cast<std::size_t>(5.0 * u(random)) % 5];
    const double bend = 0.25 * (u(random) - 0.5), loud = 0.5 + 0.5 * u(random);
    const auto first = static_cast<std::size_t>(at * kRate);
    const auto frames = static_cast<std::size_t>(std::min(whole, to_s - at) * kRate);
    for (std::size_t n = 0; n < frames && first + n < x.size(); ++n) {
      const double t = static_cast<double>(n) / kRate;
      const double along = (at + t - from_s) / (to_s - from_s);
      const double syllable = std::clamp((t - consonant) / (whole - consonant), 0.0, 1.0);
      const double hz = pitch_hz * (1.1 - 0.25 * along) * (1.0 + bend * syllable);
      phase += hz / kRate;
      const bool pulse = phase >= 1.0;
      phase -= std::floor(phase);
      vowel = syllable > 0.0 ? std::sin(std::numbers::pi * std::pow(syllable, 0.6)) : 0.0;
      double y = pulse ? vowel * loud * 30.0 : 0.0;
      for (std::size_t f = 0; f < 3; ++f) {
        now[f] += (aim[f] - now[f]) * 0.002;
        y = formants[f].pass(y, now[f], 60.0 + 40.0 * static_cast<double>(f)) * (f == 0 ? 1 : 2.5);
      }
      if (hissed && t < consonant) y += 0.03 * hiss.pass(noise(random), 4500.0, 1500.0);
      x[first + n] += static_cast<float>(y);
    }
    at += whole;
  }
}

// Chords of four harmonic tones that fade and change every half second, and a bass.
Sound music(double seconds, unsigned seed) {
  std::mt19937 random(seed);
  Sound x(static_cast<std::size_t>(seconds * kRate));
  std::array<double, 4> hz{};
  for (std::size_t n = 0; n < x.size(); ++n) {
    const double t = static_cast<double>(n) / kRate, since = std::fmod(t, 0.5);
    if (n % static_cast<std::size_t>(0.5 * kRate) == 0) {
      for (double& tone : hz) tone = 110.0 * std::exp2(static_cast<double>(random() % 25) / 12.0);
    }
    double y = 0.0;
    for (const double tone : hz) {
      for (int k = 1; k <= 5; ++k) y += std::sin(kTurn * tone * k * t) / k;
    }
    x[n] = static_cast<float>(y * std::exp(-2.0 * since) * std::min(1.0, since / 0.01));
  }
  return x;
}

double rms(const Sound& x, const Stretches& within) {
  double sum = 0.0, count = 0.0;
  for (const auto& s : within) {
    for (auto n = static_cast<std::size_t>(s.from.value() * kRate);
         n < static_cast<std::size_t>(s.to.value() * kRate); ++n) {
      sum += static_cast<double>(x[n]) * static_cast<double>(x[n]);
      count += 1.0;
    }
  }
  return std::sqrt(sum / count);
}

const Stretches kSpoken = {{Seconds(2), Seconds(6)},
                           {Seconds(9), Seconds(11.5)},
                           {Seconds(15), Seconds(20)},
                           {Seconds(24), Seconds(27)},
                           {Seconds(31), Seconds(36)}};
constexpr double kLength = 40.0;

Sound voice() {
  std::mt19937 random(5);
  Sound x(static_cast<std::size_t>(kLength * kRate));
  double pitch_hz = 105.0;
  for (const auto& s : kSpoken) {
    speak(x, s.from.value(), s.to.value(), pitch_hz, random);
    pitch_hz = pitch_hz < 150.0 ? 205.0 : 120.0;
  }
  const double scale = 0.05 / rms(x, kSpoken);
  for (float& v : x) v *= static_cast<float>(scale);
  return x;
}

Sound with_music(Sound x, double speech_above_music_db) {
  Sound bed = music(kLength, 3);
  const double gain = 0.05 * std::pow(10.0, -speech_above_music_db / 20.0) /
                      rms(bed, {{Seconds(0), Seconds(kLength)}});
  for (std::size_t n = 0; n < x.size(); ++n) x[n] += static_cast<float>(gain) * bed[n];
  return x;
}

Stretches found(const Sound& x, std::size_t cut = 1600) {
  SpeechActivity activity{Hertz(kRate)};
  for (std::size_t at = 0; at < x.size(); at += cut) {
    activity.add(std::span(x).subspan(at, std::min(cut, x.size() - at)));
  }
  return activity.finish();
}

bool holds(const Stretches& stretches, double time) {
  return std::ranges::any_of(
      stretches, [&](const auto& s) { return time >= s.from.value() && time < s.to.value(); });
}

struct Score {
  double precision = 0.0, recall = 0.0;
};

Score score(const Stretches& answer) {
  double both = 0.0, said = 0.0, there = 0.0;
  for (double t = 0.005; t < kLength; t += 0.01) {
    const bool is = holds(kSpoken, t), says = holds(answer, t);
    both += is && says, said += says, there += is;
  }
  return {both / std::max(said, 1.0), both / there};
}

double share(const Stretches& answer) {
  double seconds = 0.0;
  for (const auto& s : answer) seconds += s.to.value() - s.from.value();
  return seconds / kLength;
}

TEST(SpeechActivity, FindsAVoiceAlone) {
  const Score s = score(found(voice()));
  EXPECT_GE(s.precision, 0.85);
  EXPECT_GE(s.recall, 0.85);
}

TEST(SpeechActivity, FindsAVoiceTenDecibelsAboveMusic) {
  const Score s = score(found(with_music(voice(), 10.0)));
  EXPECT_GE(s.precision, 0.85);
  EXPECT_GE(s.recall, 0.85);
}

TEST(SpeechActivity, FindsNoneInMusicTonesNoiseAndSilence) {
  EXPECT_LT(share(found(with_music(Sound(static_cast<std::size_t>(kLength * kRate)), 0.0))), 0.05);
  Sound x(static_cast<std::size_t>(kLength * kRate));
  EXPECT_TRUE(found(x).empty());
  std::mt19937 random(1);
  std::normal_distribution<float> noise(0.0f, 0.05f);
  for (float& v : x) v = noise(random);
  EXPECT_LT(share(found(x)), 0.02);
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] = static_cast<float>(0.1 * std::sin(kTurn * 220.0 * static_cast<double>(n) / kRate));
  }
  EXPECT_LT(share(found(x)), 0.02);
}

TEST(SpeechActivity, IsTheSameForAnyBlocks) {
  const Sound x = voice();
  const auto once = found(x, x.size()), pieces = found(x, 777);
  ASSERT_EQ(once.size(), pieces.size());
  for (std::size_t i = 0; i < once.size(); ++i) {
    EXPECT_EQ(once[i].from.value(), pieces[i].from.value());
    EXPECT_EQ(once[i].to.value(), pieces[i].to.value());
  }
}

TEST(SpeechActivity, TakesWhatIsNoNumberForSilence) {
  Sound x = voice();
  for (std::size_t n = 0; n < x.size(); n += 1000) x[n] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_GE(score(found(x)).recall, 0.6);
  EXPECT_TRUE(found(Sound(100, std::numeric_limits<float>::infinity())).empty());
  EXPECT_TRUE(found({}).empty());
}

}  // namespace
}  // namespace otoscape::metrics
