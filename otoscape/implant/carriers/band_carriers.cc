// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/carriers/band_carriers.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <complex>
#include <numbers>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/implant/carriers/band_carriers.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/phase-inl.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::implant::carriers::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, kWidestVector>;
using V = hn::Vec<D>;
using D32 = hn::RebindToUnsigned<D>;
using V32 = hn::Vec<D32>;
static_assert(std::is_same_v<D, otoscape::dsp::HWY_NAMESPACE::RowD>);

// White: every frame's value from its number alone (the mixing constants are Wellons' search for
// low bias). Whole numbers, ±2³¹.
HWY_INLINE V white(V32 key, std::uint32_t count) {
  const D32 du;
  V32 h = hn::Add(key, hn::Set(du, count * 0x9e3779b9u));
  h = hn::Mul(hn::Xor(h, hn::ShiftRight<16>(h)), hn::Set(du, 0x21f0aaadu));
  h = hn::Mul(hn::Xor(h, hn::ShiftRight<15>(h)), hn::Set(du, 0x735a2d97u));
  return hn::ConvertTo(D(), hn::BitCast(hn::RebindToSigned<D>(), h));
}

struct Section {
  V re, im;
  HWY_INLINE void advance(V pole_re, V pole_im, V in_re, V in_im) {
    const V new_re = hn::NegMulAdd(pole_im, im, hn::MulAdd(pole_re, re, in_re));
    im = hn::MulAdd(pole_im, re, hn::MulAdd(pole_re, im, in_im));
    re = new_re;
  }
};

// The envelopes' low-pass at the places k … of a vector.
struct LowPass {
  V a, b, c, b2, c2, one, two;
  HWY_INLINE LowPass(const CarrierDesign& design, const CarrierState& state, std::size_t k) {
    const D d;
    a = hn::Load(d, design.low_a.x + k), b = hn::Load(d, design.low_b.x + k);
    c = hn::Load(d, design.low_c.x + k);
    b2 = hn::Add(b, b), c2 = hn::Add(c, c);
    one = hn::Load(d, state.low_1.x + k), two = hn::Load(d, state.low_2.x + k);
  }
  HWY_INLINE V advance(V in) {
    const V rest = hn::Sub(in, two);
    const V level = hn::MulAdd(c, rest, hn::MulAdd(b, one, two));
    const V next_one = hn::MulAdd(b2, rest, hn::Mul(a, one));
    two = hn::MulAdd(c2, rest, hn::MulAdd(b2, one, two));
    one = next_one;
    return level;
  }
  HWY_INLINE void store(CarrierState& state, std::size_t k) const {
    hn::Store(one, D(), state.low_1.x + k);
    hn::Store(two, D(), state.low_2.x + k);
  }
};

void run_envelopes(const CarrierRun& run, Lanes& level) {
  const D d;
  const CarrierLine& line = run.line;
  for (std::size_t k = 0; k < static_cast<std::size_t>(line.places); k += hn::Lanes(d)) {
    const V start = hn::Load(d, line.envelope.x + k), step = hn::Load(d, line.envelope_step.x + k);
    LowPass low(run.design, run.state, k);
    V last = hn::Zero(d);
    for (int n = run.from; n < run.from + run.frames; ++n) {
      last = low.advance(hn::MulAdd(step, hn::Set(d, static_cast<float>(n)), start));
    }
    low.store(run.state, k);
    hn::Store(last, d, level.x + k);
  }
}

// The places k … of a vector, frame by frame; adds to rows of `sums`, one vector a frame.
template <bool kNoisy, bool kTonal>
void run_places(const CarrierRun& run, std::size_t k, float* sums) {
  const CarrierDesign& design = run.design;
  const CarrierLine& line = run.line;
  CarrierState& state = run.state;
  const int frames = run.frames;
  const D d;
  const D32 du;
  const auto load = [&](const Lanes& lanes) HWY_ATTR { return hn::Load(d, lanes.x + k); };
  LowPass low(design, state, k);
  const V pole_re = load(design.pole_re), pole_im = load(design.pole_im);
  Section first{load(state.first_re), load(state.first_im)};
  Section second{load(state.second_re), load(state.second_im)};
  const V start = load(line.envelope), step = load(line.envelope_step);
  const V32 key = hn::Load(du, line.key + k), turn = hn::Load(du, line.phase_step + k);
  V32 phase = hn::Add(hn::Load(du, line.phase + k),
                      hn::Mul(turn, hn::Set(du, static_cast<std::uint32_t>(run.from))));
  V way = hn::Set(d, static_cast<float>(run.from));
  for (int n = 0; n < frames; ++n) {
    const V level = low.advance(hn::MulAdd(step, way, start));
    V carrier = hn::Zero(d);
    if constexpr (kNoisy) {
      const V in = white(key, run.count + static_cast<std::uint32_t>(n));
      first.advance(pole_re, pole_im, in, hn::Zero(d));
      second.advance(pole_re, pole_im, first.re, first.im);
      carrier = hn::Mul(hn::MulAdd(load(line.noise_step), way, load(line.noise)), second.re);
    }
    if constexpr (kTonal) {
      const hn::RebindToSigned<D> di;
      const V half_turns = hn::Mul(hn::ConvertTo(d, hn::BitCast(di, phase)), hn::Set(d, 0x1p-31f));
      phase = hn::Add(phase, turn);
      const V weight = hn::MulAdd(load(line.sine_step), way, load(line.sine));
      carrier = hn::MulAdd(weight, otoscape::dsp::HWY_NAMESPACE::sine(half_turns), carrier);
    }
    float* sum = sums + static_cast<std::size_t>(n) * hn::Lanes(d);
    hn::Store(hn::MulAdd(level, carrier, hn::Load(d, sum)), d, sum);
    way = hn::Add(way, hn::Set(d, 1.0f));
  }
  low.store(state, k);
  if constexpr (kNoisy) {
    const auto store = [&](V value, Lanes& lanes) HWY_ATTR { hn::Store(value, d, lanes.x + k); };
    store(first.re, state.first_re), store(first.im, state.first_im);
    store(second.re, state.second_re), store(second.im, state.second_im);
  }
}

void run_all(const CarrierRun& run, float* out) {
  const D d;
  const CarrierLine& line = run.line;
  const std::size_t lanes = hn::Lanes(d);
  HWY_ALIGN float sums[kCarrierFrames * kWidestVector];
  std::fill_n(sums, static_cast<std::size_t>(run.frames) * lanes, 0.0f);
  const auto kernel = line.noisy ? (line.tonal ? run_places<true, true> : run_places<true, false>)
                                 : run_places<false, true>;
  for (std::size_t k = 0; k < static_cast<std::size_t>(line.places); k += lanes) {
    kernel(run, k, sums);
  }
  for (int n = 0; n < run.frames; ++n) {
    out[n] =
        hn::GetLane(hn::SumOfLanes(d, hn::Load(d, sums + static_cast<std::size_t>(n) * lanes)));
  }
}

}  // namespace otoscape::implant::carriers::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::implant::carriers {

HWY_EXPORT(run_all);
HWY_EXPORT(run_envelopes);

namespace {

// Bessel, second order: 3/(s² + 3s + 3) has a delay of 1 s at rest and is −3 dB at this rad/s.
constexpr double kBesselCorner = 1.3616541287;

}  // namespace

double low_pass_delay_s(double cutoff_hz) noexcept {
  return kBesselCorner / (2.0 * std::numbers::pi * cutoff_hz);
}

bool representable(double place_hz, Hertz rate) {
  return place_hz > 0.0 && place_hz <= 0.45 * rate.value();
}

void set_low_pass(CarrierDesign& design, std::size_t lane, double cutoff_hz, Hertz rate) noexcept {
  // Zero-delay state-variable filter (Zavalishin 2012): poles at √3 of the delay's rate, 1/Q = √3.
  const double pole_hz =
      std::min(cutoff_hz * std::numbers::sqrt3 / kBesselCorner, 0.4 * rate.value());
  const double g = std::tan(std::numbers::pi * pole_hz / rate.value());
  const double a1 = 1.0 / (1.0 + g * (g + std::numbers::sqrt3));
  design.low_a[lane] = static_cast<float>(2.0 * a1 - 1.0);
  design.low_b[lane] = static_cast<float>(g * a1);
  design.low_c[lane] = static_cast<float>(g * g * a1);
}

void set_place(CarrierDesign& design, std::size_t lane, double place_hz, double width_hz,
               Hertz rate) noexcept {
  design.noise_rms[lane] = design.sine_rms[lane] = 0.0f;
  design.pole_re[lane] = design.pole_im[lane] = 0.0f;
  if (!representable(place_hz, rate)) return;
  // Two sections in cascade are −3 dB together at this part of one's width.
  const double part = std::sqrt(std::numbers::sqrt2 - 1.0);
  const double radius = std::exp(-std::numbers::pi * width_hz / part / rate.value());
  const std::complex<double> pole =
      std::polar(radius, 2.0 * std::numbers::pi * place_hz / rate.value());
  // Power of the real part: half of Σ (n + 1)² (|p|²ⁿ + Re p²ⁿ), times the white's own, 2⁶²/3.
  const auto sum = [](std::complex<double> z) { return (1.0 + z) / std::pow(1.0 - z, 3); };
  const double power = 0.5 * (sum(radius * radius).real() + sum(pole * pole).real()) * 0x1p62 / 3.0;
  design.pole_re[lane] = static_cast<float>(pole.real());
  design.pole_im[lane] = static_cast<float>(pole.imag());
  design.noise_rms[lane] = static_cast<float>(1.0 / std::sqrt(power));
  design.sine_rms[lane] = std::numbers::sqrt2_v<float>;
}

void run_carriers(const CarrierRun& run, std::span<float> out) noexcept {
  assert(out.size() <= kCarrierFrames && static_cast<int>(out.size()) == run.frames);
  assert(run.line.noisy || run.line.tonal);
  OTOSCAPE_KERNEL(run_all)(run, out.data());
}

void run_low_passes(const CarrierRun& run, Lanes& level) noexcept {
  OTOSCAPE_KERNEL(run_envelopes)(run, level);
}

}  // namespace otoscape::implant::carriers
#endif
