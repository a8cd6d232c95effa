// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::bench {

// Single-precision multiply-add peak of one core on the best SIMD target, in GFLOP/s, measured now.
double measure_fma_peak_gflops();

// The same, measured once at the start of the run, so that rows compare with one limit.
double fma_peak_gflops();

}  // namespace otoscape::bench
