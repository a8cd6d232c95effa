// SPDX-License-Identifier: Apache-2.0
// Pitch, level and formants of the output, and what must not change.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>

#include "otoscape/implant/matched/pitch_flattening_test_support.h"
#include "tests/support/spectrum.h"

namespace otoscape::implant::matched {
namespace {

using namespace flattening_test;

TEST(PitchFlattening, FullyFlattenedAVoiceHasOnePitch) {
  for (const auto& pitch : {male, female}) {
    const Sound in = test::sound_of({pitch});
    EXPECT_GT(test::range_semitones(pitches(settled(in))), 3.0);
    for (const double to_hz : {120.0, 180.0}) {
      const Sound out = run(in, {1.0, to_hz, 1.0});
      const auto found = pitches(settled(out));
      EXPECT_GT(found.size(), 250u);
      EXPECT_LE(test::range_semitones(found), 0.1);
      EXPECT_NEAR(found[found.size() / 2], to_hz, 0.005 * to_hz);
      // Harmonics that stand still may miss a formant by half their distance.
      EXPECT_NEAR(test::level_db(settled(out)), test::level_db(before_delay(in)), 2.0);
    }
  }
}

// 16-bit mono at 22 050 Hz, as espeak-ng writes it; nothing where there is no espeak-ng.
Sound spoken(const std::string& voice) {
  const std::string command =
      "espeak-ng -v " + voice +
      " --stdout 'The morning train was late again, so we walked along the river.' 2>/dev/null";
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return {};
  std::vector<std::int16_t> samples(1 << 20);
  samples.resize(std::fread(samples.data(), sizeof(std::int16_t), samples.size(), pipe));
  pclose(pipe);
  constexpr std::size_t kHeader = 22;
  if (samples.size() < 22050) return {};
  Sound x;
  for (std::size_t n = kHeader; n < samples.size(); ++n) x.push_back(samples[n] / 32768.0f);
  const auto scale = static_cast<float>(0.0223607 / std::pow(10.0, test::level_db(x) / 20.0));
  for (float& v : x) v *= scale;
  return x;
}

TEST(PitchFlattening, ASpokenSentenceHasOnePitchAndItsLevel) {
  for (const char* voice : {"en-us", "en-us+f3"}) {
    const Sound in = spoken(voice);
    if (in.empty()) GTEST_SKIP() << "needs espeak-ng";
    const Hertz rate(22050.0);
    EXPECT_GT(test::range_semitones(test::pitches_hz(in, rate.value())), 2.0);
    for (const double to_hz : {120.0, 180.0}) {
      const Sound out = run(in, {1.0, to_hz, 1.0}, rate);
      EXPECT_LE(test::range_semitones(test::pitches_hz(out, rate.value())), 0.3);
      EXPECT_NEAR(test::level_db(out), test::level_db(in), 1.5);
    }
  }
}

TEST(PitchFlattening, HalfFlattenedHalfTheRangeIsLeft) {
  for (const auto& pitch : {male, female}) {
    const Sound in = test::sound_of({pitch});
    const double before = test::range_semitones(pitches(settled(in)));
    const Sound out = run(in, {0.5, 120.0, 1.0});
    EXPECT_NEAR(test::range_semitones(pitches(settled(out))) / before, 0.5, 0.05);
  }
}

// RMS over slices of the RMS difference of log spectra, 60 dB down at most.
double spectral_distance_db(std::span<const float> a, std::span<const float> b) {
  constexpr std::size_t kSlice = 1024;
  double sum = 0.0;
  int count = 0;
  for (std::size_t at = 0; at + kSlice <= a.size(); at += kSlice) {
    const auto power = [&](std::span<const float> x) {
      Sound slice(kSlice);
      for (std::size_t n = 0; n < kSlice; ++n) {
        slice[n] = x[at + n] * (0.5f - 0.5f * std::cos(6.2831853f * static_cast<float>(n) / 1024));
      }
      return test::spectrum(slice);
    };
    const auto p = power(a), q = power(b);
    double most = 0.0;
    for (std::size_t k = 0; k < kSlice / 2; ++k) most = std::max(most, std::norm(p[k]));
    if (most == 0.0) continue;
    for (std::size_t k = 2; k < kSlice / 2; ++k) {
      const double floor = 1e-6 * most;
      const double d = 10.0 * std::log10((std::norm(p[k]) + floor) / (std::norm(q[k]) + floor));
      sum += d * d, ++count;
    }
  }
  return std::sqrt(sum / count);
}

Sound chord(const std::vector<double>& roots_hz) {
  Sound sum(144000);
  for (const double hz : roots_hz) {
    const Sound note = test::sound_of({[=](double) { return hz; }});
    for (std::size_t n = 0; n < sum.size(); ++n) sum[n] += note[n];
  }
  return sum;
}

// A hit each quarter of a second, of noise that dies away within 60 ms.
Sound drums() {
  std::mt19937 random(3);
  std::normal_distribution<float> gauss(0.0f, 0.2f);
  Sound x(144000);
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] = gauss(random) * std::exp(-static_cast<float>(n % 12000) / 900.0f);
  }
  return x;
}

TEST(PitchFlattening, ChordsAndDrumsKeepTheirPitch) {
  for (const Sound& in :
       {chord({220.0, 277.18, 329.63}), chord({146.83, 174.61, 220.0}),
        chord({261.63, 329.63, 392.0}), chord({130.81, 196.0, 261.63, 329.63}), drums()}) {
    const Sound out = run(in, {1.0, 120.0, 1.0});
    EXPECT_NEAR(test::level_db(settled(out)), test::level_db(before_delay(in)), 0.1);
    EXPECT_LE(spectral_distance_db(before_delay(in), settled(out)), 0.5);
  }
}

// By how many octaves the envelope moved: smoothed over a third of an octave, compared between 300
// and 3000 Hz.
double envelope_shift_oct(std::span<const float> before, std::span<const float> after) {
  const auto envelope = [&](std::span<const float> x) {
    const auto s = test::spectrum(x);
    const double bin_hz = kRate.value() / static_cast<double>(s.size());
    std::vector<double> level;
    for (int i = 0; i <= 300; ++i) {
      const double hz = 200.0 * std::exp2(i / 60.0);
      double power = 1e-20;
      for (auto k = static_cast<std::size_t>(hz / 1.12 / bin_hz);
           k < static_cast<std::size_t>(hz * 1.12 / bin_hz); ++k) {
        power += std::norm(s[k]);
      }
      level.push_back(10.0 * std::log10(power));
    }
    return level;
  };
  const auto a = envelope(before), b = envelope(after);
  double best = 1e300, shift = 0.0;
  for (int by = -40; by <= 40; ++by) {
    double sum = 0.0, square = 0.0;
    int count = 0;
    for (int i = 40; i < 240; ++i, ++count) {
      const double d = b[static_cast<std::size_t>(i + std::max(0, by))] -
                       a[static_cast<std::size_t>(i - std::min(0, by))];
      sum += d, square += d * d;
    }
    const double spread = square - sum * sum / count;
    if (spread < best) best = spread, shift = by / 60.0;
  }
  return shift;
}

TEST(PitchFlattening, FormantsMoveByTheFactorAskedFor) {
  for (const auto& pitch : {slow_male, female}) {
    const Sound in = test::sound_of({pitch, {600.0, 1200.0, 2300.0, 3300.0}});
    const auto before = pitches(settled(in));
    const double middle_hz = before[before.size() / 2];
    for (const double factor : {0.8, 1.2, 1.4}) {
      const Sound out = run(in, {0.0, 120.0, factor});
      EXPECT_NEAR(envelope_shift_oct(settled(in), settled(out)), std::log2(factor), 0.1) << factor;
      const auto after = pitches(settled(out));
      EXPECT_NEAR(after[after.size() / 2], middle_hz, 0.01 * middle_hz);
      EXPECT_NEAR(test::level_db(settled(out)), test::level_db(before_delay(in)), 1.0);
    }
  }
}

// Above 4 kHz everything passes as it is: what the grains add there lies 40 dB below a burst of 1
// ms.
TEST(PitchFlattening, ABurstAbove4KilohertzStaysInOnePiece) {
  const Sound vowel = test::sound_of({male, {500.0, 1500.0, 2500.0}});
  Sound burst(vowel.size());
  for (std::size_t n = 0; n < 48; ++n) {
    const auto t = static_cast<float>(n);
    burst[72000 + n] =
        0.2f * std::sin(0.9f * t) * (0.5f - 0.5f * std::cos(6.28319f * t / 48.0f));  // 6.9 kHz
  }
  Sound in = vowel;
  for (std::size_t n = 0; n < in.size(); ++n) in[n] += burst[n];
  const Sound with = run(in, {1.0, 120.0, 1.0}), without = run(vowel, {1.0, 120.0, 1.0});
  double inside = 0.0, outside = 0.0;
  for (std::size_t n = 0; n < in.size(); ++n) {
    const double d = static_cast<double>(with[n]) - without[n];
    const bool at_burst = n >= 72000 + latency() - 24 && n < 72000 + latency() + 72;
    (at_burst ? inside : outside) += d * d;
  }
  EXPECT_LE(10.0 * std::log10(outside / inside), -40.0);
}

TEST(PitchFlattening, EverySampleRateHasOnePitchInTheEnd) {
  for (const double rate : {8000.0, 11025.0, 16000.0, 22050.0, 44100.0, 96000.0, 192000.0}) {
    const Sound in = test::sound_of({.pitch_hz = male, .seconds = 1.5, .rate = rate});
    const Sound out = run(in, {1.0, 120.0, 1.0}, Hertz(rate));
    const auto late = static_cast<std::size_t>(0.3 * rate);
    const auto found = test::pitches_hz(std::span(out).subspan(late), rate);
    EXPECT_GE(test::range_semitones(found), 0.0) << rate;
    EXPECT_LE(test::range_semitones(found), 0.3) << rate;
    EXPECT_NEAR(static_cast<double>(latency(Hertz(rate))) / rate, 1328.0 / 48000.0, 1e-4);
    EXPECT_NEAR(test::level_db(std::span(out).subspan(late)),
                test::level_db(std::span(in).subspan(late)), 1.0);
  }
}

}  // namespace
}  // namespace otoscape::implant::matched
