// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/string.h"

#include <algorithm>
#include <cmath>

namespace otoscape::demo::sound {
namespace {

constexpr double kRelease = 0.03;  // s: fade at the end of a note

// A burst of noise one period long, less itself `position` of a period later, without its mean: a
// string cannot stay displaced.
std::vector<double> excitation(std::size_t period, double position, Random& random) {
  std::vector<double> burst(period), comb(period);
  for (double& x : burst) x = random.next();
  const std::size_t lag = std::max<std::size_t>(1, static_cast<std::size_t>(position * period));
  double mean = 0.0;
  for (std::size_t n = 0; n < period; ++n) {
    comb[n] = burst[n] - burst[(n + period - lag) % period];
    mean += comb[n] / static_cast<double>(period);
  }
  for (double& x : comb) x -= mean;
  return comb;
}

}  // namespace

Mono pluck(const Pluck& p, Random& random) {
  // The loop's lowpass y = (1 − s) x + s x₋₁ delays by s at low frequencies; the rest of the
  // period is a whole delay and a first-order allpass.
  const double s = 0.5 * (1.0 - p.brightness) + 0.02;
  const double exact = kRate / p.hz - s;
  std::size_t whole = static_cast<std::size_t>(exact - 0.3);
  const double fraction = exact - static_cast<double>(whole);
  const double allpass = (1.0 - fraction) / (1.0 + fraction);
  const double loss = std::pow(10.0, -3.0 / (p.hz * p.decay_s));

  std::vector<double> line = excitation(whole, p.position, random);
  Mono sound(frames_at(p.seconds + kRelease));
  const double release = 1.0 / static_cast<double>(frames_at(kRelease));
  double last = 0.0, all_in = 0.0, all_out = 0.0;
  for (std::size_t n = 0, at = 0; n < sound.size(); ++n, at = at + 1 == whole ? 0 : at + 1) {
    const double x = line[at];
    const double damped = loss * ((1.0 - s) * x + s * last);
    last = x;
    all_out = allpass * (damped - all_out) + all_in;
    all_in = damped;
    line[at] = all_out;
    const double left = static_cast<double>(sound.size() - n) * release;
    sound[n] = static_cast<float>(x * std::min(1.0, left));
  }
  return sound;
}

}  // namespace otoscape::demo::sound
