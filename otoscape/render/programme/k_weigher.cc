// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/k_weigher.h"

#include <algorithm>
#include <bit>

#include "otoscape/render/programme/k_weighting.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/render/programme/k_weigher.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
//
#include "otoscape/base/kernel.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::render::programme::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// One filter, of lanes D. The transposed direct form II with its second memory put in:
//   y[n] = b0 x[n] + s[n−1]
//   s[n] = (b1 − a1 b0) x[n] + (b2 − a2 b0) x[n−1] − a1 s[n−1] − a2 s[n−2]
template <class D>
struct Section {
  using V = hn::Vec<D>;
  V b0, now, before, a1, a2;
  V x, s, older;  // x[n−1], s[n−1], s[n−2]

  Section(const dsp::Biquad& f, const double* memory, std::size_t stride)
      : b0(hn::Set(D(), f.b0)),
        now(hn::Set(D(), f.b1 - f.a1 * f.b0)),
        before(hn::Set(D(), f.b2 - f.a2 * f.b0)),
        a1(hn::Set(D(), f.a1)),
        a2(hn::Set(D(), f.a2)),
        x(hn::Load(D(), memory)),
        s(hn::Load(D(), memory + stride)),
        older(hn::Load(D(), memory + 2 * stride)) {}
  HWY_INLINE V step(V in) {
    const V y = hn::MulAdd(b0, in, s);
    const V rest = hn::NegMulAdd(a2, older, hn::MulAdd(now, in, hn::Mul(before, x)));
    x = in, older = s;
    s = hn::NegMulAdd(a1, s, rest);
    return y;
  }
  void keep(double* memory, std::size_t stride) const {
    hn::Store(x, D(), memory);
    hn::Store(s, D(), memory + stride);
    hn::Store(older, D(), memory + 2 * stride);
  }
};

using Four = hn::CappedTag<float, 4>;

// Four frames of a sound from `at` on.
HWY_INLINE hn::Vec<Four> four_of(const KWeigher::Sound& sound, std::size_t at) {
  const Four d;
  if (sound.samples == nullptr) return hn::Zero(d);
  return hn::Mul(hn::Set(d, sound.gain_lin), hn::LoadU(d, sound.samples + at));
}

// Puts four frames of four sounds side by side, with `stride` samples from frame to frame.
HWY_INLINE void put_four(const KWeigher::Sound* sounds, std::size_t at, std::size_t stride,
                         float* to) {
  const Four d;
  const auto a = four_of(sounds[0], at), b = four_of(sounds[1], at), c = four_of(sounds[2], at),
             e = four_of(sounds[3], at);
  const auto ab = hn::InterleaveLower(d, a, b), ab_late = hn::InterleaveUpper(d, a, b);
  const auto ce = hn::InterleaveLower(d, c, e), ce_late = hn::InterleaveUpper(d, c, e);
  hn::Store(hn::ConcatLowerLower(d, ce, ab), d, to);
  hn::Store(hn::ConcatUpperUpper(d, ce, ab), d, to + stride);
  hn::Store(hn::ConcatLowerLower(d, ce_late, ab_late), d, to + 2 * stride);
  hn::Store(hn::ConcatUpperUpper(d, ce_late, ab_late), d, to + 3 * stride);
}

constexpr std::size_t kTile = 64;  // frames that are put side by side at a time

// A tile frame by frame. sounds: kLanes of them.
template <std::size_t kLanes>
HWY_INLINE void put_tile(const KWeigher::Sound* sounds, std::size_t at, std::size_t frames,
                         float* tile) {
  std::size_t n = 0;
  if constexpr (kLanes >= 4) {
    for (; n + 4 <= frames; n += 4) {
      for (std::size_t lane = 0; lane < kLanes; lane += 4) {
        put_four(sounds + lane, at + n, kLanes, tile + n * kLanes + lane);
      }
    }
  } else {
    const Four d;
    for (; n + 4 <= frames; n += 4) {
      const auto a = four_of(sounds[0], at + n), b = four_of(sounds[1], at + n);
      hn::Store(hn::InterleaveLower(d, a, b), d, tile + n * kLanes);
      hn::Store(hn::InterleaveUpper(d, a, b), d, tile + n * kLanes + 4);
    }
  }
  for (; n < frames; ++n) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const auto& [samples, gain_lin] = sounds[lane];
      tile[n * kLanes + lane] = samples != nullptr ? gain_lin * samples[at + n] : 0.0f;
    }
  }
}

// What a lane remembers, and the sum that its squares are added to.
struct Kept {
  double *memory, *sums;
};

// kVectors of lanes at a time: each waits for its own last frame, and they fill one another's time.
template <std::size_t kLanes, std::size_t kVectors, class D>
HWY_INLINE void run_tile(D d, const dsp::Biquad* filters, const float* tile, std::size_t frames,
                         const Kept& kept) {
  const auto [memory, sums] = kept;
  const hn::Rebind<float, D> single;
  const std::size_t width = hn::Lanes(d);
  Section<D> head(filters[0], memory, kLanes), low(filters[1], memory + 3 * kLanes, kLanes);
  auto sum = hn::LoadU(d, sums);
  if constexpr (kVectors == 1) {
    for (std::size_t n = 0; n < frames; ++n) {
      const auto y = low.step(head.step(hn::PromoteTo(d, hn::LoadU(single, tile + n * kLanes))));
      sum = hn::MulAdd(y, y, sum);
    }
  } else {
    double* other_memory = memory + width;
    Section<D> other_head(filters[0], other_memory, kLanes),
        other_low(filters[1], other_memory + 3 * kLanes, kLanes);
    auto other_sum = hn::LoadU(d, sums + width);
    for (std::size_t n = 0; n < frames; ++n) {
      const float* row = tile + n * kLanes;
      const auto y = low.step(head.step(hn::PromoteTo(d, hn::LoadU(single, row))));
      const auto other =
          other_low.step(other_head.step(hn::PromoteTo(d, hn::LoadU(single, row + width))));
      sum = hn::MulAdd(y, y, sum);
      other_sum = hn::MulAdd(other, other, other_sum);
    }
    other_head.keep(other_memory, kLanes);
    other_low.keep(other_memory + 3 * kLanes, kLanes);
    hn::StoreU(other_sum, d, sums + width);
  }
  head.keep(memory, kLanes);
  low.keep(memory + 3 * kLanes, kLanes);
  hn::StoreU(sum, d, sums);
}

template <std::size_t kLanes>
void weigh(const dsp::Biquad* filters, double* memory, const KWeigher::Sound* sounds,
           std::size_t frames, double* sums) {
  const hn::CappedTag<double, kLanes> d;
  constexpr std::size_t kVectors = kLanes >= 2 * hn::MaxLanes(d) ? 2 : 1;
  HWY_ALIGN float tile[kTile * kLanes];
  for (std::size_t at = 0; at < frames; at += kTile) {
    const std::size_t count = std::min(kTile, frames - at);
    put_tile<kLanes>(sounds, at, count, tile);
    for (std::size_t lane = 0; lane < kLanes; lane += kVectors * hn::Lanes(d)) {
      run_tile<kLanes, kVectors>(d, filters, tile + lane, count, {memory + lane, sums + lane});
    }
  }
}

void weigh_2(const dsp::Biquad* filters, double* memory, const KWeigher::Sound* sounds,
             std::size_t frames, double* sums) {
  weigh<2>(filters, memory, sounds, frames, sums);
}
void weigh_4(const dsp::Biquad* filters, double* memory, const KWeigher::Sound* sounds,
             std::size_t frames, double* sums) {
  weigh<4>(filters, memory, sounds, frames, sums);
}
void weigh_8(const dsp::Biquad* filters, double* memory, const KWeigher::Sound* sounds,
             std::size_t frames, double* sums) {
  weigh<8>(filters, memory, sounds, frames, sums);
}

}  // namespace otoscape::render::programme::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::render::programme {

HWY_EXPORT(weigh_2);
HWY_EXPORT(weigh_4);
HWY_EXPORT(weigh_8);

KWeigher::KWeigher(Hertz rate, std::size_t sounds)
    : lanes_(std::max<std::size_t>(2, std::bit_ceil(sounds))), filters_(k_filters(rate)) {}

void KWeigher::add(std::span<const Sound> sounds, std::size_t frames, double* sums) noexcept {
  std::array<Sound, kMostLanes> lanes;
  std::array<double, kMostLanes> all{};
  std::ranges::copy(sounds, lanes.begin());
  std::copy_n(sums, sounds.size(), all.begin());
  const auto kernel = lanes_ == 2   ? OTOSCAPE_KERNEL(weigh_2)
                      : lanes_ == 4 ? OTOSCAPE_KERNEL(weigh_4)
                                    : OTOSCAPE_KERNEL(weigh_8);
  kernel(filters_.data(), memory_, lanes.data(), frames, all.data());
  std::copy_n(all.begin(), sounds.size(), sums);
}

}  // namespace otoscape::render::programme
#endif
