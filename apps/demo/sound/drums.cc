// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/drums.h"

#include <cmath>
#include <numbers>

#include "apps/demo/sound/filter.h"

namespace otoscape::demo::sound {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

// Frequencies of an ideal round membrane re its lowest (Fletcher & Rossing 1998, table 3.1).
constexpr double kMembrane[] = {1.0, 1.594, 2.136, 2.296, 2.653, 2.918, 3.156, 3.501};

// A damped sine. Its frequency starts `bend` of itself too high and falls to hz within some 25 ms:
// a struck head is tighter.
struct Mode {
  double hz;
  double decay_s;
  double gain_lin;
  double phase;
  double bend = 0.0;
};

// By recurrence: a cymbal has many.
void add_steady_mode(Mono& to, const Mode& mode) {
  const double angle = kTwoPi * mode.hz / kRate, loss = std::exp(-1.0 / (kRate * mode.decay_s));
  const double turn_re = loss * std::cos(angle), turn_im = loss * std::sin(angle);
  double re = mode.gain_lin * std::cos(mode.phase), im = mode.gain_lin * std::sin(mode.phase);
  for (float& x : to) {
    x += static_cast<float>(im);
    const double next = re * turn_re - im * turn_im;
    im = re * turn_im + im * turn_re;
    re = next;
  }
}

void add_mode(Mono& to, const Mode& mode) {
  if (mode.bend == 0.0) return add_steady_mode(to, mode);
  double angle = mode.phase;
  for (std::size_t n = 0; n < to.size(); ++n) {
    const double t = static_cast<double>(n) / kRate;
    angle += kTwoPi * mode.hz * (1.0 + mode.bend * std::exp(-t / 0.025)) / kRate;
    to[n] += static_cast<float>(mode.gain_lin * std::exp(-t / mode.decay_s) * std::sin(angle));
  }
}

Mono noise(double seconds, double decay_s, Random& random) {
  Mono sound(frames_at(seconds));
  for (std::size_t n = 0; n < sound.size(); ++n)
    sound[n] =
        static_cast<float>(random.next() * std::exp(-static_cast<double>(n) / kRate / decay_s));
  return sound;
}

// Fades in over attack_s and out over 10 ms, so that no stroke clicks.
Mono soften_ends(Mono sound, double attack_s = 0.0004) {
  const std::size_t in = frames_at(attack_s), out = frames_at(0.01);
  for (std::size_t n = 0; n < in; ++n) sound[n] *= static_cast<float>(n) / static_cast<float>(in);
  for (std::size_t n = 0; n < out; ++n)
    sound[sound.size() - 1 - n] *= static_cast<float>(n) / static_cast<float>(out);
  return sound;
}

Mono kick(double velocity, Random& random) {
  Mono body(frames_at(0.55));
  add_mode(body, {54.0, 0.13, 1.0, 0.0, 1.6});
  add_mode(body, {54.0 * kMembrane[1], 0.05, 0.25, 0.0, 1.0});
  Mono beater = noise(0.05, 0.004, random);
  filter(beater, band_pass(3200.0, 0.8));
  add(body, beater, 0.0, 1.3 * velocity);
  for (float& x : body) x = std::tanh(1.4f * x);
  return body;
}

Mono snare(double velocity, Random& random) {
  Mono sound(frames_at(0.45));
  for (int mode = 0; mode < 8; ++mode) {
    const double phase = random.between(0.0, kTwoPi);
    add_mode(sound, {188.0 * kMembrane[mode] * random.between(0.995, 1.005),
                     0.09 / (1.0 + 0.35 * mode), 0.55 / (1.0 + 0.5 * mode), phase, 0.12});
  }
  Mono wires = noise(0.45, 0.075 + 0.03 * velocity, random);
  filter(wires, high_pass(900.0));
  filter(wires, peak(4200.0, 0.7, 6.0));
  filter(wires, low_pass(7000.0 + 5000.0 * velocity));
  add(sound, wires, 0.001, 0.85);
  Mono tip = noise(0.02, 0.0015, random);
  add(sound, tip, 0.0, 0.7 * velocity);
  return sound;
}

Mono tom(double hz, double velocity, Random& random) {
  Mono sound(frames_at(0.9));
  for (int mode = 0; mode < 7; ++mode) {
    const double phase = random.between(0.0, kTwoPi);
    add_mode(sound, {hz * kMembrane[mode] * random.between(0.996, 1.004), 0.24 / (1.0 + 0.9 * mode),
                     0.8 / (1.0 + 1.1 * mode), phase, 0.22});
  }
  Mono tip = noise(0.03, 0.003, random);
  filter(tip, band_pass(2600.0, 0.6));
  add(sound, tip, 0.0, 0.8 * velocity);
  return sound;
}

struct Cymbal {
  double seconds;
  double decay_s;  // at 1 kHz; shorter above
  double lowest_hz;
  int modes;
  double noise;
};

// Many inharmonic modes with random phases, their highest ones building up over some milliseconds.
Mono cymbal(const Cymbal& c, double velocity, Random& random) {
  Mono sound(frames_at(c.seconds));
  for (int m = 0; m < c.modes; ++m) {
    const double hz =
        c.lowest_hz * std::pow(15500.0 / c.lowest_hz, (m + random.between(0, 1)) / c.modes);
    const double bright = std::pow(hz / 5000.0, velocity < 0.6 ? -0.5 : -0.1);
    const double phase = random.between(0.0, kTwoPi);
    add_mode(sound, {hz, c.decay_s / std::sqrt(1.0 + hz / 4000.0),
                     bright * random.between(0.2, 1.0), phase});
  }
  Mono hiss = noise(c.seconds, c.decay_s * 0.5, random);
  filter(hiss, high_pass(5200.0));
  add(sound, hiss, 0.0, c.noise);
  filter(sound, high_pass(c.lowest_hz));
  filter(sound, low_pass(15000.0));
  for (float& x : sound) x *= 0.05f;
  return sound;
}

Mono sticks(Random& random) {
  Mono sound = noise(0.08, 0.002, random);
  filter(sound, high_pass(900.0));
  add_mode(sound, {2150.0 * random.between(0.99, 1.01), 0.010, 0.8, 0.0});
  add_mode(sound, {3420.0 * random.between(0.99, 1.01), 0.006, 0.5, 1.0});
  return sound;
}

Mono dry_stroke(Drum drum, double velocity, Random& random) {
  switch (drum) {
    case Drum::kick:
      return kick(velocity, random);
    case Drum::snare:
      return snare(velocity, random);
    case Drum::closed_hat:
      return cymbal({0.25, 0.065, 3200.0, 60, 16.0}, velocity, random);
    case Drum::open_hat:
      return cymbal({0.7, 0.28, 2600.0, 80, 12.0}, velocity, random);
    case Drum::high_tom:
      return tom(148.0, velocity, random);
    case Drum::low_tom:
      return tom(92.0, velocity, random);
    case Drum::crash:
      return cymbal({2.6, 0.95, 380.0, 160, 9.0}, velocity, random);
    case Drum::sticks:
      return sticks(random);
  }
  return {};
}

}  // namespace

Mono strike(Drum drum, double velocity, Random& random) {
  Mono sound =
      soften_ends(dry_stroke(drum, velocity, random), drum == Drum::crash ? 0.003 : 0.0004);
  for (float& x : sound) x *= static_cast<float>(velocity);
  return sound;
}

}  // namespace otoscape::demo::sound
