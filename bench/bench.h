// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#include "bench/peak.h"
#include "otoscape/hearing/profile.h"

// Common to all benchmarks: a listener, noise, and counters.

namespace otoscape::bench {

inline constexpr double kRate = 48000.0;
inline constexpr int kQuantum = 64;

// Bisgaard N4, moderate to severe, both ears.
inline hearing::HearingProfile n4() {
  std::vector<hearing::Threshold> points;
  for (auto [hz, db] : {std::pair{250, 55},
                        {1000, 55},
                        {1500, 60},
                        {2000, 65},
                        {3000, 70},
                        {4000, 75},
                        {6000, 80}}) {
    points.push_back({Hertz(hz), DbHl(db)});
  }
  hearing::HearingProfile profile;
  profile.left.air = profile.right.air = *hearing::Audiogram::make(points);
  return profile;
}

inline std::vector<float> noise(int frames, float rms, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> gauss(0.0f, rms);
  std::vector<float> x(static_cast<std::size_t>(frames));
  for (float& v : x) v = gauss(random);
  return x;
}

// Counters: × real time, seconds per stereo frame, and with flops_per_frame > 0 the FLOP/s and
// their share of one core's multiply-add peak.
inline void report(benchmark::State& state, int frames_per_iteration, double flops_per_frame) {
  const double frames = static_cast<double>(state.iterations()) * frames_per_iteration;
  using benchmark::Counter;
  state.counters["x_real_time"] = Counter(frames / kRate, Counter::kIsRate);
  state.counters["s_per_frame"] = Counter(frames, Counter::kIsRate | Counter::kInvert);
  if (flops_per_frame <= 0.0) return;
  state.counters["FLOP/s"] = Counter(frames * flops_per_frame, Counter::kIsRate);
  state.counters["of_peak"] =
      Counter(frames * flops_per_frame / (fma_peak_gflops() * 1e9), Counter::kIsRate);
}

}  // namespace otoscape::bench
