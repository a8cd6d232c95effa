// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "otoscape/render/programme/programme_loudness_maker.h"
#include "otoscape/render/programme/scene_loudness.h"

// What the tests of a scene's loudness share: a programme, its loudness, states.

namespace otoscape::render::programme::loudness_test {

using std::numbers::pi;
using Signal = std::vector<float>;
inline constexpr double kRate = 48000.0;

// A voice's source, pulses that glide between 80 and 180 Hz or the same as noise.
class Source {
 public:
  Source(bool voiced, unsigned seed) : voiced_(voiced), random_(seed) {}
  double next() {
    if (!voiced_) return gauss_(random_);
    const double hz = 120.0 * std::exp2(0.6 * std::sin(2 * pi * 0.7 * seconds_));
    seconds_ += 1.0 / kRate;
    phase_ += hz / kRate;
    const double breath = 0.02 * gauss_(random_);
    if (phase_ < 1.0) return breath;
    phase_ -= 1.0;
    return breath + std::sqrt(kRate / hz);
  }

 private:
  bool voiced_;
  std::mt19937 random_;
  std::normal_distribution<double> gauss_;
  double seconds_ = 0.0, phase_ = 0.0;
};

// Shaped as speech over frequency, in syllables of 250 ms, with pauses of half a second.
inline Signal speech(bool voiced, double seconds, double rms_db, unsigned seed = 1) {
  Source source(voiced, seed);
  Signal x(static_cast<std::size_t>(seconds * kRate));
  double dull = 0.0, duller = 0.0, low = 0.0, energy = 0.0;
  for (std::size_t n = 0; n < x.size(); ++n) {
    dull += 0.065 * (source.next() - dull);  // 500 Hz
    duller += 0.30 * (dull - duller);        // 2.7 kHz
    low += 0.016 * (duller - low);           // 120 Hz
    const double t = static_cast<double>(n) / kRate;
    const double syllable =
        std::fmod(t, 2.0) < 1.5 ? 0.1 + 0.9 * std::pow(std::sin(pi * t / 0.25), 2) : 0.0;
    x[n] = static_cast<float>(syllable * (duller - low));
    energy += x[n] * x[n] / static_cast<double>(x.size());
  }
  const double gain = std::pow(10.0, rms_db / 20.0) / std::sqrt(energy);
  for (float& v : x) v *= static_cast<float>(gain);
  return x;
}

inline ProgrammeLoudness track(const Signal& x) {
  ProgrammeLoudnessMaker maker({Hertz(kRate), 1}, Seconds(0));
  maker.add({{x.data(), nullptr}, 1, static_cast<int>(x.size())});
  return maker.finish();
}

inline SceneParams params(double fs = 88.0) {
  SceneParams p;
  p.render = {.calibration = Calibration(DbSpl(fs)), .smearing = false};
  return p;
}

inline hearing::EarProfile flat(double db_hl) {
  hearing::EarProfile ear;
  ear.air = *hearing::Audiogram::make({{Hertz(1000), DbHl(db_hl)}});
  return ear;
}
inline LoudnessState hears(const hearing::EarProfile& ear) {
  LoudnessState state;
  state.ears = {ear, ear};
  return state;
}
inline LoudnessState in_the_room() {
  LoudnessState state = hears(flat(60.0));
  state.mix.perspective = 0.0;
  return state;
}

inline hearing::EarProfile rings(hearing::TinnitusLayer::Kind kind, double hz, double db_spl) {
  hearing::EarProfile ear = flat(130.0);
  ear.tinnitus = {{"one", kind, Hertz(hz), 0.0, DbSpl(db_spl)}};
  ear.tinnitus[0].drift = false;
  return ear;
}

inline constexpr Seconds kAt(0.7);
inline constexpr Seconds kEnd(3.7);

// The programme and what follows it, softer: the floor, 47 LU below the whole, lies below what is
// compared.
inline Signal film(bool voiced = true) {
  Signal x = speech(voiced, 4.5, -22.0);
  const Signal softer = speech(voiced, 8.0, -31.0, 2);
  x.insert(x.end(), softer.begin(), softer.end());
  return x;
}

}  // namespace otoscape::render::programme::loudness_test
