// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::bench {

// Measures the single-precision multiply-add peak of one core on the best SIMD target, in GFLOP/s.
double measure_fma_peak_gflops();

// The same, measured once per run, so that all rows compare with one limit.
double fma_peak_gflops();

}  // namespace otoscape::bench
