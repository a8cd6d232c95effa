// SPDX-License-Identifier: Apache-2.0
#include "bench/bench.h"
#include "otoscape/dsp/fft.h"

namespace otoscape::bench {
namespace {

// There and back; two real signals fit one complex transform.
void complex_fft_pair(benchmark::State& state) {
  Arena arena;
  dsp::Fft fft;
  const int size = static_cast<int>(state.range(0));
  fft.prepare(size, arena);
  const auto re = arena.take<float>(static_cast<std::size_t>(size)),
             im = arena.take<float>(static_cast<std::size_t>(size));
  for (auto _ : state) {
    fft.forward(re, im);
    fft.inverse(re, im);
  }
  const double flops = 2.0 * 5.0 * size * std::log2(size);
  using benchmark::Counter;
  state.counters["FLOP/s"] =
      Counter(static_cast<double>(state.iterations()) * flops, Counter::kIsRate);
  state.counters["of_peak"] =
      Counter(static_cast<double>(state.iterations()) * flops / (fma_peak_gflops() * 1e9),
              Counter::kIsRate);
}
BENCHMARK(complex_fft_pair)->Arg(512)->Arg(1024)->Arg(4096);

}  // namespace
}  // namespace otoscape::bench
