// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/street.h"

#include <cmath>
#include <numbers>

#include "apps/demo/sound/dynamics.h"
#include "apps/demo/sound/filter.h"
#include "apps/demo/sound/levels.h"
#include "apps/demo/sound/random.h"

namespace otoscape::demo::sound {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;
constexpr double kFrom = kStreetStart - 0.2, kTo = kOffStart + 0.4;
constexpr double kSoundSpeed = 343.0;  // m/s

Mono white(double seconds, Random& random) {
  Mono sound(frames_at(seconds));
  for (float& x : sound) x = static_cast<float>(random.next());
  return sound;
}

// Tyres have more high frequencies when near (air absorbs them over distance); the engine's pitch
// falls by the Doppler shift as it passes. Level as 1/distance.
void pass(Stereo& street, const Vehicle& v, Random& random) {
  const double seconds = kTo - kFrom;
  Mono far = white(seconds, random), near = white(seconds, random);
  filter(far, band_pass(500.0, 0.5));
  filter(near, band_pass(1500.0, 0.4));
  double phase = 0.0;
  for (std::size_t n = 0; n < far.size(); ++n) {
    const double x = v.speed_m_s * (kFrom + static_cast<double>(n) / kRate - v.nearest_s);
    const double away = std::hypot(x, v.distance_m), closeness = v.distance_m / away;
    phase += kTwoPi * v.engine_hz / (1.0 + v.speed_m_s * x / away / kSoundSpeed) / kRate;
    double engine = 0.0;
    for (int k = 1; k <= 9; ++k) engine += std::sin(k * phase + k * k) / (1.0 + 0.35 * k * k);
    const double sound = v.gain_lin * closeness *
                         (0.8 * far[n] + 1.6 * closeness * near[n] + 0.12 * engine) *
                         (4.0 / v.distance_m);
    const double angle = (0.95 * x / away + 1.0) * std::numbers::pi / 4.0;
    const std::size_t at = frames_at(kFrom) + n;
    street.left[at] += static_cast<float>(sound * std::cos(angle));
    street.right[at] += static_cast<float>(sound * std::sin(angle));
  }
}

// Traffic in other streets: low-frequency noise, independent at both ears.
void add_distance(Stereo& street, Random& random) {
  for (Mono* side : {&street.left, &street.right}) {
    Mono rumble = white(kTo - kFrom, random);
    filter(rumble, low_pass(350.0, 0.5));
    filter(rumble, high_pass(50.0));
    add(*side, rumble, kFrom, 0.35);
  }
}

// A heel and, 60 ms later, a sole.
void step(Stereo& street, double at_s, double pan, Random& random) {
  for (const auto& [after_s, hz, gain] :
       {std::tuple(0.0, 420.0, 1.0), std::tuple(0.06, 1900.0, 0.25)}) {
    Mono sound = white(0.08, random);
    for (std::size_t n = 0; n < sound.size(); ++n)
      sound[n] *= static_cast<float>(std::exp(-static_cast<double>(n) / kRate / 0.012));
    filter(sound, band_pass(hz, 0.8));
    add_panned(street, sound, at_s + after_s, 1.8 * gain * random.between(0.8, 1.0), pan);
  }
}

void walk(Stereo& street, std::uint64_t seed) {
  Random random(seed + 9);
  bool left = true;
  for (const double at : step_times(seed)) {
    step(street, at, left ? -0.12 : 0.12, random);
    left = !left;
  }
}

// A small steel cup struck by a ratchet: four partials, 26 strokes a second, twice.
void ring_bell(Stereo& street, Random& random) {
  constexpr double kPartials[] = {2230.0, 2258.0, 4910.0, 7750.0};
  constexpr double kDecays[] = {0.5, 0.45, 0.22, 0.1};
  Mono bell(frames_at(2.0));
  for (const double start : {0.0, 0.42})
    for (int stroke = 0; stroke < 8; ++stroke) {
      const std::size_t first = frames_at(start + stroke / 26.0 + 0.002 * random.next() + 0.002);
      const double hard = (stroke % 2 ? 0.7 : 1.0) * random.between(0.8, 1.0);
      for (std::size_t n = first; n < bell.size(); ++n) {
        const double t = static_cast<double>(n - first) / kRate;
        double sum = 0.0;
        for (int p = 0; p < 4; ++p)
          sum += std::exp(-t / kDecays[p]) * std::sin(kTwoPi * kPartials[p] * t) / (1.0 + 0.6 * p);
        bell[n] += static_cast<float>(0.5 * hard * sum);
      }
    }
  Stereo rung(bell.size());
  add_panned(rung, bell, 0.0, 1.0, 0.55);
  damp(rung, 1.2, 2.0);
  add(street.left, rung.left, kStreetBell, 1.0);
  add(street.right, rung.right, kStreetBell, 1.0);
}

}  // namespace

std::vector<double> step_times(std::uint64_t seed) {
  Random random(seed + 11);
  std::vector<double> times;
  for (double at = kStreetStart + 0.15; at < kOffStart; at += random.between(0.52, 0.55))
    times.push_back(at);
  return times;
}

Stereo make_street(const Speech& speech, double rms, std::uint64_t seed) {
  Random traffic(seed + 8), cyclist(seed + 10);
  Stereo street(frames_at(kSceneLength));
  for (const Vehicle& vehicle : kVehicles) pass(street, vehicle, traffic);
  add_distance(street, traffic);
  scale(street, 1.0 / std::sqrt(mean_power(street, kStreet)));
  walk(street, seed);
  ring_bell(street, cyclist);
  const Span spans[] = {kStreet};
  const double voices = mean_power(speech.street, active_slices(speech.street, spans));
  add(street, speech.street, 1.25 / std::sqrt(voices));
  fade_in(street, kStreetStart - 0.15, kStreetStart + 0.2);
  damp(street, kOffStart - 0.25, kOffStart + 0.1);
  scale(street, rms / std::sqrt(mean_power(street, kStreet)));
  return street;
}

}  // namespace otoscape::demo::sound
