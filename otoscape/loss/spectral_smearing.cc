// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/spectral_smearing.h"

#include <algorithm>

#include "otoscape/base/ease.h"
#include "otoscape/loss/smearing_product.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/loss/spectral_smearing.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/mirrored_bins-inl.h"

#ifndef OTOSCAPE_LOSS_SPECTRAL_SMEARING_RUNS
#define OTOSCAPE_LOSS_SPECTRAL_SMEARING_RUNS
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
HWY_EXPORT(multiply);
HWY_EXPORT(add_product);

void SpectralSmearing::prepare(const StreamSpec& spec, Arena& arena) {
  frame_ = SmearingFrame::at(spec.rate);
  ears_ = spec.ears;
  const auto window = static_cast<std::size_t>(frame_.window_frames);
  const auto size = static_cast<std::size_t>(frame_.transform_size);
  fft_.prepare(frame_.transform_size, arena);
  window_ = arena.take<float>(window);
  std::ranges::copy(smearing_window(frame_), window_.begin());
  re_ = arena.take<float>(size + 1);  // element `size` mirrors element 0
  im_ = arena.take<float>(size + 1);
  for (std::size_t ear = 0; ear < 2; ++ear) {
    history_[ear] = arena.take<float>(window);
    overlap_[ear] = arena.take<float>(window);
    power_[ear] = arena.take<float>(size / 2);
    smeared_[ear] = arena.take<float>(size / 2);
    smeared_old_[ear] = arena.take<float>(size / 2);
  }
}

float Move::weight(double step) const noexcept {
  const double part = std::clamp(step / steps, 0.0, 1.0);
  return static_cast<float>(eased ? raised_cosine(part) : part);
}

namespace {

bool any(const SpectralSmearing::Matrices& m) { return m[0] != nullptr || m[1] != nullptr; }

}  // namespace

void SpectralSmearing::start_with(const Matrices& matrices) noexcept {
  now_ = before_ = matrices;
  step_ = move_.steps;
  waits_ = -1;
}

void SpectralSmearing::adopt(const Matrices& matrices, const Move& move) noexcept {
  next_ = matrices;
  next_move_ = move;
  waits_ = move.wait;
  if (waits_ == 0) begin_waiting_move();
}

void SpectralSmearing::begin_waiting_move() noexcept {
  before_ = now_;
  now_ = next_;
  move_ = next_move_;
  next_ = {};
  step_ = now_ == before_ ? move_.steps : 0;
  waits_ = -1;
}

bool SpectralSmearing::active() const noexcept {
  return any(now_) || (step_ < move_.steps && any(before_));
}

void SpectralSmearing::process(PascalBlock sound, PascalBlock unsmeared) noexcept {
  const auto hop = static_cast<std::size_t>(frame_.hop_frames);
  for (int ear = 0; ear < ears_; ++ear) {
    const auto past = history_[static_cast<std::size_t>(ear)];
    std::copy(past.begin() + static_cast<std::ptrdiff_t>(hop), past.end(), past.begin());
    std::ranges::copy(sound.channel(ear), past.end() - static_cast<std::ptrdiff_t>(hop));
    std::ranges::copy(past.first(hop), unsmeared.channel(ear).begin());
  }
  if (waits_ == 0) begin_waiting_move();
  const bool warms_up = waits_ >= 0 && waits_ <= kWarmUp && any(next_);
  if (active() || warms_up) {
    if (!running_) {
      for (const auto overlap : overlap_) std::ranges::fill(overlap, 0.0f);
    }
    transform(sound);
  }
  running_ = active() || warms_up;
  if (!active()) {
    for (int ear = 0; ear < ears_; ++ear) {
      std::ranges::copy(unsmeared.channel(ear), sound.channel(ear).begin());
    }
  }
  step_ = std::min(step_ + 1, move_.steps);
  if (waits_ > 0) --waits_;
  if (step_ == move_.steps) before_ = now_;  // the matrices before may be gone from now on
}

// One window through the frequency domain; `sound` receives the hop that is now complete.
void SpectralSmearing::transform(PascalBlock sound) noexcept {
  const auto parts = std::array{re_, im_};
  const auto size = static_cast<std::size_t>(frame_.transform_size);
  for (int ear = 0; ear < ears_; ++ear) {
    const auto e = static_cast<std::size_t>(ear);
    OTOSCAPE_KERNEL(multiply)
    (history_[e].data(), window_.data(), frame_.window_frames, parts[e].data());
  }
  if (ears_ == 1) std::ranges::fill(im_, 0.0f);
  fft_.forward_of_half(re_.first(size), im_.first(size));
  re_[size] = re_[0];
  im_[size] = im_[0];
  shape();
  re_[size / 2] = im_[size / 2] = 0.0f;
  fft_.inverse_to_half(re_.first(size), im_.first(size));
  const float scale = 1.0f / static_cast<float>(size);
  const auto hop = static_cast<std::ptrdiff_t>(frame_.hop_frames);
  for (int ear = 0; ear < ears_; ++ear) {
    const auto e = static_cast<std::size_t>(ear);
    const auto overlap = overlap_[e];
    OTOSCAPE_KERNEL(add_product)
    (parts[e].data(), window_.data(), scale, frame_.window_frames, overlap.data());
    std::copy_n(overlap.begin(), hop, sound.channel(ear).begin());
    std::copy(overlap.begin() + hop, overlap.end(), overlap.begin());
    std::fill(overlap.end() - hop, overlap.end(), 0.0f);
  }
}

void SpectralSmearing::shape() noexcept {
  const Spectrum spectrum{re_.data(), im_.data(), frame_.transform_size};
  int bins = 0;
  for (const Matrices& m : {now_, before_, next_}) {
    for (const SmearingMatrix* matrix : m) bins = matrix != nullptr ? matrix->bins() : bins;
  }
  const EarPowers power{power_[0].data(), power_[1].data()};
  OTOSCAPE_KERNEL(measure)(spectrum, bins, power);
  const auto smear = [&](const Matrices& m, std::array<std::span<float>, 2>& out) {
    if (m[0] != nullptr && m[0] == m[1]) {
      smear_both(*m[0], power, {out[0].data(), out[1].data()});
      return;
    }
    for (std::size_t ear = 0; ear < 2; ++ear) {
      if (m[ear] != nullptr) {
        smear_one(*m[ear], power_[ear].data(), out[ear].data());
      } else {
        std::copy_n(power_[ear].begin(), bins, out[ear].begin());
      }
    }
  };
  smear(now_, smeared_);
  if (step_ < move_.steps) {
    smear(before_, smeared_old_);
    const float weight = move_.weight(step_ + 1);
    for (std::size_t ear = 0; ear < 2; ++ear) {
      for (std::size_t k = 0; k < static_cast<std::size_t>(bins); ++k) {
        smeared_[ear][k] =
            smeared_old_[ear][k] + weight * (smeared_[ear][k] - smeared_old_[ear][k]);
      }
    }
  }
  OTOSCAPE_KERNEL(reshape)(spectrum, bins, power, {smeared_[0].data(), smeared_[1].data()});
}

}  // namespace otoscape::loss
#endif
