// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/filter.h"

namespace otoscape::demo::sound {
namespace {

constexpr Hertz kSampleRate{kRate};

}  // namespace

dsp::Biquad low_pass(double hz, double q) {
  return dsp::Biquad::low_pass(kSampleRate, Hertz(hz), q);
}

dsp::Biquad high_pass(double hz, double q) {
  return dsp::Biquad::high_pass(kSampleRate, Hertz(hz), q);
}

dsp::Biquad band_pass(double hz, double q) {
  return dsp::Biquad::band_pass(kSampleRate, Hertz(hz), q);
}

dsp::Biquad peak(double hz, double q, double gain_db) {
  return dsp::Biquad::peak(kSampleRate, Hertz(hz), Decibels(gain_db), q);
}

dsp::Biquad high_shelf(double hz, double gain_db) {
  return dsp::Biquad::high_shelf(kSampleRate, Hertz(hz), Decibels(gain_db), kFlatQ);
}

void filter(Mono& sound, const dsp::Biquad& section) { dsp::Biquads({section}).process(0, sound); }

void filter(Stereo& sound, const dsp::Biquad& section) {
  dsp::Biquads both({section});
  both.process(0, sound.left);
  both.process(1, sound.right);
}

}  // namespace otoscape::demo::sound
