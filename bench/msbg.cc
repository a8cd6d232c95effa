// SPDX-License-Identifier: Apache-2.0
// the MSBG simulator: one ear, ten seconds at 44.1 kHz; ns per sample and times real time.

#include <algorithm>

#include "bench/bench.h"
#include "otoscape/loss/msbg/simulator.h"

namespace otoscape::bench {
namespace {

using namespace loss::msbg;

constexpr double kMsbgRate = 44100.0;

template <class Real>
std::vector<Real> ten_seconds() {
  const auto x = noise(441000, 0.002f, 1);
  return {x.begin(), x.end()};
}

Audiogram audiogram_of(Severity severity) {
  std::vector<double> thresholds_db_hl;
  switch (severity) {
    case Severity::nothing:
      thresholds_db_hl = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
      break;
    case Severity::mild:  // Bisgaard N1, N2, S2
      thresholds_db_hl = {10, 10, 10, 10, 10, 10, 15, 20, 30, 40};
      break;
    case Severity::moderate:
      thresholds_db_hl = {20, 20, 20, 22.5, 25, 30, 35, 40, 45, 50};
      break;
    case Severity::severe:
      thresholds_db_hl = {20, 20, 20, 22.5, 25, 35, 55, 75, 95, 95};
      break;
  }
  return {{250, 375, 500, 750, 1000, 1500, 2000, 3000, 4000, 6000}, thresholds_db_hl};
}

void report_samples(benchmark::State& state, std::size_t samples_per_iteration) {
  const double samples = static_cast<double>(state.iterations() * samples_per_iteration);
  using benchmark::Counter;
  state.counters["x_real_time"] = Counter(samples / kMsbgRate, Counter::kIsRate);
  state.counters["s_per_sample"] = Counter(samples, Counter::kIsRate | Counter::kInvert);
}

// Level step, design and all, as one call.
template <class Real>
void simulate(benchmark::State& state, Severity severity) {
  const auto x = ten_seconds<Real>();
  const auto audiogram = audiogram_of(severity);
  for (auto _ : state) {
    benchmark::DoNotOptimize(simulate(std::span<const Real>(x), kMsbgRate, audiogram));
  }
  report_samples(state, x.size());
}
void msbg_double(benchmark::State& state, Severity s) { simulate<double>(state, s); }
void msbg_single(benchmark::State& state, Severity s) { simulate<float>(state, s); }
BENCHMARK_CAPTURE(msbg_double, nothing, Severity::nothing)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(msbg_double, mild, Severity::mild)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(msbg_double, moderate, Severity::moderate)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(msbg_double, severe, Severity::severe)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(msbg_single, nothing, Severity::nothing)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(msbg_single, mild, Severity::mild)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(msbg_single, moderate, Severity::moderate)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(msbg_single, severe, Severity::severe)->Unit(benchmark::kMillisecond);

// One stage by itself, for the mild class.
template <class Real, class Make>
void stage(benchmark::State& state, Make make) {
  const auto x = ten_seconds<Real>();
  std::vector<Real> out;
  for (auto _ : state) {
    auto running = make();
    for (std::size_t at = 0; at < x.size(); at += 4096) {
      out.clear();
      running.push(std::span(x).subspan(at, std::min<std::size_t>(4096, x.size() - at)), out);
    }
    running.finish(out);
  }
  report_samples(state, x.size());
}

const Design& mild() {
  static const Design design = *Design::make(audiogram_of(Severity::mild));
  return design;
}
template <class Real>
void msbg_filter(benchmark::State& state) {
  stage<Real>(state, [] { return dsp::Convolver<Real>(mild().to_source); });
}
template <class Real>
void msbg_cochlea(benchmark::State& state) {
  stage<Real>(state, [] { return Cochlea<Real>(mild().cochlea); });
}
void msbg_smearing(benchmark::State& state) {
  stage<double>(state, [] { return Smearing(*mild().smearing); });
}
BENCHMARK_TEMPLATE(msbg_filter, double)->Unit(benchmark::kMillisecond);
BENCHMARK_TEMPLATE(msbg_filter, float)->Unit(benchmark::kMillisecond);
BENCHMARK(msbg_smearing)->Unit(benchmark::kMillisecond);
BENCHMARK_TEMPLATE(msbg_cochlea, double)->Unit(benchmark::kMillisecond);
BENCHMARK_TEMPLATE(msbg_cochlea, float)->Unit(benchmark::kMillisecond);

void msbg_design(benchmark::State& state) {  // the smearing matrix is kept once solved
  const auto audiogram = audiogram_of(Severity::mild);
  for (auto _ : state) benchmark::DoNotOptimize(Design::make(audiogram));
}
BENCHMARK(msbg_design)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace otoscape::bench
