// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/carriers/gammatone_pulses.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <complex>
#include <numbers>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/implant/carriers/gammatone_pulses.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

#ifndef OTOSCAPE_IMPLANT_GAMMATONE_PULSES_LANES
#define OTOSCAPE_IMPLANT_GAMMATONE_PULSES_LANES
namespace otoscape::implant::carriers {
inline constexpr std::size_t kGammatoneLanes = 16;  // bands are laid out for this many
}  // namespace otoscape::implant::carriers
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::implant::carriers::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, kGammatoneLanes>;

struct Section {
  hn::Vec<D> re, im;
};

// One vector of bands on their own, frame by frame, added to a tile. The state is what the sections
// hold at the next frame, before it is read.
HWY_INLINE void ring_vector(const float* poles, std::size_t stride, float* state, float* tile,
                            std::size_t frames) {
  const D d;
  const auto pole_re = hn::LoadU(d, poles), pole_im = hn::LoadU(d, poles + stride);
  const auto load = [&](std::size_t k) HWY_ATTR {
    return Section{hn::LoadU(d, state + 2 * k * stride),
                   hn::LoadU(d, state + (2 * k + 1) * stride)};
  };
  Section s1 = load(0), s2 = load(1), s3 = load(2);
  // A section's next value is its pole times its own, plus the next value of the one before.
  const auto advance = [&](Section& s, const Section& in) HWY_ATTR {
    const auto re = hn::NegMulAdd(pole_im, s.im, hn::MulAdd(pole_re, s.re, in.re));
    s.im = hn::MulAdd(pole_im, s.re, hn::MulAdd(pole_re, s.im, in.im));
    s.re = re;
  };
  const Section none{hn::Zero(d), hn::Zero(d)};
  for (std::size_t n = 0; n < frames; ++n) {
    float* sum = tile + n * hn::Lanes(d);
    hn::Store(hn::Add(hn::Load(d, sum), s3.re), d, sum);
    advance(s1, none), advance(s2, s1), advance(s3, s2);
  }
  const auto store = [&](std::size_t k, const Section& s) HWY_ATTR {
    hn::StoreU(s.re, d, state + 2 * k * stride);
    hn::StoreU(s.im, d, state + (2 * k + 1) * stride);
  };
  store(0, s1), store(1, s2), store(2, s3);
}

void ring_bands(const float* poles, std::size_t stride, float* state, float* out,
                std::size_t frames) {
  const D d;
  constexpr std::size_t kTile = 32;
  HWY_ALIGN float tile[kTile * kGammatoneLanes];
  for (std::size_t done = 0; done < frames; done += kTile) {
    const std::size_t some = std::min(kTile, frames - done);
    std::fill_n(tile, some * hn::Lanes(d), 0.0f);
    for (std::size_t b = 0; b < stride; b += hn::Lanes(d)) {
      ring_vector(poles + b, stride, state + b, tile, some);
    }
    for (std::size_t n = 0; n < some; ++n) {
      out[done + n] += hn::GetLane(hn::SumOfLanes(d, hn::Load(d, tile + n * hn::Lanes(d))));
    }
  }
}

}  // namespace otoscape::implant::carriers::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::implant::carriers {
namespace {

constexpr double kHighest = 0.45;  // of the rate

// |H|² of three equal poles is (1 + (f/b)²)⁻³: ½ at f = b √(2^(1/3) − 1).
double pole_width_hz(double width_hz) { return width_hz / 2.0 / std::sqrt(std::cbrt(2.0) - 1.0); }

// Of Re n² p^n.
double energy(double decay, double turn) {
  constexpr double kLongest = 1e6;  // samples
  double sum = 0.0;
  for (int n = 0; n < static_cast<int>(std::min(20.0 / decay, kLongest)) + 1; ++n) {
    const double x = static_cast<double>(n) * n * std::exp(-decay * n) * std::cos(turn * n);
    sum += x * x;
  }
  return sum;
}

}  // namespace

HWY_EXPORT(ring_bands);

GammatonePulses::GammatonePulses(std::span<const GammatoneBand> bands, double nominal_rate_pps,
                                 Hertz rate)
    : stride_((bands.size() + kGammatoneLanes - 1) / kGammatoneLanes * kGammatoneLanes),
      poles_(2 * stride_),
      state_(6 * stride_) {
  for (std::size_t b = 0; b < bands.size(); ++b) {
    LogPole pole;
    pole.decay = 2.0 * std::numbers::pi * pole_width_hz(bands[b].width_hz) / rate.value();
    pole.turn = 2.0 * std::numbers::pi * bands[b].hz / rate.value();
    if (bands[b].hz < kHighest * rate.value()) {
      const double frames_per_pulse = rate.value() / nominal_rate_pps;
      pole.scale = std::sqrt(frames_per_pulse / energy(pole.decay, pole.turn));
    }
    poles_[b] = static_cast<float>(std::exp(-pole.decay) * std::cos(pole.turn));
    poles_[stride_ + b] = static_cast<float>(std::exp(-pole.decay) * std::sin(pole.turn));
    log_poles_.push_back(pole);
  }
}

// (n + ε)² in terms of what a cascade of one, two and three poles answers to an impulse:
// C(n + 2, 2), n + 1 and 1 times pⁿ.
void GammatonePulses::set(const BandPulse& pulse, double early) noexcept {
  const auto b = static_cast<std::size_t>(pulse.band);
  const LogPole& pole = log_poles_[b];
  const auto size =
      std::polar(pole.scale * static_cast<double>(pulse.amplitude) * std::exp(-pole.decay * early),
                 pole.turn * early);
  const double parts[] = {2.0, 2.0 * early - 3.0, (1.0 - early) * (1.0 - early)};
  double sum = 0.0;  // what enters a section also passes, at once, through those after it
  for (std::size_t k = 0; k < 3; ++k) {
    sum += parts[k];
    state_[2 * k * stride_ + b] += static_cast<float>(sum * size.real());
    state_[(2 * k + 1) * stride_ + b] += static_cast<float>(sum * size.imag());
  }
}

void GammatonePulses::process(std::int64_t first_frame, std::span<const BandPulse> pulses,
                              std::span<float> add_to) noexcept {
  std::size_t done = 0;
  const auto ring_to = [&](std::size_t end) {
    if (end == done) return;
    OTOSCAPE_KERNEL(ring_bands)
    (poles_.data(), stride_, state_.data(), &add_to[done], end - done);
    done = end;
  };
  for (const BandPulse& pulse : pulses) {
    const double frame = std::ceil(pulse.frame);
    const double from_first = frame - static_cast<double>(first_frame);
    assert(from_first >= static_cast<double>(done) &&
           from_first < static_cast<double>(add_to.size()));
    ring_to(static_cast<std::size_t>(from_first));
    set(pulse, frame - pulse.frame);
  }
  ring_to(add_to.size());
}

void GammatonePulses::reset() noexcept { std::ranges::fill(state_, 0.0f); }

}  // namespace otoscape::implant::carriers
#endif
