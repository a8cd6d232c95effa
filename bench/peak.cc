// SPDX-License-Identifier: Apache-2.0
#include "bench/peak.h"

#include <algorithm>
#include <chrono>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/peak.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::bench::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Twelve independent chains hide the latency of a multiply-add on every current core. Returns
// floating-point operations done.
double multiply_add(int rounds, float* out) {
  const hn::ScalableTag<float> d;
  const auto m = hn::Set(d, 0.999f), a = hn::Set(d, 1e-3f);
  const auto start = [&](float v) HWY_ATTR {
    return hn::Set(d, *out + v);
  };  // unequal, or they fold into one
  auto c0 = start(1), c1 = start(2), c2 = start(3), c3 = start(4), c4 = start(5), c5 = start(6);
  auto c6 = start(7), c7 = start(8), c8 = start(9), c9 = start(10), c10 = start(11),
       c11 = start(12);
  for (int i = 0; i < rounds; ++i) {
    c0 = hn::MulAdd(c0, m, a), c1 = hn::MulAdd(c1, m, a), c2 = hn::MulAdd(c2, m, a);
    c3 = hn::MulAdd(c3, m, a), c4 = hn::MulAdd(c4, m, a), c5 = hn::MulAdd(c5, m, a);
    c6 = hn::MulAdd(c6, m, a), c7 = hn::MulAdd(c7, m, a), c8 = hn::MulAdd(c8, m, a);
    c9 = hn::MulAdd(c9, m, a), c10 = hn::MulAdd(c10, m, a), c11 = hn::MulAdd(c11, m, a);
  }
  const auto sum =
      hn::Add(hn::Add(hn::Add(c0, c1), hn::Add(c2, c3)), hn::Add(hn::Add(c4, c5), hn::Add(c6, c7)));
  *out = hn::GetLane(hn::Add(sum, hn::Add(hn::Add(c8, c9), hn::Add(c10, c11))));
  return 2.0 * 12.0 * rounds * static_cast<double>(hn::Lanes(d));
}

}  // namespace otoscape::bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::bench {

HWY_EXPORT(multiply_add);

double measure_fma_peak_gflops() {
  using Clock = std::chrono::steady_clock;
  volatile float sink = 0.0f;
  double best = 0.0;
  for (int run = 0; run < 20; ++run) {
    float result = 0.0f;
    const auto start = Clock::now();
    const double flops = HWY_DYNAMIC_DISPATCH(multiply_add)(2'000'000, &result);
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    sink = result;
    best = std::max(best, flops / seconds / 1e9);
  }
  (void)sink;
  return best;
}

double fma_peak_gflops() {
  static const double peak = measure_fma_peak_gflops();
  return peak;
}

}  // namespace otoscape::bench
#endif
