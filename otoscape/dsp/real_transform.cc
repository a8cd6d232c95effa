// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/real_transform.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/dsp/real_transform.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/mirrored_bins-inl.h"

#ifndef OTOSCAPE_DSP_REAL_TRANSFORM_PARTS
#define OTOSCAPE_DSP_REAL_TRANSFORM_PARTS
namespace otoscape::dsp {
struct ComplexParts {
  float* re;
  float* im;
};
}  // namespace otoscape::dsp
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, 16>;
using V = hn::Vec<D>;

void window_in(const float* sound, const float* window, int half, const ComplexParts& packed) {
  const D d;
  for (int k = 0; k < half; k += static_cast<int>(hn::Lanes(d))) {
    V even, odd, even_weight, odd_weight;
    hn::LoadInterleaved2(d, sound + 2 * k, even, odd);
    hn::LoadInterleaved2(d, window + 2 * k, even_weight, odd_weight);
    hn::StoreU(hn::Mul(even, even_weight), d, packed.re + k);
    hn::StoreU(hn::Mul(odd, odd_weight), d, packed.im + k);
  }
}

void window_out(const ComplexParts& packed, const float* window, float scale, int half,
                float* sound) {
  const D d;
  const V factor = hn::Set(d, scale);
  for (int k = 0; k < half; k += static_cast<int>(hn::Lanes(d))) {
    V even, odd, even_weight, odd_weight;
    hn::LoadInterleaved2(d, sound + 2 * k, even, odd);
    hn::LoadInterleaved2(d, window + 2 * k, even_weight, odd_weight);
    even = hn::MulAdd(hn::Mul(factor, even_weight), hn::LoadU(d, packed.re + k), even);
    odd = hn::MulAdd(hn::Mul(factor, odd_weight), hn::LoadU(d, packed.im + k), odd);
    hn::StoreInterleaved2(even, odd, d, sound + 2 * k);
  }
}

struct Halves {
  V sum_re, sum_im, difference_re, difference_im;  // of bin k and its mirror's conjugate, halved
};
HWY_INLINE Halves halves(const ComplexParts& z, int half, int k) {
  const D d;
  const V by = hn::Set(d, 0.5f);
  const V re = hn::LoadU(d, z.re + k), im = hn::LoadU(d, z.im + k);
  const V back_re = load_mirrored(d, z.re, half, k), back_im = load_mirrored(d, z.im, half, k);
  return {hn::Mul(by, hn::Add(re, back_re)), hn::Mul(by, hn::Sub(im, back_im)),
          hn::Mul(by, hn::Sub(re, back_re)), hn::Mul(by, hn::Add(im, back_im))};
}

// X = E + W O with E the even samples' and O the odd samples' spectrum; element `half` of the
// packed spectrum mirrors element 0.
void unpack(const ComplexParts& z, const ComplexParts& turn, int half, const ComplexParts& x,
            float* magnitudes) {
  const D d;
  for (int k = 0; k < half; k += static_cast<int>(hn::Lanes(d))) {
    const Halves h = halves(z, half, k);
    const V w_re = hn::LoadU(d, turn.re + k), w_im = hn::LoadU(d, turn.im + k);
    // O = difference/j: its real part is the difference's imaginary one.
    const V o_re = h.difference_im, o_im = hn::Neg(h.difference_re);
    const V re = hn::Add(h.sum_re, hn::Sub(hn::Mul(o_re, w_re), hn::Mul(o_im, w_im)));
    const V im = hn::Add(h.sum_im, hn::Add(hn::Mul(o_re, w_im), hn::Mul(o_im, w_re)));
    hn::StoreU(re, d, x.re + k);
    hn::StoreU(im, d, x.im + k);
    hn::StoreU(hn::Sqrt(hn::Add(hn::Mul(re, re), hn::Mul(im, im))), d, magnitudes + k);
  }
}

// Z = E + j O, O = difference/W.
void pack(const ComplexParts& x, const ComplexParts& turn, int half, const ComplexParts& z) {
  const D d;
  for (int k = 0; k < half; k += static_cast<int>(hn::Lanes(d))) {
    const Halves h = halves(x, half, k);
    const V w_re = hn::LoadU(d, turn.re + k), w_im = hn::LoadU(d, turn.im + k);
    const V o_re = hn::Add(hn::Mul(h.difference_re, w_re), hn::Mul(h.difference_im, w_im));
    const V o_im = hn::Sub(hn::Mul(h.difference_im, w_re), hn::Mul(h.difference_re, w_im));
    hn::StoreU(hn::Sub(h.sum_re, o_im), d, z.re + k);
    hn::StoreU(hn::Add(h.sum_im, o_re), d, z.im + k);
  }
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::dsp {

HWY_EXPORT(window_in);
HWY_EXPORT(window_out);
HWY_EXPORT(unpack);
HWY_EXPORT(pack);

void RealTransform::prepare(int size, std::span<const float> window, Arena& arena) {
  assert(static_cast<int>(window.size()) == size);
  size_ = size;
  const auto half = static_cast<std::size_t>(size / 2);
  fft_.prepare(size / 2, arena);
  window_ = arena.take<float>(window.size());
  std::ranges::copy(window, window_.begin());
  for (auto* part : {&turn_re_, &turn_im_}) *part = arena.take<float>(half);
  for (auto* part : {&packed_re_, &packed_im_, &re_, &im_}) *part = arena.take<float>(half + 1);
  for (std::size_t k = 0; k < half; ++k) {
    const double angle = -2.0 * std::numbers::pi * static_cast<double>(k) / size;
    turn_re_[k] = static_cast<float>(std::cos(angle));
    turn_im_[k] = static_cast<float>(std::sin(angle));
  }
}

void RealTransform::forward(const float* sound, std::span<float> magnitudes) noexcept {
  const auto half = static_cast<std::size_t>(size_ / 2);
  const ComplexParts packed{packed_re_.data(), packed_im_.data()};
  OTOSCAPE_KERNEL(window_in)(sound, window_.data(), size_ / 2, packed);
  fft_.forward(packed_re_.first(half), packed_im_.first(half));
  packed_re_[half] = packed_re_[0], packed_im_[half] = packed_im_[0];
  OTOSCAPE_KERNEL(unpack)
  (packed, {turn_re_.data(), turn_im_.data()}, size_ / 2, {re_.data(), im_.data()},
   magnitudes.data());
  re_[half] = packed_re_[0] - packed_im_[0], im_[half] = 0.0f;
  magnitudes[half] = std::abs(re_[half]);
}

void RealTransform::add_inverse(float scale, float* sound) noexcept {
  const auto half = static_cast<std::size_t>(size_ / 2);
  const ComplexParts packed{packed_re_.data(), packed_im_.data()};
  OTOSCAPE_KERNEL(pack)
  ({re_.data(), im_.data()}, {turn_re_.data(), turn_im_.data()}, size_ / 2, packed);
  fft_.inverse(packed_re_.first(half), packed_im_.first(half));
  OTOSCAPE_KERNEL(window_out)(packed, window_.data(), scale, size_ / 2, sound);
}

}  // namespace otoscape::dsp
#endif
