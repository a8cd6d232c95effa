// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/recruitment.h"

#include <cmath>
#include <numbers>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/loss/recruitment.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/fast_math-inl.h"
#include "otoscape/loss/skirt-inl.h"

#ifndef OTOSCAPE_LOSS_RECRUITMENT_LANES
#define OTOSCAPE_LOSS_RECRUITMENT_LANES
namespace otoscape::loss {
// Inputs of the law: constants of each band, and one ear's tables.
struct LawRun {
  const float* centre_hz;
  const float* radius_inverse;
  const float* slip_limit;
  const float* kappa;
  const float* level_offset_db;
  float hz_per_radian;
  const float* loss_db_hl;
  const float* threshold_db_spl;
  const float* attenuation_db;  // null: none
  const float* power;
  const float* slip;
  float ceiling_log2;
  const float* makeup_log2;
  const float* lift_log2;
  float* gains;
  std::size_t bands;
};
}  // namespace otoscape::loss
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::loss::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace fast = otoscape::dsp::HWY_NAMESPACE;
using D = hn::CappedTag<float, 16>;
using V = hn::Vec<D>;

// Expansion per radian that a sound lies beyond a band's own range. It matters above about 10 kHz,
// where the skirts of tones far below are flat and their frequency ambiguous (a real tone's mirror
// image is as near), so that the place alone does not show that a sound lies outside the band.
constexpr float kLeakExpansion = 4.0f;

struct Heard {
  V hz;
  V level_db_spl;  // at the place where the bands measure
  V strangeness;   // 0 for the band's own sound; grows with the distance of what leaks in
};

// The frequency and level in a band: the frequency from the phase advance between its last two
// sections, y₃ = y₄(1 − a e^−jω), and the level corrected for the skirt |1 + κ·2(1 − cos φ)|⁴ at
// that distance φ from the centre. Only near the centre is the level corrected: far down the skirt
// small errors of φ would become large ones. The place is that of the sound, at any distance, so
// that a band in a region of good hearing does not pass sound that leaks into it from a region of
// poor hearing.
HWY_INLINE Heard reassign(const LawRun& run, std::size_t k) {
  const D d;
  const V power = hn::Max(hn::Load(d, run.power + k), hn::Set(d, 1e-30f));
  const V limit = hn::Load(d, run.slip_limit + k);
  const V raw =
      hn::Mul(hn::Div(hn::Load(d, run.slip + k), power), hn::Load(d, run.radius_inverse + k));
  const V one = hn::Set(d, 1.0f);
  const V far = hn::IfThenElseZero(hn::Gt(limit, hn::Zero(d)),
                                   hn::Min(hn::Max(raw, hn::Neg(one)), one));  // sin φ
  const V far2 = hn::Mul(far, far);
  const V arcsine =
      hn::MulAdd(far2, hn::MulAdd(far2, hn::Set(d, 0.075f), hn::Set(d, 1.0f / 6.0f)), one);
  const V phi = hn::Mul(far, arcsine);
  const V u = hn::Min(hn::Max(far, hn::Neg(limit)), limit);
  const V s = skirt(d, u, hn::Load(d, run.kappa + k));
  const V s2 = hn::Mul(s, s);
  const V corrected = hn::Mul(power, hn::Mul(s2, s2));
  const V hz = hn::MulAdd(phi, hn::Set(d, run.hz_per_radian), hn::Load(d, run.centre_hz + k));
  return {hz,
          hn::MulAdd(fast::log2(d, corrected), hn::Set(d, 3.01029996f),
                     hn::Load(d, run.level_offset_db + k)),
          hn::Max(hn::Sub(hn::Abs(far), limit), hn::Zero(d))};
}

struct Place {
  hn::Vec<hn::RebindToSigned<D>> below;
  V part;
  HWY_INLINE V look_up(const float* table) const {
    const D d;
    const V a = hn::GatherIndex(d, table, below), b = hn::GatherIndex(d, table + 1, below);
    return hn::MulAdd(part, hn::Sub(b, a), a);
  }
};

HWY_INLINE Place place_of(V hz) {
  const D d;
  const hn::RebindToSigned<D> di;
  const V audible = hn::Max(hz, hn::Set(d, 16.0f));
  const V octaves = fast::log2(d, hn::Mul(audible, hn::Set(d, 1e-3f)));
  const V exact = hn::MulAdd(octaves, hn::Set(d, static_cast<float>(kPlacesPerOctave)),
                             hn::Set(d, static_cast<float>(kPlaceOf1kHz)));
  const V place = hn::Min(hn::Max(exact, hn::Zero(d)), hn::Set(d, kPlaces - 1.01f));
  const auto below = hn::ConvertTo(di, place);
  return {below, hn::Sub(place, hn::ConvertTo(d, below))};
}

Recruitment::Audibility apply_law(const LawRun& run) {
  const D d;
  const V catch_up = hn::Set(d, static_cast<float>(kCatchUpDbHl)), zero = hn::Zero(d);
  const V ceiling = hn::Set(d, run.ceiling_log2);
  const V per_db = hn::Set(d, 1.0f / 6.0205999f);
  Recruitment::Audibility heard;
  for (std::size_t k = 0; k < run.bands; k += hn::Lanes(d)) {
    const Heard h = reassign(run, k);
    const Place place = place_of(h.hz);
    const V loss = place.look_up(run.loss_db_hl);
    const V attenuation = run.attenuation_db == nullptr ? zero : place.look_up(run.attenuation_db);
    const V level_db_hl = hn::Sub(h.level_db_spl, place.look_up(run.threshold_db_spl));
    const V inner = hn::Sub(level_db_hl, attenuation);
    // ρ − 1. Sound that leaks in from far away is suppressed.
    const V own = hn::Div(loss, hn::Sub(catch_up, loss));
    const V expansion =
        hn::Mul(own, hn::MulAdd(h.strangeness, hn::Set(d, kLeakExpansion), hn::Set(d, 1.0f)));
    // Below the threshold the gain stays −HL.
    const V law_db = hn::Mul(expansion, hn::Sub(hn::Max(inner, loss), catch_up));
    const V made_up = hn::MulAdd(law_db, per_db, hn::LoadU(d, run.makeup_log2 + k));
    const V outside = hn::NegMulAdd(attenuation, per_db, hn::Load(d, run.lift_log2 + k));
    hn::Store(fast::exp2(d, hn::Add(hn::Min(made_up, ceiling), outside)), d, run.gains + k);
    const auto typical = hn::Gt(level_db_hl, zero);
    heard.audible_to_typical += static_cast<std::int64_t>(hn::CountTrue(d, typical));
    heard.inaudible +=
        static_cast<std::int64_t>(hn::CountTrue(d, hn::And(typical, hn::Lt(inner, loss))));
  }
  return heard;
}

}  // namespace otoscape::loss::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::loss {

HWY_EXPORT(apply_law);

void Recruitment::prepare(const bank::GammatoneDesign& design, const StreamSpec& spec,
                          Arena& arena) {
  using std::numbers::pi;
  const std::size_t bands = design.bands.size();
  const double rate_hz = spec.rate.value();
  skirts_ = Skirts(design, arena);
  for (auto* table : {&centre_hz_, &level_offset_db_, &no_reach_}) {
    *table = arena.take<float>(bands);
  }
  hz_per_radian_ = static_cast<float>(rate_hz / (2.0 * pi));
  for (std::size_t k = 0; k < bands; ++k) {
    const bank::GammatoneBand& band = design.bands[k];
    centre_hz_[k] = static_cast<float>(band.centre_hz);
    // From |y|² of a tone in pascal (peak²) to dB SPL (RMS², re 20 µPa).
    level_offset_db_[k] =
        static_cast<float>(-10.0 * std::log10(2.0 * band.tone_power) + 93.97940008672037);
  }
}

void Recruitment::gains(const RecruitmentParams& ear, const Bands& bands,
                        std::span<float> gains_lin) noexcept {
  last_ = OTOSCAPE_KERNEL(apply_law)(
      {centre_hz_.data(), skirts_.radius_inverse.data(),
       ear.reassigns ? skirts_.slip_limit.data() : no_reach_.data(), skirts_.kappa.data(),
       level_offset_db_.data(), hz_per_radian_, ear.loss_db_hl.data(), ear.threshold_db_spl.data(),
       ear.attenuates ? ear.attenuation_db.data() : nullptr, bands.power.data(), bands.slip.data(),
       ear.ceiling_log2, bands.makeup_log2.data(), bands.lift_log2.data(), gains_lin.data(),
       centre_hz_.size()});
}

}  // namespace otoscape::loss
#endif
