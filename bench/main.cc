// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "bench/bench.h"

int main(int argc, char** argv) {
  std::printf("multiply-add peak of one core, measured now: %.1f GFLOP/s\n",
              otoscape::bench::fma_peak_gflops());
  std::printf(
      "x_real_time, s_per_frame: stereo at 48 kHz; of_peak: share of that peak (1 = all)\n\n");
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
