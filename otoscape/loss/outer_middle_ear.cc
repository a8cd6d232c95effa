// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/outer_middle_ear.h"

#include <cmath>

#include "otoscape/loss/state_variable.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/loss/outer_middle_ear.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

#ifndef OTOSCAPE_LOSS_OUTER_MIDDLE_EAR_RUN
#define OTOSCAPE_LOSS_OUTER_MIDDLE_EAR_RUN
namespace otoscape::loss {
struct OuterMiddleEarRun {
  const float* coefficients;
  float gain;
  float* state;     // of the first ear
  float* sound[2];  // in place
  int ears, frames;
};
}  // namespace otoscape::loss
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::loss::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
constexpr int kCount = OuterMiddleEarDesign::kSections;
using D = hn::CappedTag<float, kCount>;
using V = hn::Vec<D>;

// A cascade with one section per lane, each a frame behind the one before: the output of every lane
// moves up to become the next one's input. Lanes idle at both ends of the run, so that state is
// exact at its borders.
struct Skewed {
  V damp, low, band, y_x, y_1, y_2;  // coefficients, see prepare
  V s1, s2;                          // the two integrators
  V y = hn::Zero(D());

  HWY_INLINE V input(float sample) const {
    const D d;
    const hn::RebindToUnsigned<D> du;
    const auto lanes = static_cast<std::uint32_t>(hn::Lanes(d));
    const auto one_down =
        hn::And(hn::Add(hn::Iota(du, lanes - 1), hn::Zero(du)), hn::Set(du, lanes - 1));
    const V moved = hn::TableLookupLanes(y, hn::IndicesFromVec(d, one_down));
    return hn::IfThenElse(hn::FirstN(d, 1), hn::Set(d, sample), moved);
  }
  HWY_INLINE void step(V x) {
    y = hn::MulAdd(y_x, x, hn::MulAdd(y_1, s1, hn::Mul(y_2, s2)));
    const V u = hn::Sub(x, s2), old1 = s1;
    s1 = hn::MulAdd(band, u, hn::MulAdd(damp, old1, old1));
    s2 = hn::MulAdd(low, u, hn::MulAdd(band, old1, s2));
  }
  template <class M>
  HWY_INLINE void step_where(M active, V x) {
    const V old1 = s1, old2 = s2;
    step(x);
    s1 = hn::IfThenElse(active, s1, old1);
    s2 = hn::IfThenElse(active, s2, old2);
  }
};

// One ear's part of a cascade: its sections in the lanes, and its sound.
struct EarRun {
  Skewed sections;
  float* sound;

  HWY_INLINE V input(float gain, int t) const { return sections.input(gain * sound[t]); }
  HWY_INLINE void put(int t) const { sound[t] = hn::GetLane(hn::Reverse(D(), sections.y)); }
};

// A vector of sections. A step waits for the one before, so two ears take turns.
template <class... Ears>
HWY_INLINE void run_lanes(float gain, int frames, Ears&... ears) {
  const D d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  int t = 0;
  for (; t < lanes - 1; ++t) {  // lanes above t have nothing to do yet
    const auto active = hn::FirstN(d, static_cast<std::size_t>(t) + 1);
    (ears.sections.step_where(active, ears.input(gain, t)), ...);
  }
  for (; t < frames; ++t) {
    (ears.sections.step(ears.input(gain, t)), ...);
    (ears.put(t - lanes + 1), ...);
  }
  for (; t < frames + lanes - 1; ++t) {  // lanes below t − frames are done
    const auto active = hn::Not(hn::FirstN(d, static_cast<std::size_t>(t - frames) + 1));
    (ears.sections.step_where(active, ears.sections.input(0.0f)), ...);
    (ears.put(t - lanes + 1), ...);
  }
}

HWY_INLINE EarRun begin(const OuterMiddleEarRun& run, int first, int ear) {
  const D d;
  const float* state = run.state + 2 * kCount * ear + first;
  const auto load = [&](int k)
                        HWY_ATTR { return hn::LoadU(d, run.coefficients + k * kCount + first); };
  return {{load(0), load(1), load(2), load(3), load(4), load(5), hn::LoadU(d, state),
           hn::LoadU(d, state + kCount)},
          run.sound[ear]};
}
HWY_INLINE void end(const EarRun& ear_run, const OuterMiddleEarRun& run, int first, int ear) {
  float* state = run.state + 2 * kCount * ear + first;
  hn::StoreU(ear_run.sections.s1, D(), state);
  hn::StoreU(ear_run.sections.s2, D(), state + kCount);
}

void run_ears(const OuterMiddleEarRun& run) {
  for (int first = 0; first < kCount; first += static_cast<int>(hn::Lanes(D()))) {
    const float gain = first == 0 ? run.gain : 1.0f;
    EarRun left = begin(run, first, 0);
    if (run.ears == 1) {
      run_lanes(gain, run.frames, left);
    } else {
      EarRun right = begin(run, first, 1);
      run_lanes(gain, run.frames, left, right);
      end(right, run, first, 1);
    }
    end(left, run, first, 0);
  }
}

}  // namespace otoscape::loss::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::loss {

HWY_EXPORT(run_ears);

void OuterMiddleEar::prepare(const OuterMiddleEarDesign& design, const StreamSpec& spec,
                             Arena& arena) {
  constexpr std::size_t kCount = OuterMiddleEarDesign::kSections;
  coefficients_ = arena.take<float>(6 * kCount);
  state_ = arena.take<float>(2 * kCount * static_cast<std::size_t>(spec.ears));
  gain_ = static_cast<float>(std::pow(10.0, design.gain_db / 20.0));
  for (std::size_t i = 0; i < kCount; ++i) {
    const auto f = StateVariable::make(design.sections[i], spec.rate.value());
    const double a1 = 1.0 / (1.0 + f.g * (f.g + f.k)), a2 = f.g * a1, a3 = f.g * a2;
    std::size_t row = 0;
    for (double c :
         {-2.0 * f.g * (f.g + f.k) * a1, 2.0 * a3, 2.0 * a2, f.m0 + f.m1 * a2 + f.m2 * a3,
          f.m1 * a1 + f.m2 * a2, f.m2 - f.m1 * a2 - f.m2 * a3}) {
      coefficients_[kCount * row++ + i] = static_cast<float>(c);
    }
  }
}

void OuterMiddleEar::process(PascalBlock sound) noexcept {
  const int ears = sound.channels();
  OTOSCAPE_KERNEL(run_ears)
  ({coefficients_.data(),
    gain_,
    state_.data(),
    {sound.channel(0).data(), sound.channel(ears - 1).data()},
    ears,
    sound.frames()});
}

}  // namespace otoscape::loss
#endif
