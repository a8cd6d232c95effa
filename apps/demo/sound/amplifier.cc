// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/amplifier.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "apps/demo/sound/filter.h"
#include "otoscape/dsp/window.h"

namespace otoscape::demo::sound {
namespace {

constexpr int kOver = 8;           // oversampling: harmonics made up to 192 kHz do not fold back
constexpr int kTaps = 32 * kOver;  // Hann-windowed sinc, flat to 19 kHz
constexpr double kCutoff = 0.45;   // of the low rate

std::array<float, kTaps> interpolator() {
  std::array<float, kTaps> taps;
  for (int n = 0; n < kTaps; ++n) {
    const double x = (n - (kTaps - 1) / 2.0) / kOver;
    const double sinc = std::sin(2 * std::numbers::pi * kCutoff * x) / (std::numbers::pi * x);
    const double window = dsp::hann(n + 0.5, kTaps);
    taps[n] = static_cast<float>(sinc * window);
  }
  return taps;
}

// Sends `sound` through `curve` at kOver times its rate.
template <class Curve>
Mono shape(const Mono& sound, Curve curve) {
  static const std::array<float, kTaps> taps = interpolator();
  constexpr int kPhaseTaps = kTaps / kOver;
  std::array<float, kTaps> high{};  // the last outputs of the curve, a ring
  Mono out(sound.size());
  int at = 0;
  for (std::size_t n = 0; n < sound.size(); ++n) {
    for (int phase = 0; phase < kOver; ++phase) {
      float x = 0.0f;
      for (int k = 0; k < kPhaseTaps && static_cast<std::size_t>(k) <= n; ++k)
        x += taps[k * kOver + phase] * sound[n - k];
      high[at] = curve(x);
      at = (at + 1) % kTaps;
    }
    float y = 0.0f;
    for (int k = 0; k < kTaps; ++k) y += taps[k] * high[(at + kTaps - 1 - k) % kTaps];
    out[n] = y / kOver;
  }
  return out;
}

// Closes below −40 dB re an amplitude of 1.0, so that the distortion does not amplify the end of a
// decay.
void gate(Mono& sound) {
  double level = 0.0, open = 0.0;
  for (float& x : sound) {
    level = std::max(std::abs(static_cast<double>(x)), level * (1.0 - 1.0 / (0.05 * kRate)));
    const double target = level > 0.01 ? 1.0 : 0.0;
    open += (target - open) / ((target > open ? 0.001 : 0.04) * kRate);
    x *= static_cast<float>(open);
  }
}

}  // namespace

Mono guitar_amplifier(const Mono& strings) {
  Mono sound = strings;
  gate(sound);
  filter(sound, high_pass(110.0));  // less bass before the curve
  filter(sound, peak(750.0, 0.6, 5.0));
  filter(sound, low_pass(6500.0));
  sound = shape(sound, [](float x) { return std::tanh(9.0f * x + 0.25f) - std::tanh(0.25f); });
  filter(sound, high_pass(85.0));  // the cabinet: four 12-inch loudspeakers
  filter(sound, peak(120.0, 1.2, 3.0));
  filter(sound, peak(420.0, 0.9, -4.0));
  filter(sound, peak(2600.0, 1.1, 5.0));
  filter(sound, low_pass(4800.0, 0.9));
  filter(sound, low_pass(5600.0));
  return sound;
}

Mono bass_amplifier(const Mono& strings) {
  Mono sound = strings;
  filter(sound, low_pass(2500.0));
  sound = shape(sound, [](float x) { return std::tanh(1.6f * x); });
  filter(sound, high_pass(38.0));
  filter(sound, peak(90.0, 0.8, 3.0));
  filter(sound, peak(900.0, 1.0, 3.0));
  filter(sound, low_pass(3500.0));
  return sound;
}

}  // namespace otoscape::demo::sound
