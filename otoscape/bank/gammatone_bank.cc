// SPDX-License-Identifier: Apache-2.0
#include "otoscape/bank/gammatone_bank.h"

#include <algorithm>
#include <cassert>

#include "otoscape/bank/band_sum.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/bank/gammatone_bank.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

#ifndef OTOSCAPE_BANK_GAMMATONE_BANK_KERNELS
#define OTOSCAPE_BANK_GAMMATONE_BANK_KERNELS
namespace otoscape::bank {

inline constexpr int kWidestVector = 16;  // bands and state are laid out for this many lanes

// One ear's filters over one quantum.
struct FilterRun {
  const float* sound;
  int frames;
  int level_stride, early_stride;
  const float* pole_re;
  const float* pole_im;
  const float* weight_re;
  const float* weight_im;
  int bands;
  float* state;
  float* power;
  float* slip;
  EarlyLevels early;  // band 0's; empty: not measured
  float* tile;        // null: measure only
  float* ring;        // where band 0's quantum goes
  int ring_stride;
};

}  // namespace otoscape::bank
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::bank::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Wide = hn::CappedTag<float, kWidestVector>;
using V = hn::Vec<Wide>;

struct Section {
  V re, im;
  HWY_INLINE void advance(V pole_re, V pole_im, V in_re, V in_im) {
    const V new_re = hn::NegMulAdd(pole_im, im, hn::MulAdd(pole_re, re, in_re));
    im = hn::MulAdd(pole_im, re, hn::MulAdd(pole_re, im, in_im));
    re = new_re;
  }
};

struct Cascade {
  V pole_re, pole_im, weight_re, weight_im;
  Section s1, s2, s3, s4;

  HWY_INLINE void advance(float sample) {
    const V x = hn::Set(Wide(), sample);
    s1.advance(pole_re, pole_im, hn::Mul(weight_re, x), hn::Mul(weight_im, x));
    s2.advance(pole_re, pole_im, s1.re, s1.im);
    s3.advance(pole_re, pole_im, s2.re, s2.im);
    s4.advance(pole_re, pole_im, s3.re, s3.im);
  }
};

HWY_INLINE Cascade load_cascade(const FilterRun& run, int band, const float* state) {
  const Wide d;
  const auto lanes = static_cast<int>(hn::Lanes(d));
  const auto section = [&](int k) {
    return Section{hn::Load(d, state + 2 * k * lanes), hn::Load(d, state + (2 * k + 1) * lanes)};
  };
  return {hn::Load(d, run.pole_re + band),
          hn::Load(d, run.pole_im + band),
          hn::Load(d, run.weight_re + band),
          hn::Load(d, run.weight_im + band),
          section(0),
          section(1),
          section(2),
          section(3)};
}

HWY_INLINE void store_state(const Cascade& c, float* state) {
  const Wide d;
  const auto lanes = hn::Lanes(d);
  for (const Section* s : {&c.s1, &c.s2, &c.s3, &c.s4}) {
    hn::Store(s->re, d, state);
    hn::Store(s->im, d, state + lanes);
    state += 2 * lanes;
  }
}

// Running sums of the second section's power and slip.
struct EarlySums {
  V peak, quarter, power, slip;

  HWY_INLINE void add(const Cascade& c) {
    quarter = hn::MulAdd(c.s2.re, c.s2.re, hn::MulAdd(c.s2.im, c.s2.im, quarter));
    slip = hn::MulAdd(c.s1.im, c.s2.re, hn::NegMulAdd(c.s1.re, c.s2.im, slip));
  }
  HWY_INLINE void end_quarter() {
    peak = hn::Max(peak, quarter);
    power = hn::Add(power, quarter);
    quarter = hn::Zero(Wide());
  }
  HWY_INLINE void store(const FilterRun& run, int band) const {
    const Wide d;
    const auto at = static_cast<std::size_t>(band);
    const float mean = static_cast<float>(run.early_stride) / static_cast<float>(run.frames);
    hn::Store(hn::Mul(peak, hn::Set(d, 4.0f * mean)), d, &run.early.peak[at]);
    hn::Store(hn::Mul(power, hn::Set(d, mean)), d, &run.early.power[at]);
    hn::Store(hn::Mul(slip, hn::Set(d, mean)), d, &run.early.slip[at]);
  }
};

// Runs one vector of bands; kKeep writes their real parts to the tile.
template <bool kKeep, bool kEarly>
void run_cascade(const FilterRun& run, int band, float* state) {
  const Wide d;
  const auto lanes = static_cast<int>(hn::Lanes(d));
  Cascade c = load_cascade(run, band, state);
  V power = hn::Zero(d), slip = hn::Zero(d);
  const V zero = hn::Zero(d);
  EarlySums early{zero, zero, zero, zero};
  const int quarter = run.frames / 4;
  for (int q = 0; q < run.frames; q += quarter) {
    for (int e = q; e < q + quarter; e += run.early_stride) {
      for (int n = e; n < e + run.early_stride; n += run.level_stride) {
        for (int j = n; j < n + run.level_stride; ++j) {
          c.advance(run.sound[j]);
          if (kKeep) hn::Store(c.s4.re, d, run.tile + j * lanes);
        }
        power = hn::MulAdd(c.s4.re, c.s4.re, hn::MulAdd(c.s4.im, c.s4.im, power));
        slip = hn::MulAdd(c.s3.im, c.s4.re, hn::NegMulAdd(c.s3.re, c.s4.im, slip));
      }
      if (kEarly) early.add(c);
    }
    if (kEarly) early.end_quarter();
  }
  store_state(c, state);
  const V mean = hn::Set(d, static_cast<float>(run.level_stride) / static_cast<float>(run.frames));
  hn::Store(hn::Mul(power, mean), d, run.power + band);
  hn::Store(hn::Mul(slip, mean), d, run.slip + band);
  if (kEarly) early.store(run, band);
}

// Stores each 128-bit block of v, four bands apart.
template <class D>
HWY_INLINE void store_blocks(D d, hn::Vec<D> v, float* at, int four_bands) {
  if constexpr (hn::MaxLanes(D()) <= 4) {
    hn::StoreU(v, d, at);
  } else {
    const hn::Half<D> half;
    const int blocks = static_cast<int>(hn::Lanes(half)) / 4;
    store_blocks(half, hn::LowerHalf(half, v), at, four_bands);
    store_blocks(half, hn::UpperHalf(half, v), at + blocks * four_bands, four_bands);
  }
}

// Turns the tile (frames × lanes) into rows of time, four frames of a vector of bands at once.
void transpose_tile(const FilterRun& run, int band) {
  const Wide d;
  const hn::RepartitionToWide<Wide> wide;
  const auto lanes = static_cast<int>(hn::Lanes(d));
  const int four_bands = 4 * run.ring_stride;
  for (int n = 0; n < run.frames; n += 4) {
    const float* row = run.tile + n * lanes;
    const V a = hn::Load(d, row), b = hn::Load(d, row + lanes);
    const V c = hn::Load(d, row + 2 * lanes), e = hn::Load(d, row + 3 * lanes);
    const auto ab = hn::BitCast(wide, hn::InterleaveLower(d, a, b));
    const auto ce = hn::BitCast(wide, hn::InterleaveLower(d, c, e));
    const auto ab_up = hn::BitCast(wide, hn::InterleaveUpper(d, a, b));
    const auto ce_up = hn::BitCast(wide, hn::InterleaveUpper(d, c, e));
    float* at = run.ring + band * run.ring_stride + n;
    const auto put = [&](auto v, int offset) {
      store_blocks(d, hn::BitCast(d, v), at + offset * run.ring_stride, four_bands);
    };
    put(hn::InterleaveLower(wide, ab, ce), 0);
    put(hn::InterleaveUpper(wide, ab, ce), 1);
    put(hn::InterleaveLower(wide, ab_up, ce_up), 2);
    put(hn::InterleaveUpper(wide, ab_up, ce_up), 3);
  }
}

template <bool kKeep, bool kEarly>
void run_bands(const FilterRun& run) {
  const auto lanes = static_cast<int>(hn::Lanes(Wide()));
  float* state = run.state;
  for (int band = 0; band < run.bands; band += lanes, state += 8 * lanes) {
    run_cascade<kKeep, kEarly>(run, band, state);
    if (kKeep) transpose_tile(run, band);
  }
}

void run_filters(const FilterRun& run) {
  const bool early = !run.early.peak.empty();
  if (run.tile == nullptr) {
    early ? run_bands<false, true>(run) : run_bands<false, false>(run);
  } else {
    early ? run_bands<true, true>(run) : run_bands<true, false>(run);
  }
}

}  // namespace otoscape::bank::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::bank {

HWY_EXPORT(run_filters);

void GammatoneBank::prepare(const GammatoneDesign& design, const StreamSpec& spec, int quantum,
                            bool with_output, Arena& arena) {
  assert(quantum % 16 == 0 && design.bands.size() % kWidestVector == 0);
  constexpr double kSlowRate = 30000.0;  // below it bands turn too fast for every 4th frame
  bands_ = static_cast<int>(design.bands.size());
  ears_ = spec.ears;
  quantum_ = quantum;
  level_stride_ = spec.rate.value() < kSlowRate ? 2 : 4;
  early_stride_ = 2 * level_stride_;
  const auto bands = design.bands.size(), all = bands * static_cast<std::size_t>(ears_);
  coefficients_ = arena.take<float>(4 * bands);
  state_ = arena.take<float>(8 * all);
  power_ = arena.take<float>(all);
  slip_ = arena.take<float>(all);
  for (auto* row : {&early_peak_, &early_power_, &early_slip_}) *row = arena.take<float>(all);
  delays_ = arena.take<int>(bands);
  for (std::size_t k = 0; k < bands; ++k) {
    const GammatoneBand& b = design.bands[k];
    coefficients_[k] = static_cast<float>(b.pole.real());
    coefficients_[bands + k] = static_cast<float>(b.pole.imag());
    coefficients_[2 * bands + k] = static_cast<float>(b.input_weight.real());
    coefficients_[3 * bands + k] = static_cast<float>(b.input_weight.imag());
    delays_[k] = b.delay_frames;
  }
  if (!with_output) return;
  const int longest = *std::ranges::max_element(delays_);
  ring_frames_ = (longest + 2 * quantum - 1) / quantum * quantum;
  ring_stride_ = ring_frames_ + quantum;
  ring_ = arena.take<float>(all * static_cast<std::size_t>(ring_stride_));
  tile_ = arena.take<float>(static_cast<std::size_t>(quantum * kWidestVector));
}

void GammatoneBank::analyse(ConstBlock<PascalUnit> sound, bool early) noexcept {
  assert(sound.frames() == quantum_ && sound.channels() == ears_);
  if (!ring_.empty()) write_ = (write_ + quantum_) % ring_frames_;
  const float* c = coefficients_.data();
  for (int ear = 0; ear < ears_; ++ear) {
    const int first = ear * bands_;
    float* ring = ring_.empty() ? nullptr : ring_.data() + first * ring_stride_;
    const auto part = [&](std::span<float> all) {
      return early ? all.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(bands_))
                   : std::span<float>();
    };
    OTOSCAPE_KERNEL(run_filters)
    ({sound.channel(ear).data(),
      quantum_,
      level_stride_,
      early_stride_,
      c,
      c + bands_,
      c + 2 * bands_,
      c + 3 * bands_,
      bands_,
      state_.data() + 8 * first,
      power_.data() + first,
      slip_.data() + first,
      {part(early_peak_), part(early_power_), part(early_slip_)},
      tile_.data(),
      ring == nullptr ? nullptr : ring + write_,
      ring_stride_});
    if (ring == nullptr || write_ != 0) continue;
    for (int k = 0; k < bands_;
         ++k) {  // reads may run over the end into the mirrored first quantum
      std::copy_n(ring + k * ring_stride_, quantum_, ring + k * ring_stride_ + ring_frames_);
    }
  }
}

void GammatoneBank::synthesise(const BandGains& gains, PascalBlock out) noexcept {
  for (int ear = 0; ear < ears_; ++ear) {
    const auto first = static_cast<std::size_t>(ear * bands_);
    sum_bands({ring_.data() + static_cast<int>(first) * ring_stride_, ring_frames_, ring_stride_,
               write_, delays_.data(), &gains.from[first], &gains.mid[first], &gains.to[first],
               bands_, quantum_, out.channel(ear).data()});
  }
}

void GammatoneBank::reset() noexcept {
  std::ranges::fill(state_, 0.0f);
  std::ranges::fill(ring_, 0.0f);
}

}  // namespace otoscape::bank
#endif
