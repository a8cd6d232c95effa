// SPDX-License-Identifier: Apache-2.0
// One row per strategy that codes sound for an implant: one ear, single precision, 16 kHz.
// s_per_frame is per frame of 48 kHz.

#include "bench/bench.h"
#include "otoscape/implant/coding/make_coder.h"

namespace otoscape::bench {
namespace {

constexpr int kBlock = 96;  // frames of 16 kHz

void coder(benchmark::State& state, implant::Strategy strategy, int bands, double rate_pps) {
  implant::CodingParams params;
  params.strategy = strategy;
  params.analysis_rate_hz = params.rate_pps = rate_pps;
  for (int b = 0; b < bands; ++b) params.bands.push_back({b, 120.0, 180.0});
  const auto made = implant::coding::make_coder<float>(params);
  const std::vector<float> sound = noise(kBlock, 0.02f, 1);
  std::vector<implant::Frame> frames(kBlock + 2);
  for (auto _ : state) {
    benchmark::DoNotOptimize(made->process(sound, frames));
  }
  report(state, 3 * kBlock, 0);
}
BENCHMARK_CAPTURE(coder, ace, implant::Strategy::ace, 22, 900.0);
BENCHMARK_CAPTURE(coder, cis, implant::Strategy::cis, 22, 900.0);
BENCHMARK_CAPTURE(coder, mp3000, implant::Strategy::mp3000, 22, 900.0);
BENCHMARK_CAPTURE(coder, fs4, implant::Strategy::fs4, 12, 1500.0);

}  // namespace
}  // namespace otoscape::bench
