// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/one_shots.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::body {
namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;

// Grains while something wet or rough moves: a bell over time.
double bells(double t, std::span<const double> at, double sigma) {
  double sum = 0.0;
  for (double middle : at) sum += bell(t, middle, sigma);
  return sum;
}

StereoSound swallow(ShotBuilder shot) {
  constexpr Partial kClick[] = {{360, 1.2, 6, .3}, {880, .8, 4, .22}, {1750, .6, 2.5, .1}};
  constexpr Partial kGulp[] = {{72, 10, 28, .9}, {118, 8, 22, .6}, {190, 6, 15, .25}};
  constexpr Partial kAfter[] = {{88, 10, 28, .9}, {150, 8, 22, .6}, {235, 6, 15, .25}};
  constexpr Partial kTube[] = {{3300, .2, 1.8, .03}};
  constexpr Bump kBumps[] = {{480, 200, 6}, {1100, 400, 5}};
  const Draws& draws = shot.draws();
  shot.hit(kClick, {.at_s = 0.01, .gain = 0.8});
  const double gulp = 0.14 + 0.01 * draws.normal(0);
  shot.hit(kGulp, {.at_s = gulp});
  shot.hit(kAfter, {.at_s = gulp + 0.03, .gain = 0.7});
  const double loud = draws.between(1, 0.09, 0.12), sigma = draws.between(2, 0.035, 0.060);
  shot.noise({{9.0, 400.0, kBumps}}, [&](double t) { return loud * bell(t, gulp + 0.05, sigma); });
  const int clicks = 2 + static_cast<int>(4.0 * draws.uniform(3));
  double at = 0.47;
  for (int i = 0; i < clicks; ++i) {
    const auto index = static_cast<std::uint64_t>(10 + 3 * i);
    const Partial low[] = {{draws.between(index, 1500.0, 2400.0), .3, 1.8, .08}};
    const double side = draws.uniform(index + 1) < 0.5 ? -6.0 : 6.0;
    shot.hit(low, {.at_s = at, .lean_db = side});
    shot.hit(kTube, {.at_s = at, .lean_db = side});
    at += draws.between(index + 2, 0.025, 0.075);
  }
  return shot.take();
}

StereoSound teeth(ShotBuilder shot) {
  constexpr Partial kContact[] = {{210, 2, 14, .5},     {480, 1, 8, .32},     {920, .6, 5, .42},
                                  {1750, .4, 3.4, .34}, {2900, .3, 2.2, .22}, {4300, .3, 1.4, .1}};
  constexpr Bump kGrit[] = {{2300, 900, 4}};
  const Draws& draws = shot.draws();
  const double lean = 2.0 * draws.normal(0);
  shot.hit(kContact, {.at_s = 0.01, .lean_db = lean});
  double last = 0.01;
  if (draws.uniform(1) < 0.6) {
    last += draws.between(2, 0.012, 0.032);
    shot.hit(kContact, {.at_s = last, .gain = draws.between(3, 0.4, 0.8), .lean_db = -lean});
  }
  shot.noise({{6.0, 1500.0, kGrit}, 90.0}, [&](double t) {
    return t < last ? 0.0
                    : 0.05 * (1.0 - std::exp(-(t - last) / 0.002)) * std::exp(-(t - last) / 0.015);
  });
  return shot.take();
}

StereoSound blink(ShotBuilder shot) {
  constexpr Partial kDown[] = {{48, 10, 20, .55}, {78, 8, 14, .32}, {140, 5, 8, .1}};
  constexpr Partial kUp[] = {{56, 10, 20, .35}, {95, 8, 14, .35 * .58}};
  constexpr Bump kWet[] = {{2200, 900, 6}, {4200, 1500, 5}};
  const Draws& draws = shot.draws();
  const double up = 0.03 + draws.between(0, 0.110, 0.180);
  shot.hit(kDown, {.at_s = 0.02});
  shot.hit(kUp, {.at_s = up});
  shot.noise({{6.0, 2500.0, kWet, 400.0}}, [&](double t) {
    return 0.012 * bell(t, 0.045, 0.013) + 0.020 * bell(t, up + 0.025, 0.013);
  });
  return shot.take();
}

StereoSound jaw(ShotBuilder shot) {
  constexpr Partial kThump[] = {{62, 9, 30, .55}, {110, 7, 20, .35}};
  constexpr Partial kCreak[] = {{310, .9, 7, .28}, {720, .5, 4, .20}, {1650, .4, 2, .12}};
  const Draws& draws = shot.draws();
  const double side = draws.uniform(0) < 0.5 ? -5.0 : 5.0;
  shot.hit(kThump, {.at_s = 0.01, .lean_db = 0.3 * side});
  const int clicks = 5 + static_cast<int>(8.0 * draws.uniform(1));
  double at = 0.06, gap = draws.between(2, 0.055, 0.075), gain = 1.0;
  for (int i = 0; i < clicks; ++i) {
    const auto index = static_cast<std::uint64_t>(10 + 4 * i);
    shot.hit(kCreak, {.at_s = at,
                      .gain = gain * db_to_lin(2.5 * draws.normal(index)),
                      .lean_db = side,
                      .pitch = 1.0 + 0.04 * draws.normal(index + 1)});
    at += gap * (1.0 + 0.12 * draws.normal(index + 2));
    gap *= draws.between(index + 3, 0.80, 0.90);
    gain *= 0.93;
  }
  return shot.take();
}

StereoSound cloth(ShotBuilder shot) {
  constexpr Bump kBumps[] = {{700, 400, 4}, {2100, 900, 4}, {4200, 1500, 3}};
  const Draws& draws = shot.draws();
  struct Stroke {
    double at, sigma, gain;
  };
  std::array<Stroke, 4> strokes{};
  const auto count = static_cast<std::size_t>(2.0 + 3.0 * draws.uniform(0));
  double at = 0.22;
  for (std::size_t i = 0; i < std::min(count, strokes.size()); ++i) {
    const std::uint64_t index = 10 + 4 * i;
    const double sigma = draws.between(index, 0.070, 0.120);
    strokes[i] = {at, sigma, db_to_lin(3.0 * (2.0 * draws.uniform(index + 1) - 1.0))};
    at += draws.between(index + 2, 0.22, 0.34);
  }
  const std::uint64_t key = shot.next_key();
  shot.noise({{9.0, 420.0, kBumps}, 44.0}, [&](double t) {
    double sum = 0.0;
    for (const Stroke& stroke : strokes) {
      if (stroke.gain > 0.0) sum += stroke.gain * bell(t, stroke.at, stroke.sigma);
    }
    return 0.35 * sum * std::exp(0.35 * slow_noise(key, t, 40.0));
  });
  return shot.take();
}

// A hand laid on the head, held, and taken away.
StereoSound touch(ShotBuilder shot) {
  constexpr Partial kHand[] = {
      {52, 10, 35, .9}, {86, 8, 25, .7}, {135, 6, 16, .4}, {230, 4, 9, .15}};
  constexpr Bump kHair[] = {{900, 500, 4}, {1900, 900, 4}, {3200, 1200, 2}};
  constexpr Bump kTremor[] = {{30, 12, 8}, {46, 16, 7}};
  constexpr Bump kHush[] = {{300, 200, 3}};
  const Draws& draws = shot.draws();
  const double side = draws.uniform(0) < 0.5 ? -4.0 : 4.0;
  const double held = draws.between(1, 0.9, 1.2), end = 0.02 + held;
  shot.hit(kHand, {.at_s = 0.02, .lean_db = side});
  shot.hit(kHand, {.at_s = end, .gain = 0.30, .lean_db = side, .pitch = 1.12});
  const std::array<double, 3> rubs = {0.07, 0.37, end + 0.03};
  shot.noise({{7.0, 900.0, kHair, 300.0}}, [&](double t) { return 0.045 * bells(t, rubs, 0.050); });
  const auto hold = [&](double t) {
    return t < 0.05 || t > end ? 0.0 : std::min({1.0, (t - 0.05) / 0.15, (end - t) / 0.08});
  };
  shot.noise({{12.0, 60.0, kTremor, 24.0, 4096}, 240.0}, [&](double t) { return 0.07 * hold(t); });
  shot.noise({{12.0, 260.0, kHush}}, [&](double t) { return 0.02 * hold(t); });
  return shot.take();
}

// A hum with the mouth shut: a glottal source through the head, the same phase jitter in all
// harmonics.
StereoSound own_hum(ShotBuilder shot) {
  constexpr int kHarmonics = 26;
  constexpr Bump kBreathy[] = {{1000, 300, 5}, {2300, 700, 4}};
  const Draws& draws = shot.draws();
  const double base = 105.0 * std::exp2(0.25 * draws.normal(0));
  const double length = draws.between(1, 1.1, 1.6), end = 0.01 + length;
  const std::uint64_t key = shot.next_key();
  const auto swell = [&](double t) {
    const double up = std::clamp((t - 0.01) / 0.12, 0.0, 1.0),
                 down = std::clamp((end - t) / 0.22, 0.0, 1.0);
    return up * up * (3.0 - 2.0 * up) * down * down * (3.0 - 2.0 * down);
  };
  struct Harmonic {
    double left, right, left_phase, right_phase;
  };
  std::array<Harmonic, kHarmonics> harmonics{};
  for (int h = 0; h < kHarmonics; ++h) {
    const double f = base * (h + 1);
    if (f >= 0.45 * shot.rate().value()) continue;
    const Draws own(shot.next_key());
    const double a = 1.0 / (1.0 + std::pow(f / 230.0, 2.3)) *
                     (1.0 + 1.4 / (1.0 + std::pow((f - 255.0) / 70.0, 2)) +
                      0.8 / (1.0 + std::pow((f - 1000.0) / 140.0, 2)));
    const double e = 0.9 * own.normal(0), p = 0.3 * own.normal(1), phase = kTurn * own.uniform(2);
    harmonics[static_cast<std::size_t>(h)] = {a * db_to_lin(e), a * db_to_lin(-e), phase + p,
                                              phase - p};
  }
  shot.draw([&](double t, double& left, double& right) {
    const double gain = swell(t) * std::exp(0.1 * slow_noise(key, t, 9.0));
    if (gain == 0.0) return;
    const double glide = 0.012 * std::sin(kTurn * 0.5 * t / length);  // of pitch, bounded
    const double turns = base * t + base * 0.25 * glide +
                         0.05 * slow_noise(dsp::hash(key, 1), t, 5.0) +
                         0.25 * slow_noise(dsp::hash(key, 2), t, 0.8);
    for (int h = 0; h < kHarmonics; ++h) {
      const Harmonic& one = harmonics[static_cast<std::size_t>(h)];
      if (one.left == 0.0) continue;
      const double phase = kTurn * (h + 1) * turns;
      left += 0.3 * gain * one.left * std::sin(phase + one.left_phase);
      right += 0.3 * gain * one.right * std::sin(phase + one.right_phase);
    }
  });
  shot.noise({{8.0, 800.0, kBreathy, 200.0}}, [&](double t) { return 0.010 * swell(t); });
  return shot.take();
}

}  // namespace

StereoSound one_shot(OneShot kind, Hertz rate, std::uint64_t key) {
  const auto of = [&](double length_s) { return ShotBuilder(rate, length_s, key); };
  switch (kind) {
    case OneShot::swallow:
      return swallow(of(1.0));
    case OneShot::teeth:
      return teeth(of(0.40));
    case OneShot::blink:
      return blink(of(0.55));
    case OneShot::jaw:
      return jaw(of(1.0));
    case OneShot::cloth:
      return cloth(of(1.8));
    case OneShot::touch:
      return touch(of(1.9));
    case OneShot::own_hum:
      return own_hum(of(1.75));
  }
  return {};
}

}  // namespace otoscape::body
