// SPDX-License-Identifier: Apache-2.0
#include "tests/targets/machine.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tests/targets/machine.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/dsp/fast_math-inl.h"
#include "otoscape/dsp/phase-inl.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::targets::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace fast = otoscape::dsp::HWY_NAMESPACE;
using D = fast::RowD;

std::int64_t own_target() { return HWY_TARGET; }

void log2_of(const float* x, float* y) {
  const D d;
  for (std::size_t i = 0; i < 16; i += hn::Lanes(d)) {
    hn::StoreU(fast::log2(d, hn::LoadU(d, x + i)), d, y + i);
  }
}
void exp2_of(const float* x, float* y) {
  const D d;
  for (std::size_t i = 0; i < 16; i += hn::Lanes(d)) {
    hn::StoreU(fast::exp2(d, hn::LoadU(d, x + i)), d, y + i);
  }
}
void sine_of(const float* x, float* y) {
  const D d;
  for (std::size_t i = 0; i < 16; i += hn::Lanes(d)) {
    hn::StoreU(fast::sine(hn::LoadU(d, x + i)), d, y + i);
  }
}
void cosine_of(const float* x, float* y) {
  const D d;
  for (std::size_t i = 0; i < 16; i += hn::Lanes(d)) {
    hn::StoreU(fast::cosine(hn::LoadU(d, x + i)), d, y + i);
  }
}

}  // namespace otoscape::targets::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::targets {

HWY_EXPORT(own_target);
HWY_EXPORT(log2_of);
HWY_EXPORT(exp2_of);
HWY_EXPORT(sine_of);
HWY_EXPORT(cosine_of);

std::vector<std::int64_t> targets() {
  choose(0);
  auto list = hwy::SupportedAndGeneratedTargets();
  std::ranges::sort(list);  // Highway numbers the better ones lower
  return list;
}

std::string name_of(std::int64_t target) { return hwy::TargetName(target); }

void choose(std::int64_t target) {
  hwy::SetSupportedTargetsForTest(target);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

std::int64_t running() { return HWY_DYNAMIC_DISPATCH(own_target)(); }

namespace {

using Kernel = void (*)(const float*, float*);

struct Range {
  float from, to;
  float (*next)(float);
};

// Largest error; what is no number counts as infinitely far.
double farthest(Kernel kernel, double (*exact)(double), bool relative, const Range& range) {
  double most = 0.0;
  for (float at = range.from; at < range.to;) {
    float x[16], y[16];
    for (float& v : x) v = std::min(at, range.to), at = range.next(at);
    kernel(x, y);
    for (int i = 0; i < 16; ++i) {
      const double wanted = exact(static_cast<double>(x[i]));
      const double error =
          std::abs(static_cast<double>(y[i]) - wanted) / (relative ? std::abs(wanted) : 1.0);
      most = std::isnan(error) ? HUGE_VAL : std::max(most, error);
    }
  }
  return most;
}

}  // namespace

double farthest_log2(float from, float to) {
  return farthest(HWY_DYNAMIC_DISPATCH(log2_of), [](double x) { return std::log2(x); }, false,
                  {from, to, [](float x) { return x * (1.0f + 0x1p-14f); }});
}

double farthest_exp2() {
  return farthest(HWY_DYNAMIC_DISPATCH(exp2_of), [](double x) { return std::exp2(x); }, true,
                  {-125.999f, 127.0f, [](float x) { return x + 0.00037f; }});
}

double farthest_sine() {
  const Range range{-1.0f, 1.0f, [](float x) { return x + 0x1p-16f; }};
  return std::max(farthest(
                      HWY_DYNAMIC_DISPATCH(sine_of),
                      [](double x) { return std::sin(std::numbers::pi * x); }, false, range),
                  farthest(
                      HWY_DYNAMIC_DISPATCH(cosine_of),
                      [](double x) { return std::cos(std::numbers::pi * x); }, false, range));
}

}  // namespace otoscape::targets
#endif
