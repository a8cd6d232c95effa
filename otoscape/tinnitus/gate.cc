// SPDX-License-Identifier: Apache-2.0
#include "otoscape/tinnitus/gate.h"

#include <cmath>
#include <numbers>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/tinnitus/gate.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/fast_math-inl.h"
#include "otoscape/dsp/phase-inl.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::tinnitus::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace fast = otoscape::dsp::HWY_NAMESPACE;
using D = fast::RowD;
using V = fast::RowV;

// Phases in half turns, −1…1, with the peak at 0.
HWY_INLINE V pulse(const Gate& gate, V x) {
  const D d;
  const V skewed =
      hn::MulAdd(hn::Set(d, gate.skew * std::numbers::inv_pi_v<float>), fast::sine(x), x);
  const V kappa = hn::Set(d, gate.kappa * std::numbers::log2e_v<float>);
  return fast::exp2(d, hn::Mul(kappa, hn::Sub(fast::cosine(skewed), hn::Set(d, 1.0f))));
}

HWY_INLINE V train(const Gate& gate, V x) {
  const D d;
  const V half = hn::Set(d, 0.5f), one = hn::Set(d, 1.0f);
  const V inside = hn::Mul(hn::Sub(hn::Set(d, gate.on), hn::Abs(x)), hn::Set(d, 0.5f / gate.edge));
  const V way = hn::Min(hn::Max(hn::Add(inside, half), hn::Zero(d)), one);
  return hn::NegMulAdd(half, fast::cosine(way), half);
}

void run_gate(const Gate& gate, const dsp::PhaseRamp& pulses, const dsp::PhaseRamp& trains,
              int frames, dsp::Row& out) {
  const D d;
  const V floor = hn::Set(d, gate.scale * gate.floor),
          height = hn::Set(d, gate.scale * gate.height);
  const bool all = gate.on >= 2.0f;
  fast::Phases phi(pulses), psi(trains);
  for (int n = 0; n < frames; n += static_cast<int>(hn::Lanes(d)), phi.next(), psi.next()) {
    V open = pulse(gate, phi.half_turns());
    if (!all) open = hn::Mul(open, train(gate, psi.half_turns()));
    hn::Store(hn::MulAdd(height, open, floor), d, out.x + n);
  }
}

}  // namespace otoscape::tinnitus::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::tinnitus {

HWY_EXPORT(run_gate);

namespace {

struct Means {
  double plain = 0.0, squared = 0.0;
};

// Of what a gate with these numbers draws over one period of its pulses or trains.
Means means_of(const Gate& gate, double pulse_turns, double train_turns) {
  constexpr int kPieces = 64;
  Means means;
  for (int piece = 0; piece < kPieces; ++piece) {
    constexpr int kPoints = kPieces * dsp::Row::kFrames;
    const double from = static_cast<double>(piece) / kPieces;
    const auto ramp = [&](double turns) {
      return dsp::PhaseRamp{dsp::to_phase(turns * from), dsp::to_phase(turns / kPoints), 0};
    };
    dsp::Row row;
    draw_gate(gate, ramp(pulse_turns), ramp(train_turns), dsp::Row::kFrames, row);
    for (int n = 0; n < dsp::Row::kFrames; ++n) {
      means.plain += static_cast<double>(row.x[n]) / kPoints;
      means.squared += std::pow(static_cast<double>(row.x[n]), 2) / kPoints;
    }
  }
  return means;
}

}  // namespace

Gate Gate::evened() const {
  Gate pulses{0.0f, 1.0f, kappa, skew}, trains{0.0f, 1.0f, 0.0f, 0.0f, on, edge};
  const Means v = means_of(pulses, 1.0, 0.0), t = means_of(trains, 0.0, 1.0);
  const auto f = static_cast<double>(floor), h = static_cast<double>(height);
  const double square = f * f + 2.0 * f * h * v.plain * t.plain + h * h * v.squared * t.squared;
  Gate result = *this;
  result.scale = static_cast<float>(1.0 / std::sqrt(square));
  return result;
}

void draw_gate(const Gate& gate, const dsp::PhaseRamp& pulses, const dsp::PhaseRamp& trains,
               int frames, dsp::Row& out) noexcept {
  OTOSCAPE_KERNEL(run_gate)(gate, pulses, trains, frames, out);
}

}  // namespace otoscape::tinnitus
#endif
