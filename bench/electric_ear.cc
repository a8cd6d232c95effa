// SPDX-License-Identifier: Apache-2.0
// The electric ear from sound to percept: one ear, 48 kHz, quanta of 64 frames. A frame here is of
// one ear.

#include "bench/bench.h"
#include "otoscape/implant/vocoder/vocoder.h"

namespace otoscape::bench {
namespace {

using implant::Strategy;
using implant::vocoder::Carrier;

implant::CodingParams map_of(Strategy strategy) {
  implant::CodingParams map;
  map.strategy = strategy;
  const bool hires = strategy == Strategy::hires120;
  const int bands = hires ? 16 : strategy == Strategy::fs4 ? 12 : 22;
  if (hires) {
    map.agc = implant::Agc::dual, map.chip = implant::Chip::micro_amperes;
    map.growth = {.growth = implant::Growth::decibels, .base = 1e-3, .range_db = 60.0};
    map.pulse_width_us = 18.0;
  }
  if (strategy == Strategy::fs4) map.rate_pps = map.analysis_rate_hz = 1500.0;
  for (int b = 0; b < bands; ++b) {
    map.bands.push_back({b, hires ? 50.0 : 120.0, hires ? 500.0 : 180.0, false});
  }
  return map;
}

implant::vocoder::VocoderParams percept_of(const implant::CodingParams& map, double sine_share,
                                           double factor = 1.0) {
  implant::vocoder::VocoderParams percept;
  percept.sine_share = sine_share;
  for (std::size_t b = 0; b < map.bands.size(); ++b) {
    const double hz = factor * 250.0 * std::exp2(0.23 * static_cast<double>(b));
    percept.places.push_back({.position_mm = 17.0 + 0.714 * static_cast<double>(b),
                              .place_hz = hz,
                              .width_hz = 0.15 * hz});
  }
  return percept;
}

void electric_ear(benchmark::State& state, Strategy strategy, double sine_share, bool glides) {
  const auto map = map_of(strategy);
  auto percept = percept_of(map, sine_share);
  const auto first = make_vocoder_design(map, percept, Hertz(kRate));
  percept = percept_of(map, sine_share, 1.2);
  percept.spread_db_per_mm = 0.8, percept.envelope_hz = 170.0;
  const auto second = make_vocoder_design(map, percept, Hertz(kRate));
  implant::vocoder::Vocoder ear(first, Hertz(kRate), kQuantum, 1, 0);
  const auto sound = noise(100 * kQuantum, 0.04f, 1);
  std::vector<float> out(kQuantum);
  std::size_t quantum = 0;
  for (auto _ : state) {
    if (glides && quantum % 50 == 0) ear.adopt(quantum == 0 ? *second : *first, 50 * kQuantum);
    ear.process(std::span(sound).subspan(quantum * kQuantum, kQuantum), out);
    quantum = (quantum + 1) % 100;
  }
  report(state, kQuantum, 0);
}
BENCHMARK_CAPTURE(electric_ear, ace_noise, Strategy::ace, 0.0, false);
BENCHMARK_CAPTURE(electric_ear, ace_sine, Strategy::ace, 1.0, false);
BENCHMARK_CAPTURE(electric_ear, ace_noise_and_sine, Strategy::ace, 0.5, false);
BENCHMARK_CAPTURE(electric_ear, ace_noise_gliding, Strategy::ace, 0.0, true);
BENCHMARK_CAPTURE(electric_ear, fs4_noise, Strategy::fs4, 0.0, false);
BENCHMARK_CAPTURE(electric_ear, hires_noise, Strategy::hires120, 0.0, false);

// On the control side: what each further percept of a known map costs.
void designing_an_electric_ear(benchmark::State& state) {
  const auto map = map_of(Strategy::ace);
  auto percept = percept_of(map, 0.0);
  for (auto _ : state) {
    percept.spread_db_per_mm += 1e-4;
    benchmark::DoNotOptimize(make_vocoder_design(map, percept, Hertz(kRate)));
  }
}
BENCHMARK(designing_an_electric_ear)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace otoscape::bench
