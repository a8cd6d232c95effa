// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/film/line_bank.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "otoscape/dsp/phase_ramp.h"
#include "otoscape/dsp/spline_noise.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/implant/film/line_bank.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

#ifndef OTOSCAPE_IMPLANT_LINE_BANK_RAMP
#define OTOSCAPE_IMPLANT_LINE_BANK_RAMP
namespace otoscape::implant::film {
// from + rise · position: positions are whole numbers, so that a frame's value is the same bits
// wherever a call begins.
struct Straight {
  float from, rise;
  int position;
};
}  // namespace otoscape::implant::film
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::implant::film::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, dsp::Row::kRoom>;
using V = hn::Vec<D>;

HWY_INLINE V value(const Straight& ramp, int n) {
  const D d;
  return hn::MulAdd(hn::Set(d, ramp.rise), hn::Iota(d, static_cast<float>(ramp.position + n)),
                    hn::Set(d, ramp.from));
}

void add_line(const float* carrier, Straight amplitude, int frames, float* out) {
  const D d;
  for (int n = 0; n < frames; n += static_cast<int>(hn::Lanes(d))) {
    const V sum = hn::MulAdd(value(amplitude, n), hn::LoadU(d, carrier + n), hn::LoadU(d, out + n));
    hn::StoreU(sum, d, out + n);
  }
}

// carrier · (steady + depth · modulation)
void roughen(const float* modulation, Straight steady, Straight depth, int frames, float* carrier) {
  const D d;
  for (int n = 0; n < frames; n += static_cast<int>(hn::Lanes(d))) {
    const V gain = hn::MulAdd(value(depth, n), hn::LoadU(d, modulation + n), value(steady, n));
    hn::StoreU(hn::Mul(gain, hn::LoadU(d, carrier + n)), d, carrier + n);
  }
}

}  // namespace otoscape::implant::film::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::implant::film {

HWY_EXPORT(add_line);
HWY_EXPORT(roughen);

namespace {

constexpr double kHighestShare = 0.45;
constexpr float kUnheard = 1e-4f;  // re the strongest line
constexpr double kRoughHz = 70.0, kRoughSpreadHz = 10.0;

enum Part : std::uint64_t { phase, noise, rough_phase, rough_rate };

std::uint64_t step_of(double hz, Hertz rate) { return dsp::to_phase(hz / rate.value()); }

// −1…1
double spread(std::uint64_t hash) { return std::ldexp(static_cast<double>(hash >> 11), -52) - 1.0; }

}  // namespace

int LineBank::bin(double hz) const noexcept {
  const double bin = std::ceil(hz / rate_.value() * 2.0 * (bins_ - 1));
  return static_cast<int>(std::clamp(bin, 0.0, static_cast<double>(bins_)));
}

LineBank::Line LineBank::line(double hz, double from_hz, double to_hz) const noexcept {
  const std::uint64_t key = dsp::hash(key_, static_cast<std::uint64_t>(count_));
  Line line;
  line.first_bin = bin(from_hz);
  line.end_bin = bin(to_hz);
  line.phase = dsp::hash(key, Part::phase);
  line.step = step_of(hz, rate_);
  line.noise_key = dsp::hash(key, Part::noise);
  line.rough_phase = dsp::hash(key, Part::rough_phase);
  const double rough_hz = kRoughHz + kRoughSpreadHz * spread(dsp::hash(key, Part::rough_rate));
  line.rough_step = step_of(rough_hz, rate_);
  if (carrier_ == Carrier::noise) {
    line.cells = dsp::to_cells(dsp::cells_per_frame(Hertz(to_hz - from_hz), rate_));
  }
  return line;
}

void LineBank::put_on_grid(std::span<const double> grid_hz,
                           std::span<const double> carried_hz) noexcept {
  count_ = 0;
  const double most_hz = kHighestShare * rate_.value();
  const double bins_per_hz = 2.0 * (bins_ - 1) / rate_.value();
  for (std::size_t i = 0; i < grid_hz.size() && count_ < kMostLines; ++i) {
    if (grid_hz[i] > most_hz) break;
    const bool last =
        i + 1 == grid_hz.size() || grid_hz[i + 1] > most_hz || count_ + 1 == kMostLines;
    Line& now = lines_[static_cast<std::size_t>(count_)];
    now = line(grid_hz[i], i == 0 ? 0.0 : carried_hz[i], last ? rate_.value() : carried_hz[i + 1]);
    now.carried_bin = static_cast<float>(carried_hz[i] * bins_per_hz);
    if (!last) {
      now.per_bin = static_cast<float>(1.0 / ((carried_hz[i + 1] - carried_hz[i]) * bins_per_hz));
    }
    ++count_;
  }
}

void LineBank::put_between(std::span<const double> edges_hz) noexcept {
  count_ = 0;
  for (std::size_t i = 0; i + 1 < edges_hz.size() && count_ < kMostLines; ++i) {
    if (edges_hz[i + 1] > kHighestShare * rate_.value()) break;
    const double middle_hz = 0.5 * (edges_hz[i] + edges_hz[i + 1]);
    lines_[static_cast<std::size_t>(count_)] = line(middle_hz, edges_hz[i], edges_hz[i + 1]);
    ++count_;
  }
}

void LineBank::rms(std::span<const float> power, float Line::*value) noexcept {
  float carried_up = 0.0f;
  for (Line& line : used()) {
    float sum = 0.0f, up = 0.0f;
    for (int k = line.first_bin; k < line.end_bin; ++k) {
      const float p = power[static_cast<std::size_t>(k)];
      sum += p;
      up += std::max(static_cast<float>(k) - line.carried_bin, 0.0f) * p;
    }
    up *= line.per_bin;
    line.*value = std::sqrt(std::max(sum - up + carried_up, 0.0f));
    carried_up = up;
  }
}

void LineBank::mark_heard() noexcept {
  float most = 0.0f;
  for (const Line& line : used()) most = std::max({most, line.from, line.to});
  for (Line& line : used()) line.heard = std::max(line.from, line.to) > kUnheard * most;
}

void LineBank::aim(std::span<const float> from_power, std::span<const float> to_power,
                   int frames) noexcept {
  per_frame_ = 1.0f / static_cast<float>(frames);
  rms(from_power, &Line::from);
  rms(to_power, &Line::to);
  mark_heard();
}

void LineBank::aim_on(std::span<const float> to_power) noexcept {
  for (Line& line : used()) line.from = line.to;
  rms(to_power, &Line::to);
  mark_heard();
}

void LineBank::carrier(const Line& line, std::int64_t frame, int frames,
                       dsp::Row& out) const noexcept {
  const auto at = static_cast<std::uint64_t>(frame);
  const dsp::PhaseRamp turns = dsp::PhaseRamp{line.phase, line.step, 0}.from(at);
  if (carrier_ == Carrier::sine) {
    dsp::tone(turns, frames, out);
    return;
  }
  dsp::Row re, im;
  dsp::complex_noise(line.noise_key, dsp::PhaseRamp{0, line.cells, 0}.from(at), frames, re, im);
  dsp::turn_up(turns, {0.0f, 1.0f}, frames, {re, im}, out);
}

void LineBank::render(std::int64_t frame, int position, int frames, const Roughness& roughness,
                      dsp::Row& out) const noexcept {
  std::fill_n(out.x, dsp::Row::kFrames, 0.0f);
  const auto steady = [](float depth) { return 1.0f / std::sqrt(1.0f + 0.5f * depth * depth); };
  const auto between = [&](float from, float to) {
    return Straight{from, (to - from) / dsp::Row::kFrames, roughness.position};
  };
  const float from = steady(roughness.from), to = steady(roughness.to);
  // tone is √2 of a sine.
  constexpr auto kHalfRoot = static_cast<float>(std::numbers::sqrt2 / 2.0);
  const Straight depth = between(from * roughness.from * kHalfRoot, to * roughness.to * kHalfRoot);
  const bool rough = roughness.from != 0.0f || roughness.to != 0.0f;
  dsp::Row sound, modulation;
  for (const Line& line : std::span(lines_).first(static_cast<std::size_t>(count_))) {
    if (!line.heard) continue;
    carrier(line, frame, frames, sound);
    if (rough) {
      const dsp::PhaseRamp turns{line.rough_phase, line.rough_step, 0};
      dsp::tone(turns.from(static_cast<std::uint64_t>(frame)), frames, modulation);
      OTOSCAPE_KERNEL(roughen)(modulation.x, between(from, to), depth, frames, sound.x);
    }
    const Straight amplitude{line.from, (line.to - line.from) * per_frame_, position};
    OTOSCAPE_KERNEL(add_line)(sound.x, amplitude, frames, out.x);
  }
}

}  // namespace otoscape::implant::film
#endif
