// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/matched/epochs.h"

#include <algorithm>
#include <cmath>

namespace otoscape::implant::matched {
namespace {

constexpr double kReach = 0.15;       // of a period, to either side
constexpr double kPulseShare = 0.15;  // of a period, to either side: a glottal pulse

// Of a period's samples round `a` and round `b`. (Of periods that end there, epochs would lag
// behind a moving pitch and slide through the period: 0.4 semitone is left instead of 0.1.)
double likeness(const float* a, const float* b, int count) {
  double product = 0.0, energy_a = 0.0, energy_b = 0.0;
  for (int i = -count / 2; i < count - count / 2; ++i) {
    const auto x = static_cast<double>(a[i]), y = static_cast<double>(b[i]);
    product += x * y, energy_a += x * x, energy_b += y * y;
  }
  const double energy = energy_a * energy_b;
  return energy > 0.0 ? product / std::sqrt(energy) : 0.0;
}

}  // namespace

double Epochs::strongest(const dsp::SlidingBuffer& sound, double near, std::int64_t heard,
                         double period) noexcept {
  const int reach = static_cast<int>(period * kPulseShare);
  const auto last =
      std::min<std::int64_t>(static_cast<std::int64_t>(near + 0.5 * period), heard - reach);
  const std::int64_t first = last - static_cast<std::int64_t>(period);
  const float* x = sound.at(first);
  const auto power = [x](std::int64_t n) {
    return static_cast<double>(x[n]) * static_cast<double>(x[n]);
  };
  double sum = 0.0;
  for (int n = -reach; n < reach; ++n) sum += power(n);
  double most = -1.0;
  std::int64_t best = first;
  for (std::int64_t n = 0; n <= last - first; ++n) {
    sum += power(n + reach);
    if (sum > most) most = sum, best = first + n;
    sum -= power(n - reach);
  }
  return static_cast<double>(best);
}

void Epochs::restart(double first, double period) noexcept {
  count_ = 0;
  add(first - period);
  add(first);
}

void Epochs::extend_voiced(const dsp::SlidingBuffer& smooth, double until, std::int64_t heard,
                           double period) noexcept {
  const double need = (1.5 + kReach) * period + 3.0 * step_;
  while (epoch(count_ - 1) + 0.5 * period < until &&
         epoch(count_ - 1) + need <= static_cast<double>(heard)) {
    add(epoch(count_ - 1) + refined_lag(smooth, period));
  }
}

void Epochs::extend_steady(double until, int period) noexcept {
  while (epoch(count_ - 1) + 0.5 * period < until) {
    add((std::floor(epoch(count_ - 1) / period) + 1.0) * period);
  }
}

double Epochs::refined_lag(const dsp::SlidingBuffer& smooth, double period) const noexcept {
  const int samples = std::max(2, static_cast<int>(std::lround(period / step_)));
  const int reach = std::max(1, static_cast<int>(kReach * samples));
  const auto last = static_cast<std::int64_t>(std::llround(epoch(count_ - 1) / step_));
  const float* before = smooth.at(last);
  const auto at = [&](int off) { return likeness(before, before + samples + off, samples); };
  int best = 0;
  double most = -2.0;
  for (int off = -reach; off <= reach; ++off) {
    if (const double value = at(off); value > most) most = value, best = off;
  }
  if (best == -reach || best == reach) return period;  // no peak within reach: the tracker's period
  const double left = at(best - 1), right = at(best + 1);
  const double bend = left - 2.0 * most + right;
  const double part = bend < 0.0 ? std::clamp(0.5 * (left - right) / bend, -0.5, 0.5) : 0.0;
  return (samples + best + part) * step_;
}

Epochs::Place Epochs::nearest(double frame) const noexcept {
  std::int64_t i = count_ - 1;
  const std::int64_t first = std::max<std::int64_t>(1, count_ - kKept + 1);
  while (i > first && std::abs(epoch(i - 1) - frame) <= std::abs(epoch(i) - frame)) --i;
  const double period = i + 1 < count_ ? epoch(i + 1) - epoch(i) : epoch(i) - epoch(i - 1);
  return {epoch(i), period};
}

}  // namespace otoscape::implant::matched
