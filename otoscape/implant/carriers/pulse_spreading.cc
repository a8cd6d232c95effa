// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/carriers/pulse_spreading.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <numbers>
#include <numeric>

#include "otoscape/base/arena.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/dsp/spline_noise.h"
#include "otoscape/implant/carriers/slot_order.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/implant/carriers/pulse_spreading.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/partial_vector-inl.h"

#ifndef OTOSCAPE_IMPLANT_CARRIERS_PULSE_SPREADING_TABLE
#define OTOSCAPE_IMPLANT_CARRIERS_PULSE_SPREADING_TABLE
namespace otoscape::implant::carriers {
// The amplitude of frame n: start + n · step.
struct AmplitudeRamp {
  float start, step;
};
}  // namespace otoscape::implant::carriers
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::implant::carriers::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, 16>;

// Adds a table that begins at the ramp's frame `first`.
void add_table(const float* table, AmplitudeRamp ramp, std::size_t first, std::size_t frames,
               float* out) {
  const D d;
  const std::size_t lanes = hn::Lanes(d);
  const auto base = hn::Set(d, ramp.start), slope = hn::Set(d, ramp.step);
  for (std::size_t n = 0; n < frames; n += lanes) {
    const auto at = hn::Iota(d, static_cast<float>(first + n));
    const auto amplitude = hn::MulAdd(at, slope, base);
    if (n + lanes <= frames) {
      const auto sum = hn::MulAdd(amplitude, hn::LoadU(d, table + n), hn::LoadU(d, out + n));
      hn::StoreU(sum, d, out + n);
    } else {
      const std::size_t some = frames - n;
      const auto sound = dsp::HWY_NAMESPACE::load_some(d, table + n, some);
      const auto before = dsp::HWY_NAMESPACE::load_some(d, out + n, some);
      dsp::HWY_NAMESPACE::store_some(hn::MulAdd(amplitude, sound, before), d, out + n, some);
    }
  }
}

}  // namespace otoscape::implant::carriers::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::implant::carriers {
namespace {

constexpr double kHighest = 0.45;                         // of the rate
constexpr std::uint64_t kTableKey = 0x9d5c1f0b7a3e8264u;  // any number: tables are always the same

int nearest_order(double root_of_rate, double f0_hz) {
  return std::max(1, static_cast<int>(std::lround(root_of_rate / std::sqrt(f0_hz))));
}

// Harmonics `low` … `high` of a table of fft.size() frames, of unit RMS.
std::vector<float> draw(dsp::BasicFft<double>& fft, int low, int high, int order,
                        std::uint64_t key) {
  const auto size = static_cast<std::size_t>(fft.size());
  Arena arena;
  const auto re = arena.take<double>(size), im = arena.take<double>(size);
  std::vector<int> places(static_cast<std::size_t>(order));
  shuffle_slots(key, 0, places);
  const double amplitude = std::sqrt(2.0 / (high - low + 1));
  for (int n = low; n <= high; ++n) {
    const auto train = static_cast<std::size_t>((order - n % order) % order);
    const double start = std::ldexp(static_cast<double>(dsp::hash(key, ~train)), -64);
    const double turns = static_cast<double>(n) * places[train] / (order * order) + start;
    const double angle = 2.0 * std::numbers::pi * (turns - std::floor(turns));
    re[static_cast<std::size_t>(n)] = amplitude * std::cos(angle);
    im[static_cast<std::size_t>(n)] = amplitude * std::sin(angle);
  }
  fft.inverse(re, im);            // Σ a e^{+j(2πnt + phase)}
  return {im.begin(), im.end()};  // the sines
}

}  // namespace

HWY_EXPORT(add_table);

double pulse_spreading_rate(double hz) {
  const double khz = hz / 1000.0;
  return 37.0 + 151.0 * khz + 0.17 * khz * khz;
}

int pulse_spreading_order(double hz, double f0_hz) {
  return nearest_order(std::sqrt(pulse_spreading_rate(hz)), f0_hz);
}

int pulse_spreading_order_2014(double hz, double f0_hz) {
  const double khz = hz / 1000.0;
  return nearest_order(((0.0459 * khz - 0.7964) * khz + 6.9097) * khz + 7.2244, f0_hz);
}

PulseSpreadingTables::PulseSpreadingTables(std::span<const CarrierBand> bands, Hertz rate)
    : frames_(std::bit_ceil(static_cast<std::size_t>(std::ceil(rate.value())))),
      f0_hz_(rate.value() / static_cast<double>(frames_)) {
  Arena arena;
  dsp::BasicFft<double> fft;
  fft.prepare(static_cast<int>(frames_), arena);
  for (std::size_t b = 0; b < bands.size(); ++b) {
    const auto [low_hz, high_hz] = bands[b];
    const int low = std::max(1, static_cast<int>(std::lround(low_hz / f0_hz_)));
    const int high =
        static_cast<int>(std::lround(std::min(high_hz, kHighest * rate.value()) / f0_hz_));
    tables_.emplace_back();
    if (high < low) continue;
    const int order = pulse_spreading_order(std::sqrt(low_hz * high_hz), f0_hz_);
    tables_.back() = draw(fft, low, high, order, dsp::hash(kTableKey, b));
  }
}

PulseSpreading::PulseSpreading(std::shared_ptr<const PulseSpreadingTables> tables,
                               std::uint64_t key)
    : tables_(std::move(tables)) {
  for (int b = 0; b < bands(); ++b) {
    starts_.push_back(dsp::hash(key, static_cast<std::uint64_t>(b)) % tables_->frames());
  }
}

void PulseSpreading::process(std::int64_t first_frame, std::span<const float> from,
                             std::span<const float> to, std::span<float> add_to) noexcept {
  assert(from.size() == starts_.size() && to.size() == starts_.size());
  const std::size_t frames = add_to.size(), length = tables_->frames();
  for (std::size_t b = 0; b < starts_.size(); ++b) {
    const auto table = tables_->table(static_cast<int>(b));
    if (table.empty() || (from[b] == 0.0f && to[b] == 0.0f)) continue;
    const AmplitudeRamp ramp{from[b], (to[b] - from[b]) / static_cast<float>(frames)};
    // A power of two: whole numbers may wrap.
    std::size_t at = (starts_[b] + static_cast<std::uint64_t>(first_frame)) & (length - 1);
    for (std::size_t n = 0; n < frames;) {
      const std::size_t some = std::min(frames - n, length - at);
      OTOSCAPE_KERNEL(add_table)(&table[at], ramp, n, some, &add_to[n]);
      n += some, at = 0;
    }
  }
}

}  // namespace otoscape::implant::carriers
#endif
