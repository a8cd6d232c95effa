// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "otoscape/render/inside/body_sounds.h"
#include "tests/support/spectrum.h"

// Body sounds alone, and how alike their events are.

namespace otoscape::render::inside::test_support {

using Sound = std::vector<float>;
using Curve = std::vector<double>;
constexpr double kSeconds = 90.0;
constexpr Hertz kRate{48000.0};
constexpr std::array<std::uint64_t, 3> kSeeds = {31, 32, 33};

struct Alone {
  std::array<Sound, 2> ears;
  std::vector<body::Beat> beats;
  std::vector<body::BreathCycle> breaths;
  std::vector<body::Step> steps;
};

// All events that lie within the sound, from 0.1 s on.
template <class Event, class Make>
std::vector<Event> events_within(double seconds, const Make& make) {
  std::vector<Event> all;
  for (std::int64_t n = -3; all.empty() || all.back().frame < seconds * kRate.value(); ++n) {
    const Event event = make(n);
    if (event.frame > 0.1 * kRate.value()) all.push_back(event);
  }
  all.pop_back();
  return all;
}

inline std::array<Sound, 2> play(const scene::Arc& arc, std::uint64_t seed, std::int64_t from,
                                 std::int64_t quanta,
                                 const programme::Recordings* recorded = nullptr) {
  constexpr int kFrames = 64;
  const quantum::QuantumClock clock{kRate, kFrames, 0};
  BodySounds sounds(arc, clock, seed, recorded);
  std::array<Sound, 2> ears;
  for (Sound& ear : ears) ear.resize(static_cast<std::size_t>(quanta * kFrames));
  for (std::int64_t q = 0; q < quanta; ++q) {
    const auto from_mix = arc.mix(clock.time_of(from + q)),
               to = arc.mix(clock.time_of(from + q + 1));
    sounds.add(
        from + q, from_mix.body, to.body,
        PascalBlock({ears[0].data() + q * kFrames, ears[1].data() + q * kFrames}, 2, kFrames));
  }
  return ears;
}

inline scene::Arc arc_of(const scene::BodySetting& setting, double stress = 0.0) {
  scene::Keyframe point;
  point.body = setting;
  point.stress = stress;
  return scene::Arc({point});
}

inline Alone alone(const scene::BodySetting& setting, std::uint64_t seed,
                   double seconds = kSeconds) {
  const scene::Arc arc = arc_of(setting);
  Alone all{
      play(arc, seed, 0, static_cast<std::int64_t>(seconds * kRate.value()) / 64), {}, {}, {}};
  BodyPlan<ArcPace> plan(ArcPace(arc), body_keys(seed), kRate.value());
  all.beats = events_within<body::Beat>(seconds, [&](std::int64_t n) { return plan.beat(n, 0.0); });
  all.breaths = events_within<body::BreathCycle>(
      seconds, [&](std::int64_t n) { return plan.breath(n, 0.0); });
  all.steps = events_within<body::Step>(seconds, [&](std::int64_t n) { return plan.step(n, 0.0); });
  return all;
}

inline Curve part_of(const Sound& x, std::int64_t first, double seconds) {
  const auto size = static_cast<std::size_t>(seconds * kRate.value());
  Curve part(size);
  for (std::size_t n = 0; n < size; ++n) {
    const auto at = static_cast<std::size_t>(first) + n;
    if (at < x.size()) part[n] = static_cast<double>(x[at]);
  }
  return part;
}

// Means of 8 frames: what lies below 2.6 kHz, at 6 kHz.
inline Curve slower(const Curve& x) {
  Curve y(x.size() / 8);
  for (std::size_t n = 0; n < y.size(); ++n) {
    for (std::size_t i = 0; i < 8; ++i) y[n] += x[8 * n + i] / 8.0;
  }
  return y;
}

// RMS of pieces, without its mean.
inline Curve envelope(const Curve& x, double piece_s) {
  const auto piece = static_cast<std::size_t>(piece_s * kRate.value());
  Curve y(x.size() / piece);
  double mean = 0.0;
  for (std::size_t n = 0; n < y.size(); ++n) {
    for (std::size_t i = 0; i < piece; ++i) y[n] += x[piece * n + i] * x[piece * n + i];
    y[n] = std::sqrt(y[n] / static_cast<double>(piece));
    mean += y[n] / static_cast<double>(y.size());
  }
  for (double& v : y) v -= mean;
  return y;
}

// The same curve in `size` elements.
inline Curve resized(const Curve& x, std::size_t size) {
  Curve y(size);
  for (std::size_t n = 0; n < size; ++n) {
    const double at =
        static_cast<double>(n) * static_cast<double>(x.size() - 1) / static_cast<double>(size - 1);
    const auto below = std::min(static_cast<std::size_t>(at), x.size() - 2);
    y[n] = std::lerp(x[below], x[below + 1], at - static_cast<double>(below));
  }
  return y;
}

// The largest correlation within a shift of `most` elements either way.
inline double likeness(const Curve& a, const Curve& b, int most) {
  double best = -1.0, aa = 0.0, bb = 0.0;
  for (double v : a) aa += v * v;
  for (double v : b) bb += v * v;
  const auto size = static_cast<int>(std::min(a.size(), b.size()));
  for (int shift = -most; shift <= most; ++shift) {
    double sum = 0.0;
    for (int n = std::max(0, -shift); n < std::min(size, size - shift); ++n) {
      sum += a[static_cast<std::size_t>(n + shift)] * b[static_cast<std::size_t>(n)];
    }
    best = std::max(best, sum);
  }
  return best / std::sqrt(aa * bb);
}

struct Likeness {
  double low, high;  // 5th and 95th percentile of successive events
};
inline Likeness likeness_of(const std::vector<Curve>& events, int shift) {
  std::vector<double> next;
  for (std::size_t i = 0; i + 1 < events.size(); ++i) {
    next.push_back(likeness(events[i], events[i + 1], shift));
  }
  std::ranges::sort(next);
  return {next[next.size() / 20], next[next.size() * 19 / 20]};
}
// The most that any two of the first hundred are alike.
inline double most_alike(const std::vector<Curve>& waves) {
  double most = 0.0;
  for (std::size_t i = 0; i < std::min<std::size_t>(waves.size(), 100); ++i) {
    for (std::size_t j = 0; j < i; ++j) most = std::max(most, likeness(waves[i], waves[j], 6));
  }
  return most;
}

inline double level_db(const Curve& x) {
  double sum = 0.0;
  for (double v : x) sum += v * v;
  return 10.0 * std::log10(sum / static_cast<double>(x.size()) + 1e-30);
}
inline double deviation(const Curve& values) {
  double mean = 0.0, square = 0.0;
  for (double v : values) mean += v / static_cast<double>(values.size());
  for (double v : values) square += (v - mean) * (v - mean) / static_cast<double>(values.size());
  return std::sqrt(square);
}

// Coherence between the ears above 200 Hz: root of magnitude squared, windows of 4096, weighted by
// power.
inline double coherence(const std::array<Sound, 2>& ears) {
  constexpr std::size_t kSize = 4096;
  std::vector<std::complex<double>> cross(kSize / 2);
  Curve left(kSize / 2), right(kSize / 2), hann(kSize);
  for (std::size_t n = 0; n < kSize; ++n) {
    hann[n] = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(n) / kSize);
  }
  for (std::size_t first = 0; first + kSize <= ears[0].size(); first += kSize / 2) {
    test::Spectrum both(kSize);
    for (std::size_t n = 0; n < kSize; ++n) {
      both[n] = {hann[n] * static_cast<double>(ears[0][first + n]),
                 hann[n] * static_cast<double>(ears[1][first + n])};
    }
    test::transform(both, -1);
    for (std::size_t k = 1; k < kSize / 2; ++k) {
      const auto a = 0.5 * (both[k] + std::conj(both[kSize - k]));
      const auto b = std::complex<double>(0.0, -0.5) * (both[k] - std::conj(both[kSize - k]));
      left[k] += std::norm(a);
      right[k] += std::norm(b);
      cross[k] += a * std::conj(b);
    }
  }
  double sum = 0.0, weight = 0.0;
  for (std::size_t k = 0; k < kSize / 2; ++k) {
    const double hz = static_cast<double>(k) * kRate.value() / kSize;
    if (hz < 200.0 || hz > 8000.0) continue;
    sum += std::abs(cross[k]);
    weight += std::sqrt(left[k] * right[k]);
  }
  return sum / weight;
}

// Twenty seconds: enough events, and a transform that does not take seconds.
inline test::Spectrum spectrum_of(const Sound& x) {
  return test::spectrum(std::span(x).first(std::size_t{1} << 20));
}

// Energies in third octaves from `from_hz` on, re the whole, beside their middles.
inline std::vector<std::pair<double, double>> third_octaves(const Sound& x, double from_hz,
                                                            double to_hz) {
  const auto s = spectrum_of(x);
  const double bin_hz = kRate.value() / static_cast<double>(s.size());
  std::vector<std::pair<double, double>> bands;
  double total = 0.0;
  for (std::size_t k = 1; k < s.size() / 2; ++k) total += std::norm(s[k]);
  for (double hz = from_hz; hz <= to_hz; hz *= std::exp2(1.0 / 3.0)) {
    double sum = 0.0;
    const auto first = static_cast<std::size_t>(hz * std::exp2(-1.0 / 6.0) / bin_hz);
    const auto last = static_cast<std::size_t>(hz * std::exp2(1.0 / 6.0) / bin_hz);
    for (std::size_t k = first; k < last; ++k) sum += std::norm(s[k]);
    bands.emplace_back(hz, sum / total);
  }
  return bands;
}
inline double strongest_third(const Sound& x) {
  double most = 0.0;
  for (const auto& [hz, part] : third_octaves(x, 20.0, 10000.0)) most = std::max(most, part);
  return most;
}

}  // namespace otoscape::render::inside::test_support
