// SPDX-License-Identifier: Apache-2.0
#include "otoscape/bank/gammatone_bank.h"

#include <algorithm>
#include <cassert>
#include <complex>

#include "otoscape/bank/band_sum.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/bank/gammatone_bank.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/bank/transpose_tile-inl.h"
#include "otoscape/base/kernel.h"

#ifndef OTOSCAPE_BANK_GAMMATONE_BANK_KERNELS
#define OTOSCAPE_BANK_GAMMATONE_BANK_KERNELS
namespace otoscape::bank {

inline constexpr int kWidestVector = 16;  // bands and state are laid out for this many lanes

// Where a band's carrier begins: 16 bands' real parts and their imaginary parts, frame by frame.
inline int carrier_of(int frames, int band) {
  const int first = band / kWidestVector * kWidestVector;
  return 2 * frames * first + band - first;
}

// One ear's filters over one quantum.
struct FilterRun {
  const float* sound;
  int frames;
  int level_stride, early_stride;
  const float* radius;   // of the poles
  const float* turn_re;  // a band's phase over one quantum
  const float* turn_im;
  const float* down;  // carriers, see GammatoneBank
  const float* up;
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
  HWY_INLINE void advance(V radius, V in_re, V in_im) {
    re = hn::MulAdd(radius, re, in_re);
    im = hn::MulAdd(radius, im, in_im);
  }
  HWY_INLINE void turn(V by_re, V by_im) {
    const V new_re = hn::NegMulAdd(by_im, im, hn::Mul(by_re, re));
    im = hn::MulAdd(by_im, re, hn::Mul(by_re, im));
    re = new_re;
  }
};

// Sections at 0 Hz: with pole r e^{jω}, y_k[n] = e^{jωn} z_k[n] and z_k[n] = r z_k[n−1] +
// z_{k−1}[n], half the multiplications. The products y_k · conj y_l, and so all levels, are those
// of z.
struct Cascade {
  V radius;
  Section s1, s2, s3, s4;

  HWY_INLINE void advance(float sample, V down_re, V down_im) {
    const V x = hn::Set(Wide(), sample);
    s1.advance(radius, hn::Mul(down_re, x), hn::Mul(down_im, x));
    s2.advance(radius, s1.re, s1.im);
    s3.advance(radius, s2.re, s2.im);
    s4.advance(radius, s3.re, s3.im);
  }
};

// The state at the end of the quantum before, with its phase counted from this one's start.
HWY_INLINE Cascade load_cascade(const FilterRun& run, int band, const float* state) {
  const Wide d;
  const auto lanes = static_cast<int>(hn::Lanes(d));
  const V turn_re = hn::Load(d, run.turn_re + band), turn_im = hn::Load(d, run.turn_im + band);
  const auto section = [&](int k) HWY_ATTR {
    Section s{hn::Load(d, state + 2 * k * lanes), hn::Load(d, state + (2 * k + 1) * lanes)};
    s.turn(turn_re, turn_im);
    return s;
  };
  return {hn::Load(d, run.radius + band), section(0), section(1), section(2), section(3)};
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
  const float* down = run.down + carrier_of(run.frames, band);
  const float* up = kKeep ? run.up + carrier_of(run.frames, band) : nullptr;
  EarlySums early{zero, zero, zero, zero};
  const int quarter = run.frames / 4;
  for (int q = 0; q < run.frames; q += quarter) {
    for (int e = q; e < q + quarter; e += run.early_stride) {
      for (int n = e; n < e + run.early_stride; n += run.level_stride) {
        for (int j = n; j < n + run.level_stride; ++j) {
          const int at = 2 * kWidestVector * j;
          c.advance(run.sound[j], hn::Load(d, down + at), hn::Load(d, down + at + kWidestVector));
          if (kKeep) {
            const V up_re = hn::Load(d, up + at), up_im = hn::Load(d, up + at + kWidestVector);
            const V real = hn::NegMulAdd(up_im, c.s4.im, hn::Mul(up_re, c.s4.re));
            hn::Store(real, d, run.tile + j * lanes);
          }
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

template <bool kKeep, bool kEarly>
void run_bands(const FilterRun& run) {
  const auto lanes = static_cast<int>(hn::Lanes(Wide()));
  float* state = run.state;
  for (int band = 0; band < run.bands; band += lanes, state += 8 * lanes) {
    run_cascade<kKeep, kEarly>(run, band, state);
    if (!kKeep) continue;
    transpose_tile(Wide(), run.tile, run.frames, run.ring + band * run.ring_stride,
                   run.ring_stride);
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
  coefficients_ = arena.take<float>(3 * bands);
  down_ = arena.take<float>(2 * bands * static_cast<std::size_t>(quantum));
  up_ = arena.take<float>(with_output ? down_.size() : 0);
  state_ = arena.take<float>(8 * all);
  power_ = arena.take<float>(all);
  slip_ = arena.take<float>(all);
  for (auto* row : {&early_peak_, &early_power_, &early_slip_}) *row = arena.take<float>(all);
  delays_ = arena.take<int>(bands);
  for (std::size_t k = 0; k < bands; ++k) {
    const GammatoneBand& b = design.bands[k];
    const double radians = std::arg(b.pole);
    const auto turn = std::polar(1.0, radians * quantum);
    coefficients_[k] = static_cast<float>(std::abs(b.pole));
    coefficients_[bands + k] = static_cast<float>(turn.real());
    coefficients_[2 * bands + k] = static_cast<float>(turn.imag());
    for (int n = 0; n < quantum; ++n) {
      const auto at = static_cast<std::size_t>(carrier_of(quantum, static_cast<int>(k)) +
                                               2 * kWidestVector * n);
      const auto up = std::polar(1.0, radians * n);
      const auto down = b.input_weight * std::conj(up);
      down_[at] = static_cast<float>(down.real());
      down_[at + kWidestVector] = static_cast<float>(down.imag());
      if (!with_output) continue;
      up_[at] = static_cast<float>(up.real());
      up_[at + kWidestVector] = static_cast<float>(up.imag());
    }
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
      down_.data(),
      up_.data(),
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
