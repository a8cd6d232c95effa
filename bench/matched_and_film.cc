// SPDX-License-Identifier: Apache-2.0
// One row per percept that works without electrodes: one ear (directions: two), 48 kHz, quanta of
// 64 frames.

#include <cmath>
#include <numbers>

#include "bench/bench.h"
#include "otoscape/ear/matched_percept.h"
#include "otoscape/implant/film/film_percept.h"
#include "otoscape/implant/film/film_split.h"
#include "otoscape/implant/film/spatial_confusion.h"
#include "otoscape/implant/matched/pitch_flattening.h"

namespace otoscape::bench {
namespace {

constexpr Hertz kPerceptRate{kRate};
constexpr int kSeconds = 2;

// A voice of 130 Hz that moves, with some noise: pitch to find, tones to snap, hits none.
std::vector<float> voice() {
  std::vector<float> x = noise(kSeconds * 48000, 0.001f, 1);
  double turns = 0.0;
  for (std::size_t n = 0; n < x.size(); ++n) {
    const double s = static_cast<double>(n) / kRate;
    turns += 130.0 * std::exp2(0.2 * std::sin(2.0 * std::numbers::pi * s)) / kRate;
    for (int h = 1; h <= 20; ++h) {
      x[n] += static_cast<float>(0.02 / h * std::sin(2.0 * std::numbers::pi * h * turns));
    }
  }
  return x;
}

// Runs `step` over quanta of a voice, again and again.
template <class Step>
void run(benchmark::State& state, Step&& step) {
  const auto in = voice();
  std::vector<float> out(kQuantum);
  std::size_t at = 0;
  for (auto _ : state) {
    step(std::span(in).subspan(at, kQuantum), std::span(out));
    benchmark::DoNotOptimize(out.data());
    at = (at + kQuantum) % in.size();
  }
  report(state, kQuantum, 0);
}

void pitch_flattening(benchmark::State& state, double flattening) {
  implant::matched::PitchFlattening stage({flattening, 120.0, 1.0}, kPerceptRate, kQuantum);
  run(state, [&](auto in, auto out) { stage.process(in, out); });
}
BENCHMARK_CAPTURE(pitch_flattening, whole, 1.0);
BENCHMARK_CAPTURE(pitch_flattening, none, 0.0);

void matched_percept(benchmark::State& state) {
  const auto design =
      ear::make_matched_design({{0.5, 120.0, 1.2}, 3.0, 300.0, 4000.0}, kPerceptRate);
  Arena arena;
  ear::MatchedPercept percept;
  percept.prepare(*design, kPerceptRate, arena);
  run(state, [&](auto in, auto out) { percept.process(in, out); });
}
BENCHMARK(matched_percept);

void film_split(benchmark::State& state, int slice) {
  implant::film::FilmSplit split(kPerceptRate, slice, 0.2, kQuantum);
  std::vector<float> transients(kQuantum), rest(kQuantum);
  run(state, [&](auto in, auto out) { split.process(in, {out, transients, rest}); });
}
BENCHMARK_CAPTURE(film_split, slices_of_4096, 4096);
BENCHMARK_CAPTURE(film_split, slices_of_2048, 2048);

void film_percept(benchmark::State& state) {
  implant::film::FilmParams params;
  params.snapped = 1.0;
  params.roughness = 0.3;
  for (int i = 0; i < 22; ++i) params.grid_hz.push_back(200.0 * std::exp2(0.24 * i));
  implant::film::FilmPercept percept(params, kPerceptRate, 4096, {1, 2}, 0);
  run(state, [&](auto in, auto out) { percept.process(in, out); });
}
BENCHMARK(film_percept);

void spatial_confusion(benchmark::State& state) {
  implant::film::SpatialConfusion confusion(20.0, kPerceptRate, 1, 0);
  std::vector<float> right(kQuantum);
  run(state, [&](auto in, auto out) {
    std::ranges::copy(in, out.begin());
    std::ranges::copy(in, right.begin());
    confusion.process(out, right);
  });
}
BENCHMARK(spatial_confusion);

}  // namespace
}  // namespace otoscape::bench
