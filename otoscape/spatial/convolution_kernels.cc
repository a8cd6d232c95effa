// SPDX-License-Identifier: Apache-2.0
#include "otoscape/spatial/convolution_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/spatial/convolution_kernels.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/mirrored_bins-inl.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::spatial::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using dsp::HWY_NAMESPACE::load_mirrored;

void add_pair(Spectrum z, const PairFilter& filter, Spectrum y, int size) {
  const hn::CappedTag<float, 16> d;
  for (int k = 0; k < size; k += static_cast<int>(hn::Lanes(d))) {
    const auto re = hn::LoadU(d, z.re + k), im = hn::LoadU(d, z.im + k);
    const auto far_re = load_mirrored(d, z.re, size, k), far_im = load_mirrored(d, z.im, size, k);
    const auto a = hn::LoadU(d, filter.own_re + k), b = hn::LoadU(d, filter.own_im + k);
    const auto e = hn::LoadU(d, filter.mirrored_re + k), f = hn::LoadU(d, filter.mirrored_im + k);
    auto y_re = hn::LoadU(d, y.re + k), y_im = hn::LoadU(d, y.im + k);
    y_re = hn::NegMulAdd(im, b, hn::MulAdd(re, a, y_re));
    y_im = hn::MulAdd(im, a, hn::MulAdd(re, b, y_im));
    // The mirror image is conjugate.
    y_re = hn::MulAdd(far_im, f, hn::MulAdd(far_re, e, y_re));
    y_im = hn::NegMulAdd(far_im, e, hn::MulAdd(far_re, f, y_im));
    hn::StoreU(y_re, d, y.re + k);
    hn::StoreU(y_im, d, y.im + k);
  }
}

}  // namespace otoscape::spatial::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::spatial {

HWY_EXPORT(add_pair);

void add_filtered(Spectrum z, const PairFilter& filter, Spectrum y, int size) noexcept {
  OTOSCAPE_KERNEL(add_pair)(z, filter, y, size);
}

}  // namespace otoscape::spatial
#endif
