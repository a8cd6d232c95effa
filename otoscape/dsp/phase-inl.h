// SPDX-License-Identifier: Apache-2.0
// Phases in vectors, and sines of them. Included once per SIMD target.

#if defined(OTOSCAPE_DSP_PHASE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OTOSCAPE_DSP_PHASE_INL_H_
#undef OTOSCAPE_DSP_PHASE_INL_H_
#else
#define OTOSCAPE_DSP_PHASE_INL_H_
#endif

#include "hwy/highway.h"
#include "otoscape/dsp/phase_ramp.h"
#include "otoscape/dsp/row.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using RowD = hn::CappedTag<float, Row::kRoom>;
using RowV = hn::Vec<RowD>;

// Phases of the frames of one vector; next() advances to the next vector.
class Phases {
  using D32 = hn::RebindToUnsigned<RowD>;
  using D64 = hn::Repartition<std::uint64_t, D32>;
  using V64 = hn::Vec<D64>;

 public:
  HWY_INLINE explicit Phases(const PhaseRamp& ramp) {
    const std::uint64_t lanes = hn::Lanes(D32());
    if (ramp.bend == 0) {  // most ramps
      HWY_ALIGN static constexpr std::uint64_t kFrames[Row::kRoom] = {0, 1, 2,  3,  4,  5,  6,  7,
                                                                      8, 9, 10, 11, 12, 13, 14, 15};
      const V64 at = hn::Set(D64(), ramp.at), step = hn::Set(D64(), ramp.step);
      low_ = hn::Add(at, times(step, hn::Load(D64(), kFrames)));
      high_ = hn::Add(low_, hn::Set(D64(), ramp.step * (lanes / 2)));
      low_stride_ = high_stride_ = hn::Set(D64(), ramp.step * lanes);
      bend_ = hn::Zero(D64());
      return;
    }
    HWY_ALIGN std::uint64_t at[Row::kRoom], stride[Row::kRoom];
    for (std::uint64_t i = 0; i < lanes; ++i) {
      at[i] = ramp.after(i);
      stride[i] = ramp.after(i + lanes) - at[i];
    }
    low_ = hn::Load(D64(), at), high_ = hn::Load(D64(), at + lanes / 2);
    low_stride_ = hn::Load(D64(), stride), high_stride_ = hn::Load(D64(), stride + lanes / 2);
    bend_ = hn::Set(D64(), ramp.bend * lanes * lanes);
  }

  HWY_INLINE void next() {
    low_ = hn::Add(low_, low_stride_), high_ = hn::Add(high_, high_stride_);
    low_stride_ = hn::Add(low_stride_, bend_), high_stride_ = hn::Add(high_stride_, bend_);
  }
  HWY_INLINE hn::Vec<D32> upper() const {
    return hn::ConcatOdd(D32(), hn::BitCast(D32(), high_), hn::BitCast(D32(), low_));
  }
  HWY_INLINE hn::Vec<D32> lower() const {
    return hn::ConcatEven(D32(), hn::BitCast(D32(), high_), hn::BitCast(D32(), low_));
  }
  // In half turns, −1…1.
  HWY_INLINE RowV half_turns() const {
    const RowD d;
    const hn::RebindToSigned<RowD> di;
    return hn::Mul(hn::ConvertTo(d, hn::BitCast(di, upper())), hn::Set(d, 0x1p-31f));
  }

 private:
  // Of a few frames, below 8: few processors multiply 64 bits in vectors.
  static HWY_INLINE V64 times(V64 step, V64 frames) {
    const D64 d;
    V64 sum = hn::Zero(d), doubled = step;
    for (std::uint64_t bit = 1; bit < 8; bit *= 2, doubled = hn::Add(doubled, doubled)) {
      sum = hn::Add(sum, hn::IfThenElseZero(hn::TestBit(frames, hn::Set(d, bit)), doubled));
    }
    return sum;
  }

  V64 low_, high_, low_stride_, high_stride_, bend_;
};

// sin πy for |y| ≤ ½, good to 3.4e-9 before rounding (minimax, ours).
HWY_INLINE RowV quarter_sine(RowV y) {
  const RowD d;
  const RowV y2 = hn::Mul(y, y);
  RowV p = hn::MulAdd(y2, hn::Set(d, 0.07722225f), hn::Set(d, -0.59804642f));
  p = hn::MulAdd(y2, p, hn::Set(d, 2.55003166f));
  p = hn::MulAdd(y2, p, hn::Set(d, -5.16770697f));
  p = hn::MulAdd(y2, p, hn::Set(d, 3.14159250f));
  return hn::Mul(y, p);
}

// Of half turns, |x| ≤ 1.
HWY_INLINE RowV sine(RowV x) {
  const RowD d;
  const RowV size = hn::Abs(x);
  return quarter_sine(hn::CopySign(hn::Min(size, hn::Sub(hn::Set(d, 1.0f), size)), x));
}
HWY_INLINE RowV cosine(RowV x) { return quarter_sine(hn::Sub(hn::Set(RowD(), 0.5f), hn::Abs(x))); }

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
