// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/hires_bank.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/base/arena.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/dsp/window.h"

namespace otoscape::implant::coding {
namespace {

constexpr std::size_t kHalf = tables::kHiresWindow / 2;

double window_at(int n) {
  constexpr double kLength = tables::kHiresWindow - 1;
  return (dsp::blackman(n, kLength) + dsp::hann(n, kLength)) / 2.0;
}

// Evens out channels of 1, 2, 3 and more bins, log2 of power.
double width_log2(int bins) {
  constexpr double kOf[] = {2233.0 / 1024.0, 952.0 / 1024.0, 62.0 / 1024.0, 0.0};
  return kOf[std::min(bins, 4) - 1];
}

// A sum of bins' squared amplitude, four bins at a time.
template <class Real>
Real envelope_power(const HiresSlice<Real>& slice, int first, int end) {
  Real sum = 0;
  for (int group = first; group < end; group += 4) {
    Real re = 0, im = 0;
    for (int k = group; k < std::min(group + 4, end); ++k) {
      re += slice.re[static_cast<std::size_t>(k)];
      im += slice.im[static_cast<std::size_t>(k)];
    }
    sum += re * re + im * im;
  }
  return sum;
}

}  // namespace

template <class Real>
struct HiresBank<Real>::Impl {
  Arena arena;
  dsp::BasicFft<Real> fft;
  // Even samples in one part, odd ones in the other: one transform of half the size.
  std::span<Real> re = arena.take<Real>(kHalf), im = arena.take<Real>(kHalf);
  std::array<Real, tables::kHiresWindow> window;
  std::array<Real, kHalf> cosine, sine;  // of −2πk/kHiresWindow
  HiresSlice<Real> slice;
};

template <class Real>
HiresBank<Real>::HiresBank() : impl_(std::make_unique<Impl>()) {
  impl_->fft.prepare(kHalf, impl_->arena);
  for (int n = 0; n < tables::kHiresWindow; ++n) {
    impl_->window[static_cast<std::size_t>(n)] = static_cast<Real>(window_at(n));
  }
  for (std::size_t k = 0; k < kHalf; ++k) {
    const double angle = -2.0 * std::numbers::pi * static_cast<double>(k) / tables::kHiresWindow;
    impl_->cosine[k] = static_cast<Real>(std::cos(angle));
    impl_->sine[k] = static_cast<Real>(std::sin(angle));
  }
}

template <class Real>
HiresBank<Real>::~HiresBank() = default;

template <class Real>
const HiresSlice<Real>& HiresBank<Real>::analyse(std::span<const Real> window) noexcept {
  Impl& s = *impl_;
  // Read from the middle on, the bins come out with their alternating sign.
  for (std::size_t n = 0; n < kHalf; ++n) {
    const std::size_t from = (2 * n + kHalf) % tables::kHiresWindow;
    s.re[n] = s.window[from] * window[from];
    s.im[n] = s.window[from + 1] * window[from + 1];
  }
  s.fft.forward(s.re, s.im);
  for (std::size_t k = tables::kHiresFirstBin - 1; k <= tables::kHiresEndBin; ++k) {
    const Real even_re = s.re[k] + s.re[kHalf - k], even_im = s.im[k] - s.im[kHalf - k];
    const Real odd_re = s.im[k] + s.im[kHalf - k], odd_im = s.re[kHalf - k] - s.re[k];
    const Real re = Real(0.5) * (even_re + s.cosine[k] * odd_re - s.sine[k] * odd_im);
    const Real im = Real(0.5) * (even_im + s.cosine[k] * odd_im + s.sine[k] * odd_re);
    s.slice.re[k] = re, s.slice.im[k] = im;
    s.slice.power[k] = re * re + im * im;
  }
  return s.slice;
}

template <class Real>
void HiresBank<Real>::envelopes(const HiresSlice<Real>& slice,
                                HiresChannelsOf<Real>& log2_power) noexcept {
  for (std::size_t c = 0; c < tables::kHiresChannels; ++c) {
    const Real power = envelope_power(slice, tables::kHiresEdges[c], tables::kHiresEdges[c + 1]);
    const auto added = static_cast<Real>(16.0 + width_log2(tables::kHiresBins[c]));
    log2_power[c] = power > 0 ? std::max(Real(0), std::log2(power) + added) : Real(0);
  }
}

template <class Real>
void HiresBank<Real>::powers(const HiresSlice<Real>& slice, HiresChannelsOf<Real>& sums) noexcept {
  for (std::size_t c = 0; c < tables::kHiresChannels; ++c) {
    sums[c] = 0;
    for (int k = tables::kHiresEdges[c]; k < tables::kHiresEdges[c + 1]; ++k) {
      sums[c] += slice.power[static_cast<std::size_t>(k)];
    }
  }
}

template class HiresBank<float>;
template class HiresBank<double>;

}  // namespace otoscape::implant::coding
