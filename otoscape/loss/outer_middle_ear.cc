// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/outer_middle_ear.h"

#include <cmath>

#include "otoscape/loss/state_variable.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/loss/outer_middle_ear.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

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
    const V u = hn::Sub(x, s2);
    const V d1 = hn::MulAdd(band, u, hn::Mul(damp, s1));
    const V d2 = hn::MulAdd(low, u, hn::Mul(band, s1));
    s1 = hn::Add(s1, d1);
    s2 = hn::Add(s2, d2);
  }
  template <class M>
  HWY_INLINE void step_where(M active, V x) {
    const V old1 = s1, old2 = s2;
    step(x);
    s1 = hn::IfThenElse(active, s1, old1);
    s2 = hn::IfThenElse(active, s2, old2);
  }
};

// coefficients and state: of the section in the first lane.
void run_lanes(const float* coefficients, float gain, float* state, float* sound, int frames) {
  const D d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const auto load = [&](int k) { return hn::LoadU(d, coefficients + k * kCount); };
  Skewed run{load(0),
             load(1),
             load(2),
             load(3),
             load(4),
             load(5),
             hn::LoadU(d, state),
             hn::LoadU(d, state + kCount)};
  const auto last_lane = [&] { return hn::GetLane(hn::Reverse(d, run.y)); };
  int t = 0;
  for (; t < lanes - 1; ++t) {  // lanes above t have nothing to do yet
    run.step_where(hn::FirstN(d, static_cast<std::size_t>(t) + 1), run.input(gain * sound[t]));
  }
  for (; t < frames; ++t) {
    run.step(run.input(gain * sound[t]));
    sound[t - lanes + 1] = last_lane();
  }
  for (; t < frames + lanes - 1; ++t) {  // lanes below t − frames are done
    const auto active = hn::Not(hn::FirstN(d, static_cast<std::size_t>(t - frames) + 1));
    run.step_where(active, run.input(0.0f));
    sound[t - lanes + 1] = last_lane();
  }
  hn::StoreU(run.s1, d, state);
  hn::StoreU(run.s2, d, state + kCount);
}

void run_ear(const float* coefficients, float gain, float* state, float* sound, int frames) {
  for (int first = 0; first < kCount; first += static_cast<int>(hn::Lanes(D()))) {
    run_lanes(coefficients + first, first == 0 ? gain : 1.0f, state + first, sound, frames);
  }
}

}  // namespace otoscape::loss::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::loss {

HWY_EXPORT(run_ear);

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
  for (int ear = 0; ear < sound.channels(); ++ear) {
    OTOSCAPE_KERNEL(run_ear)
    (coefficients_.data(), gain_, state_.data() + 2 * OuterMiddleEarDesign::kSections * ear,
     sound.channel(ear).data(), sound.frames());
  }
}

}  // namespace otoscape::loss
#endif
