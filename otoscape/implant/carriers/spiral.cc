// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/carriers/spiral.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/implant/carriers/spiral.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::implant::carriers::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, 16>;  // 80 is a multiple

// Rows of `weights` times squares, roots of the sums.
void mix_powers(const float* weights, const float* envelopes, std::size_t bands, float* out,
                std::size_t tones) {
  const D d;
  for (std::size_t i = 0; i < tones; i += hn::Lanes(d)) {
    auto sum = hn::Zero(d);
    for (std::size_t j = 0; j < bands; ++j) {
      const auto power = hn::Set(d, envelopes[j] * envelopes[j]);
      sum = hn::MulAdd(hn::LoadU(d, weights + j * tones + i), power, sum);
    }
    hn::StoreU(hn::Sqrt(sum), d, out + i);
  }
}

}  // namespace otoscape::implant::carriers::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::implant::carriers {

HWY_EXPORT(mix_powers);

SpiralMix::SpiralMix(std::span<const double> centres_hz, double db_per_octave)
    : bands_(centres_hz.size()) {
  const auto tones = tables::spiral_tones_hz();
  for (const double centre : centres_hz) {
    for (const double tone : tones) {
      const double octaves = std::abs(std::log2(centre / tone));
      weights_.push_back(static_cast<float>(std::pow(10.0, -db_per_octave / 10.0 * octaves)));
    }
  }
}

void SpiralMix::mix(std::span<const float> envelopes, std::span<float> amplitudes) const noexcept {
  assert(envelopes.size() == bands_ && amplitudes.size() == tables::kSpiralTones);
  OTOSCAPE_KERNEL(mix_powers)
  (weights_.data(), envelopes.data(), bands_, amplitudes.data(), tables::kSpiralTones);
}

Spiral::Spiral(std::span<const double> centres_hz, double db_per_octave, Hertz rate,
               std::uint64_t key)
    : mix_(centres_hz, db_per_octave), tones_(tables::spiral_tones_hz(), rate, key) {}

void Spiral::process(std::int64_t first_frame, std::span<const float> from,
                     std::span<const float> to, std::span<float> add_to) noexcept {
  std::array<float, tables::kSpiralTones> tones_from, tones_to;
  mix_.mix(from, tones_from);
  mix_.mix(to, tones_to);
  tones_.process(first_frame, tones_from, tones_to, add_to);
}

}  // namespace otoscape::implant::carriers
#endif
