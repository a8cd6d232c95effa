// SPDX-License-Identifier: Apache-2.0
#include "otoscape/felt/kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/felt/kernels.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/fast_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::felt::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace fast = otoscape::dsp::HWY_NAMESPACE;

float sum_of_products(const float* taps, const float* x, std::size_t count) {
  const hn::CappedTag<float, 16> d;
  const std::size_t lanes = hn::Lanes(d);
  auto a = hn::Zero(d), b = hn::Zero(d), c = hn::Zero(d), e = hn::Zero(d);
  for (std::size_t i = 0; i < count; i += 4 * lanes) {
    a = hn::MulAdd(hn::LoadU(d, x + i), hn::LoadU(d, taps + i), a);
    b = hn::MulAdd(hn::LoadU(d, x + i + lanes), hn::LoadU(d, taps + i + lanes), b);
    c = hn::MulAdd(hn::LoadU(d, x + i + 2 * lanes), hn::LoadU(d, taps + i + 2 * lanes), c);
    e = hn::MulAdd(hn::LoadU(d, x + i + 3 * lanes), hn::LoadU(d, taps + i + 3 * lanes), e);
  }
  return hn::GetLane(hn::SumOfLanes(d, hn::Add(hn::Add(a, b), hn::Add(c, e))));
}

void weave_rows(const Weave& run, float* out) {
  const hn::CappedTag<float, 16> d;
  for (std::size_t i = 0; i < run.frames; i += hn::Lanes(d)) {
    auto sum = hn::Zero(d);
    for (std::size_t j = 0; j < run.row_count; ++j) {
      sum = hn::MulAdd(hn::LoadU(d, run.rows + j * run.stride + i), hn::Set(d, run.y[j]), sum);
    }
    hn::StoreU(sum, d, out + i);
  }
}

void all_gains(const GainLanes& laws, const float* power, float* gains) {
  const hn::CappedTag<float, 4> d;
  const auto of = [&](const auto& values, std::size_t i) { return hn::LoadU(d, &values[i]); };
  constexpr float kDbPerLog2 = 3.01029995664f, kLog2PerDb = 0.166096404744f;  // power, amplitude
  const auto silence = hn::Set(d, 1e-30f);                                    // −300 dB
  for (std::size_t i = 0; i <= kBands; i += hn::Lanes(d)) {
    const auto level = hn::MulAdd(fast::log2(d, hn::Add(hn::LoadU(d, power + i), silence)),
                                  hn::Set(d, kDbPerLog2), of(laws.reference_db, i));
    const auto held = hn::Min(hn::Max(level, of(laws.lowest, i)), of(laws.highest, i));
    const auto over = hn::Sub(held, of(laws.threshold, i));
    auto db = hn::MulAdd(hn::Min(over, hn::Zero(d)), of(laws.below, i), of(laws.at, i));
    db = hn::NegMulAdd(hn::Max(over, hn::Zero(d)), of(laws.above, i), db);
    db = hn::Max(db, hn::Set(d, static_cast<float>(kFaintestDb)));
    hn::StoreU(fast::exp2(d, hn::Mul(db, hn::Set(d, kLog2PerDb))), d, gains + i);
  }
}

}  // namespace otoscape::felt::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::felt {

HWY_EXPORT(sum_of_products);
HWY_EXPORT(weave_rows);
HWY_EXPORT(all_gains);

float dot(const float* taps, const float* x, std::size_t count) noexcept {
  return OTOSCAPE_KERNEL(sum_of_products)(taps, x, count);
}

void weave(const Weave& run, float* out) noexcept { OTOSCAPE_KERNEL(weave_rows)(run, out); }

std::array<float, kBands + 1> gains_lin(const GainLanes& laws,
                                        const std::array<float, kBands + 1>& power) noexcept {
  std::array<float, kBands + 1> gains;
  OTOSCAPE_KERNEL(all_gains)(laws, power.data(), gains.data());
  return gains;
}

}  // namespace otoscape::felt
#endif
