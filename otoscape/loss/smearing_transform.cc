// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/smearing_transform.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/loss/smearing_transform.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/mirrored_bins-inl.h"

#ifndef OTOSCAPE_LOSS_SMEARING_TRANSFORM_RUNS
#define OTOSCAPE_LOSS_SMEARING_TRANSFORM_RUNS
namespace otoscape::loss {
struct Spectrum {
  float* re;
  float* im;
  int size;
};
}  // namespace otoscape::loss
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::loss::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using dsp::HWY_NAMESPACE::load_mirrored;
using dsp::HWY_NAMESPACE::store_mirrored;
using D = hn::CappedTag<float, 16>;
using V = hn::Vec<D>;

// Bins k … and their mirror images.
struct Pair {
  V re, im, mirror_re, mirror_im;
};
HWY_INLINE Pair load_pair(const Spectrum& s, int k) {
  const D d;
  return {hn::LoadU(d, s.re + k), hn::LoadU(d, s.im + k), load_mirrored(d, s.re, s.size, k),
          load_mirrored(d, s.im, s.size, k)};
}

// The two ears' powers: with left in the real and right in the imaginary part, left's spectrum is
// (Z + Z*mirror)/2 and right's (Z − Z*mirror)/2j.
void measure(const Spectrum& s, int bins, const EarPowers& power) {
  const D d;
  const V quarter = hn::Set(d, 0.25f);
  for (int k = 0; k < bins; k += static_cast<int>(hn::Lanes(d))) {
    const Pair z = load_pair(s, k);
    const V left_re = hn::Add(z.re, z.mirror_re), left_im = hn::Sub(z.im, z.mirror_im);
    const V right_re = hn::Add(z.im, z.mirror_im), right_im = hn::Sub(z.mirror_re, z.re);
    hn::StoreU(hn::Mul(quarter, hn::MulAdd(left_re, left_re, hn::Mul(left_im, left_im))), d,
               power.left + k);
    hn::StoreU(hn::Mul(quarter, hn::MulAdd(right_re, right_re, hn::Mul(right_im, right_im))), d,
               power.right + k);
  }
}

// From powers to the two magnitude gains, and the gains onto the shared spectrum. Each ear is
// scaled apart: a silent ear's gain is arbitrary and must not meet the other's spectrum.
void reshape(const Spectrum& s, int bins, const EarPowers& power, const EarPowers& smeared) {
  const D d;
  // Where the spectrum is nil the ratio could be infinite, and times nil not a number.
  const V tiny = hn::Set(d, 1e-35f), most = hn::Set(d, 1e30f), half = hn::Set(d, 0.5f);
  const auto gain = [&](const float* to, const float* from, int k) HWY_ATTR {
    const V target = hn::Max(hn::LoadU(d, to + k), hn::Zero(d));
    const V ratio = hn::Div(target, hn::Max(hn::LoadU(d, from + k), tiny));
    return hn::Mul(half, hn::Sqrt(hn::Min(ratio, most)));
  };
  for (int k = 0; k < bins; k += static_cast<int>(hn::Lanes(d))) {
    const Pair z = load_pair(s, k);
    const V left = gain(smeared.left, power.left, k), right = gain(smeared.right, power.right, k);
    const V left_re = hn::Mul(left, hn::Add(z.re, z.mirror_re));
    const V left_im = hn::Mul(left, hn::Sub(z.im, z.mirror_im));
    const V right_re = hn::Mul(right, hn::Add(z.im, z.mirror_im));
    const V right_im = hn::Mul(right, hn::Sub(z.mirror_re, z.re));
    hn::StoreU(hn::Sub(left_re, right_im), d, s.re + k);
    hn::StoreU(hn::Add(left_im, right_re), d, s.im + k);
    store_mirrored(hn::Add(left_re, right_im), d, s.re, s.size, k);
    store_mirrored(hn::Sub(right_re, left_im), d, s.im, s.size, k);
  }
}

// Gains of a channel that follows an ear, as target over power: the ear's own, but where they
// amplify not beyond what lifts the channel itself (`own`, its power in the ear) to the target.
void limit(const float* power, const float* target, const float* own, int bins, float* out) {
  const D d;
  for (int k = 0; k < bins; k += static_cast<int>(hn::Lanes(d))) {
    const V to = hn::LoadU(d, target + k);
    hn::StoreU(hn::Max(hn::LoadU(d, power + k), hn::Min(to, hn::LoadU(d, own + k))), d, out + k);
  }
}

// The lower of two gains, each as target over power: a becomes b where b's ratio is lower.
void take_lower(float* target_a, float* power_a, const float* target_b, const float* power_b,
                int bins) {
  const D d;
  for (int k = 0; k < bins; k += static_cast<int>(hn::Lanes(d))) {
    const V ta = hn::LoadU(d, target_a + k), pa = hn::LoadU(d, power_a + k),
            tb = hn::LoadU(d, target_b + k), pb = hn::LoadU(d, power_b + k);
    const auto lower = hn::Lt(hn::Mul(tb, pa), hn::Mul(ta, pb));
    hn::StoreU(hn::IfThenElse(lower, tb, ta), d, target_a + k);
    hn::StoreU(hn::IfThenElse(lower, pb, pa), d, power_a + k);
  }
}

// x *= gain.
void scale(float* x, float gain, int count) {
  const D d;
  for (int n = 0; n < count; n += static_cast<int>(hn::Lanes(d))) {
    hn::StoreU(hn::Mul(hn::Set(d, gain), hn::LoadU(d, x + n)), d, x + n);
  }
}

// out = a·b.
void multiply(const float* a, const float* b, int count, float* out) {
  const D d;
  for (int n = 0; n < count; n += static_cast<int>(hn::Lanes(d))) {
    hn::StoreU(hn::Mul(hn::LoadU(d, a + n), hn::LoadU(d, b + n)), d, out + n);
  }
}

// out += a·b·scale.
void add_product(const float* a, const float* b, float scale, int count, float* out) {
  const D d;
  for (int n = 0; n < count; n += static_cast<int>(hn::Lanes(d))) {
    const V product = hn::Mul(hn::LoadU(d, a + n), hn::LoadU(d, b + n));
    hn::StoreU(hn::MulAdd(hn::Set(d, scale), product, hn::LoadU(d, out + n)), d, out + n);
  }
}

}  // namespace otoscape::loss::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::loss {

HWY_EXPORT(measure);
HWY_EXPORT(reshape);
HWY_EXPORT(limit);
HWY_EXPORT(take_lower);
HWY_EXPORT(scale);
HWY_EXPORT(multiply);
HWY_EXPORT(add_product);

void SmearingTransform::scale(std::span<float> x, float gain) noexcept {
  OTOSCAPE_KERNEL(scale)(x.data(), gain, static_cast<int>(x.size()));
}

void SmearingTransform::limit(const BinGains& ear, std::span<const float> own,
                              BinGains out) noexcept {
  std::ranges::copy(ear.target, out.target.begin());
  OTOSCAPE_KERNEL(limit)
  (ear.power.data(), ear.target.data(), own.data(), static_cast<int>(own.size()), out.power.data());
}

void SmearingTransform::take_lower(BinGains a, const BinGains& b) noexcept {
  OTOSCAPE_KERNEL(take_lower)
  (a.target.data(), a.power.data(), b.target.data(), b.power.data(),
   static_cast<int>(a.power.size()));
}

void SmearingTransform::prepare(Hertz rate, int channels, Arena& arena) {
  frame_ = SmearingFrame::at(rate);
  channels_ = channels;
  const auto window = static_cast<std::size_t>(frame_.window_frames);
  const auto size = static_cast<std::size_t>(frame_.transform_size);
  fft_.prepare(frame_.transform_size, arena);
  window_ = arena.take<float>(window);
  std::ranges::copy(smearing_window(frame_), window_.begin());
  re_ = arena.take<float>(size + 1);  // element `size` mirrors element 0
  im_ = arena.take<float>(size + 1);
  for (std::size_t c = 0; c < 2; ++c) {
    history_[c] = arena.take<float>(window);
    overlap_[c] = arena.take<float>(window);
  }
}

void SmearingTransform::push(PascalBlock sound, PascalBlock delayed) noexcept {
  const auto hop = static_cast<std::size_t>(frame_.hop_frames);
  for (int c = 0; c < channels_; ++c) {
    const auto past = history_[static_cast<std::size_t>(c)];
    std::copy(past.begin() + static_cast<std::ptrdiff_t>(hop), past.end(), past.begin());
    std::ranges::copy(sound.channel(c), past.end() - static_cast<std::ptrdiff_t>(hop));
    std::ranges::copy(past.first(hop), delayed.channel(c).begin());
  }
}

void SmearingTransform::restart() noexcept {
  for (const auto overlap : overlap_) std::ranges::fill(overlap, 0.0f);
}

void SmearingTransform::forward(int bins, const EarPowers& powers) noexcept {
  const auto parts = std::array{re_, im_};
  const auto size = static_cast<std::size_t>(frame_.transform_size);
  for (std::size_t c = 0; c < static_cast<std::size_t>(channels_); ++c) {
    OTOSCAPE_KERNEL(multiply)
    (history_[c].data(), window_.data(), frame_.window_frames, parts[c].data());
  }
  if (channels_ == 1) std::ranges::fill(im_, 0.0f);
  fft_.forward_of_half(re_.first(size), im_.first(size));
  re_[size] = re_[0];
  im_[size] = im_[0];
  OTOSCAPE_KERNEL(measure)(Spectrum{re_.data(), im_.data(), frame_.transform_size}, bins, powers);
}

void SmearingTransform::back(int bins, const EarPowers& powers, const EarPowers& targets,
                             PascalBlock sound) noexcept {
  OTOSCAPE_KERNEL(reshape)
  (Spectrum{re_.data(), im_.data(), frame_.transform_size}, bins, powers, targets);
  const auto parts = std::array{re_, im_};
  const auto size = static_cast<std::size_t>(frame_.transform_size);
  re_[size / 2] = im_[size / 2] = 0.0f;
  fft_.inverse_to_half(re_.first(size), im_.first(size));
  const float scale = 1.0f / static_cast<float>(size);
  const auto hop = static_cast<std::ptrdiff_t>(frame_.hop_frames);
  for (int c = 0; c < channels_; ++c) {
    const auto overlap = overlap_[static_cast<std::size_t>(c)];
    OTOSCAPE_KERNEL(add_product)
    (parts[static_cast<std::size_t>(c)].data(), window_.data(), scale, frame_.window_frames,
     overlap.data());
    std::copy_n(overlap.begin(), hop, sound.channel(c).begin());
    std::copy(overlap.begin() + hop, overlap.end(), overlap.begin());
    std::fill(overlap.end() - hop, overlap.end(), 0.0f);
  }
}

}  // namespace otoscape::loss
#endif
