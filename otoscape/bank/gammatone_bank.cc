// SPDX-License-Identifier: Apache-2.0
#include "otoscape/bank/gammatone_bank.h"

#include <algorithm>
#include <cassert>

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
  int level_stride;
  const float* pole_re;
  const float* pole_im;
  const float* weight_re;
  const float* weight_im;
  int bands;
  float* state;
  float* power;
  float* slip;
  float* tile;  // null: measure only
  float* ring;  // where band 0's quantum goes
  int ring_stride;
};

// One ear's weighted sum over one quantum.
struct SumRun {
  const float* ring;  // band 0, frame 0
  int ring_frames, ring_stride, write;
  const int* delays;
  const float* from;
  const float* mid;
  const float* to;
  int bands;
  int frames;
  float* out;
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

// Runs one vector of bands; kKeep writes their real parts to the tile.
template <bool kKeep>
void run_cascade(const FilterRun& run, int band, float* state) {
  const Wide d;
  const auto lanes = static_cast<int>(hn::Lanes(d));
  Cascade c = load_cascade(run, band, state);
  V power = hn::Zero(d), slip = hn::Zero(d);
  for (int n = 0; n < run.frames; n += run.level_stride) {
    for (int j = n; j < n + run.level_stride; ++j) {
      c.advance(run.sound[j]);
      if (kKeep) hn::Store(c.s4.re, d, run.tile + j * lanes);
    }
    power = hn::MulAdd(c.s4.re, c.s4.re, hn::MulAdd(c.s4.im, c.s4.im, power));
    slip = hn::MulAdd(c.s3.im, c.s4.re, hn::NegMulAdd(c.s3.re, c.s4.im, slip));
  }
  store_state(c, state);
  const V mean = hn::Set(d, static_cast<float>(run.level_stride) / static_cast<float>(run.frames));
  hn::Store(hn::Mul(power, mean), d, run.power + band);
  hn::Store(hn::Mul(slip, mean), d, run.slip + band);
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

void run_filters(const FilterRun& run) {
  const auto lanes = static_cast<int>(hn::Lanes(Wide()));
  float* state = run.state;
  for (int band = 0; band < run.bands; band += lanes, state += 8 * lanes) {
    if (run.tile == nullptr) {
      run_cascade<false>(run, band, state);
    } else {
      run_cascade<true>(run, band, state);
      transpose_tile(run, band);
    }
  }
}

// The frames [first, first + 4 vectors) of the sum, all bands, in registers.
template <class D>
void sum_stretch(D d, const SumRun& run, int first) {
  const int lanes = static_cast<int>(hn::Lanes(d)), half = run.frames / 2;
  const auto ramp = hn::Iota(d, 1.0f);
  const float per_frame = 1.0f / static_cast<float>(half);
  auto s0 = hn::Zero(d), s1 = s0, s2 = s0, s3 = s0;
  for (int k = 0; k < run.bands; ++k) {
    int at = run.write + first - run.delays[k];
    if (at < 0) at += run.ring_frames;
    const float* y = run.ring + k * run.ring_stride + at;
    const auto gain = [&](int vector) {
      const int frame = first + vector * lanes;
      const bool early = frame < half;
      const float start = early ? run.from[k] : run.mid[k];
      const float end = early ? run.mid[k] : run.to[k];
      const float slope = (end - start) * per_frame;
      const float base = start + slope * static_cast<float>(early ? frame : frame - half);
      return hn::MulAdd(hn::Set(d, slope), ramp, hn::Set(d, base));
    };
    s0 = hn::MulAdd(gain(0), hn::LoadU(d, y), s0);
    s1 = hn::MulAdd(gain(1), hn::LoadU(d, y + lanes), s1);
    s2 = hn::MulAdd(gain(2), hn::LoadU(d, y + 2 * lanes), s2);
    s3 = hn::MulAdd(gain(3), hn::LoadU(d, y + 3 * lanes), s3);
  }
  float* out = run.out + first;
  hn::StoreU(s0, d, out);
  hn::StoreU(s1, d, out + lanes);
  hn::StoreU(s2, d, out + 2 * lanes);
  hn::StoreU(s3, d, out + 3 * lanes);
}

template <class D>
void sum_all(D d, const SumRun& run) {
  for (int t = 0; t < run.frames; t += 4 * static_cast<int>(hn::Lanes(d))) sum_stretch(d, run, t);
}

// A vector must not straddle the middle of a short quantum, where the gain bends.
void run_sum(const SumRun& run) {
  if (run.frames % 64 == 0) {
    sum_all(hn::CappedTag<float, 16>(), run);
  } else {
    sum_all(hn::CappedTag<float, 4>(), run);
  }
}

}  // namespace otoscape::bank::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::bank {

HWY_EXPORT(run_filters);
HWY_EXPORT(run_sum);

void GammatoneBank::prepare(const GammatoneDesign& design, const StreamSpec& spec, int quantum,
                            bool with_output, Arena& arena) {
  assert(quantum % 16 == 0 && design.bands.size() % kWidestVector == 0);
  constexpr double kSlowRate = 30000.0;  // below it bands turn too fast for every 4th frame
  bands_ = static_cast<int>(design.bands.size());
  ears_ = spec.ears;
  quantum_ = quantum;
  level_stride_ = spec.rate.value() < kSlowRate ? 2 : 4;
  const auto bands = design.bands.size(), all = bands * static_cast<std::size_t>(ears_);
  coefficients_ = arena.take<float>(4 * bands);
  state_ = arena.take<float>(8 * all);
  power_ = arena.take<float>(all);
  slip_ = arena.take<float>(all);
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

void GammatoneBank::analyse(ConstBlock<PascalUnit> sound) noexcept {
  assert(sound.frames() == quantum_ && sound.channels() == ears_);
  if (!ring_.empty()) write_ = (write_ + quantum_) % ring_frames_;
  const float* c = coefficients_.data();
  for (int ear = 0; ear < ears_; ++ear) {
    const int first = ear * bands_;
    float* ring = ring_.empty() ? nullptr : ring_.data() + first * ring_stride_;
    OTOSCAPE_KERNEL(run_filters)
    ({sound.channel(ear).data(), quantum_, level_stride_, c, c + bands_, c + 2 * bands_,
      c + 3 * bands_, bands_, state_.data() + 8 * first, power_.data() + first,
      slip_.data() + first, tile_.data(), ring == nullptr ? nullptr : ring + write_, ring_stride_});
    if (ring == nullptr || write_ != 0) continue;
    for (int k = 0; k < bands_;
         ++k) {  // reads may run over the end into the mirrored first quantum
      std::copy_n(ring + k * ring_stride_, quantum_, ring + k * ring_stride_ + ring_frames_);
    }
  }
}

void GammatoneBank::synthesise(const BandGains& gains, PascalBlock out) noexcept {
  for (int ear = 0; ear < ears_; ++ear) {
    const int first = ear * bands_;
    OTOSCAPE_KERNEL(run_sum)
    ({ring_.data() + first * ring_stride_, ring_frames_, ring_stride_, write_, delays_.data(),
      gains.from.data() + first, gains.mid.data() + first, gains.to.data() + first, bands_,
      quantum_, out.channel(ear).data()});
  }
}

void GammatoneBank::reset() noexcept {
  std::ranges::fill(state_, 0.0f);
  std::ranges::fill(ring_, 0.0f);
}

}  // namespace otoscape::bank
#endif
