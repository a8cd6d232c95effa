// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/film/median_stage.h"

#include <algorithm>
#include <cmath>

#include "otoscape/dsp/window.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/implant/film/median_stage.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/phase-inl.h"

#ifndef OTOSCAPE_IMPLANT_MEDIAN_STAGE_PARTS
#define OTOSCAPE_IMPLANT_MEDIAN_STAGE_PARTS
namespace otoscape::implant::film {
struct Medians {
  const float* wanted;
  const float* other;
  float from, per_width;
};
struct Spectrum {
  float* re;
  float* im;
  const float* magnitudes;
  float* kept_power;
  float* left_power;
  float power_scale;
};
}  // namespace otoscape::implant::film
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::implant::film::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using dsp::HWY_NAMESPACE::RowD;
using dsp::HWY_NAMESPACE::RowV;

void mask(const Medians& medians, int bins, const Spectrum& s) {
  const RowD d;
  const RowV zero = hn::Zero(d), one = hn::Set(d, 1.0f), half = hn::Set(d, 0.5f);
  const RowV tiny = hn::Set(d, 1e-30f), scale = hn::Set(d, s.power_scale);
  for (int k = 0; k < bins; k += static_cast<int>(hn::Lanes(d))) {
    const RowV wanted = hn::LoadU(d, medians.wanted + k);
    const RowV both = hn::Max(hn::Add(wanted, hn::LoadU(d, medians.other + k)), tiny);
    const RowV above = hn::Sub(hn::Div(wanted, both), hn::Set(d, medians.from));
    const RowV way = hn::Min(one, hn::Max(zero, hn::Mul(above, hn::Set(d, medians.per_width))));
    const RowV share = hn::NegMulAdd(half, dsp::HWY_NAMESPACE::cosine(way), half);
    const RowV magnitude = hn::LoadU(d, s.magnitudes + k), kept = hn::Mul(share, magnitude);
    const RowV left = hn::Sub(magnitude, kept);
    hn::StoreU(hn::Mul(share, hn::LoadU(d, s.re + k)), d, s.re + k);
    hn::StoreU(hn::Mul(share, hn::LoadU(d, s.im + k)), d, s.im + k);
    hn::StoreU(hn::Mul(scale, hn::Mul(kept, kept)), d, s.kept_power + k);
    hn::StoreU(hn::Mul(scale, hn::Mul(left, left)), d, s.left_power + k);
  }
}

}  // namespace otoscape::implant::film::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::implant::film {

HWY_EXPORT(mask);

namespace {

int nearest_odd(double x) { return 2 * static_cast<int>(std::lround(x / 2.0)) + 1; }

// Root of a Hann window: its square, overlapped, is constant.
std::vector<float> root_hann(int size) {
  std::vector<float> window;
  for (int n = 0; n < size; ++n) {
    window.push_back(static_cast<float>(dsp::root_hann(n, size)));
  }
  return window;
}

}  // namespace

void MedianStage::prepare(const Params& params, Hertz rate, Arena& arena) {
  params_ = params;
  transform_.prepare(slice(), root_hann(slice()), arena);
  const int bins = transform_.bins();
  over_time_.prepare(bins, nearest_odd(params.memory_s * rate.value() / hop()), arena);
  const int width = nearest_odd(params.width_hz * slice() / rate.value());
  over_bins_.prepare(bins, std::min(width, (bins - 1) / 2 * 2 - 1), arena);
  // Parseval: a line of the one-sided spectrum holds 2|X|²/(N Σw²) of the mean square; Σw² = N/2.
  power_scale_ = 4.0f / (static_cast<float>(slice()) * static_cast<float>(slice()));
  for (auto* part : {&magnitudes_, &lasting_, &spread_, &kept_power_, &left_power_}) {
    *part = arena.take<float>(static_cast<std::size_t>(bins));
  }
  overlap_ = arena.take<float>(static_cast<std::size_t>(slice()));
  complete_ = arena.take<float>(static_cast<std::size_t>(hop()));
}

std::span<const float> MedianStage::next(const float* newest, bool first) noexcept {
  transform_.forward(newest, magnitudes_);
  over_bins_.of(magnitudes_, spread_);
  const bool lasting = params_.keep == Keep::lasting;
  if (first) over_time_.fill(lasting ? magnitudes_ : spread_);
  over_time_.next(magnitudes_, lasting_);
  OTOSCAPE_KERNEL(mask)
  ({lasting ? lasting_.data() : spread_.data(), lasting ? spread_.data() : lasting_.data(),
    static_cast<float>(params_.from), static_cast<float>(1.0 / (params_.to - params_.from))},
   transform_.bins(),
   {transform_.re().data(), transform_.im().data(), magnitudes_.data(), kept_power_.data(),
    left_power_.data(), power_scale_});
  // There and back is slice/2 times, and squared windows add up to overlap/2.
  const float scale = 4.0f / static_cast<float>(slice() * params_.overlap);
  transform_.add_inverse(scale, overlap_.data());
  const auto hop_frames = static_cast<std::ptrdiff_t>(hop());
  std::copy_n(overlap_.begin(), hop_frames, complete_.begin());
  std::copy(overlap_.begin() + hop_frames, overlap_.end(), overlap_.begin());
  std::fill(overlap_.end() - hop_frames, overlap_.end(), 0.0f);
  return complete_;
}

}  // namespace otoscape::implant::film
#endif
