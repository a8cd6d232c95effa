// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/tone_probe.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "otoscape/base/arena.h"
#include "otoscape/dsp/fft.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/loss/tone_probe.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::loss::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, 16>;
using V = hn::Vec<D>;

// Σ weight · √smeared over the tone's rows and phases.
void line(const SmearingMatrix& matrix, const ToneProbe::Tone& tone, float* re, float* im) {
  static_assert(ToneProbe::kPhases == 4);
  constexpr int kRows = SmearingMatrix::kBlockRows;
  const D d;
  V sum_re = hn::Zero(d), sum_im = hn::Zero(d);
  for (int b = 0; b < tone.blocks; ++b) {
    const auto& block = matrix.blocks()[static_cast<std::size_t>(tone.first_block + b)];
    const int from = std::max(block.first_column, tone.first_column);
    const int to = std::min(block.first_column + block.columns, tone.first_column + tone.columns);
    for (int part = 0; part < kRows; part += static_cast<int>(hn::Lanes(d))) {
      const float* entries = matrix.entries().data() + block.offset + part;
      V s0 = hn::Zero(d), s1 = s0, s2 = s0, s3 = s0;
      for (int c = from; c < to; ++c) {
        const V m = hn::LoadU(d, entries + (c - block.first_column) * kRows);
        const float* power = tone.powers.data() + (c - tone.first_column) * 4;
        s0 = hn::MulAdd(m, hn::Set(d, power[0]), s0);
        s1 = hn::MulAdd(m, hn::Set(d, power[1]), s1);
        s2 = hn::MulAdd(m, hn::Set(d, power[2]), s2);
        s3 = hn::MulAdd(m, hn::Set(d, power[3]), s3);
      }
      const float* weight = tone.weights.data() + b * 4 * 2 * kRows + part;
      for (const V& smeared : {s0, s1, s2, s3}) {
        const V magnitude = hn::Sqrt(hn::Max(smeared, hn::Zero(d)));
        sum_re = hn::MulAdd(magnitude, hn::LoadU(d, weight), sum_re);
        sum_im = hn::MulAdd(magnitude, hn::LoadU(d, weight + kRows), sum_im);
        weight += 2 * kRows;
      }
    }
  }
  *re = hn::GetLane(hn::SumOfLanes(d, sum_re));
  *im = hn::GetLane(hn::SumOfLanes(d, sum_im));
}

}  // namespace otoscape::loss::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::loss {

HWY_EXPORT(line);

namespace {

// What is weaker, re the loudest bin, carries none of the tone.
constexpr double kFaintPower = 1e-9;
// Lines of bins whose weight is smaller than this part of the largest do not count.
constexpr double kFaintWeight = 1e-4;
constexpr double kTiny = 1e-30;

// The window's own spectrum, seen from the tone: element k is W(ω_k − ω).
std::vector<std::complex<double>> seen_from(double omega, const SmearingFrame& frame) {
  Arena arena;
  dsp::Fft fft;
  const auto size = static_cast<std::size_t>(frame.transform_size);
  fft.prepare(frame.transform_size, arena);
  const auto re = arena.take<float>(size), im = arena.take<float>(size);
  const std::vector<float> window = smearing_window(frame);
  for (std::size_t n = 0; n < window.size(); ++n) {
    const auto turned = std::polar<double>(window[n], omega * static_cast<double>(n));
    re[n] = static_cast<float>(turned.real());
    im[n] = static_cast<float>(turned.imag());
  }
  fft.forward(re, im);
  std::vector<std::complex<double>> spectrum;
  for (std::size_t k = 0; k < size; ++k) spectrum.emplace_back(re[k], im[k]);
  return spectrum;
}

}  // namespace

// A windowed tone has the spectrum X_k = (e^{jφ} W(ω_k − ω) + e^{−jφ} W(ω_k + ω)) / 2. Inverse
// transform, synthesis window and correlation with the tone weigh bin k by W*(ω_k − ω) e^{−jφ}, its
// mirror image by W(ω_k + ω) e^{−jφ}. With the gain √(smeared / |X_k|²) only X_k's phase is left.
// Where a bin holds rounding errors alone, that phase is arbitrary, but then W is nil as well.
ToneProbe::ToneProbe(const SmearingFrame& frame, int bins, Hertz rate, Hertz tone) {
  const double omega = 2.0 * std::numbers::pi * tone.value() / rate.value();
  const auto window = seen_from(omega, frame);
  const int half = frame.transform_size / 2;
  std::vector<Bin> kept;
  Complex before = 0.0;
  for (int k = 0; k <= half; ++k) {
    const auto at = static_cast<std::size_t>(k);
    const Complex near = window[at], far = std::conj(window[(window.size() - at) % window.size()]);
    Bin bin;
    for (std::size_t i = 0; i < kPhases; ++i) {
      const auto turn = std::polar(1.0, std::numbers::pi * static_cast<double>(i) / kPhases);
      const Complex x = 0.5 * (turn * near + std::conj(turn) * far);
      Complex line = x * std::conj(near);
      if (k != 0 && k != half) line += std::conj(x) * far;  // the mirror image
      line *= std::conj(turn);
      before += line;
      if (k >= bins) beyond_ += line;
      bin.power[i] = std::norm(x);
      bin.weight[i] = line / std::sqrt(std::max(bin.power[i], kTiny));
    }
    if (k < bins) kept.push_back(bin);
  }
  beyond_ /= before;
  for (Bin& bin : kept) {
    for (Complex& weight : bin.weight) weight /= before;
  }
  keep(kept);
}

// Cuts the tone out of the spectrum.
void ToneProbe::keep(const std::vector<Bin>& bins) {
  const auto power = [](const Bin& b) { return *std::ranges::max_element(b.power); };
  const auto weight = [](const Bin& b) {
    double largest = 0.0;
    for (const Complex& w : b.weight) largest = std::max(largest, std::abs(w));
    return largest;
  };
  // First and one past the last bin that reach the given part of the largest.
  const auto range = [&](const auto& size, double part) {
    double largest = 0.0;
    for (const Bin& b : bins) largest = std::max(largest, size(b));
    const auto counts = [&](const Bin& b) { return size(b) >= part * largest; };
    const auto first = std::ranges::find_if(bins, counts) - bins.begin();
    const auto last = bins.rend() - std::find_if(bins.rbegin(), bins.rend(), counts);
    return std::array{static_cast<int>(first), static_cast<int>(last)};
  };
  const auto columns = range(power, kFaintPower), rows = range(weight, kFaintWeight);
  tone_.first_column = columns[0];
  tone_.columns = columns[1] - columns[0];
  for (int c = columns[0]; c < columns[1]; ++c) {
    for (double p : bins[static_cast<std::size_t>(c)].power) {
      tone_.powers.push_back(static_cast<float>(p));
    }
  }
  constexpr int kRows = SmearingMatrix::kBlockRows;
  assert(bins.size() % kRows == 0);
  tone_.first_block = rows[0] / kRows;
  tone_.blocks = (rows[1] + kRows - 1) / kRows - tone_.first_block;
  tone_.weights.resize(static_cast<std::size_t>(tone_.blocks * kPhases * 2 * kRows));
  for (int b = 0; b < tone_.blocks; ++b) {
    for (int i = 0; i < kPhases; ++i) {
      for (int r = 0; r < kRows; ++r) {
        const auto& bin = bins[static_cast<std::size_t>((tone_.first_block + b) * kRows + r)];
        const auto w = std::complex<float>(bin.weight[static_cast<std::size_t>(i)]);
        const auto at = static_cast<std::size_t>((b * kPhases + i) * 2 * kRows + r);
        tone_.weights[at] = w.real();
        tone_.weights[at + kRows] = w.imag();
      }
    }
  }
}

Decibels ToneProbe::change(const SmearingMatrix& matrix) const {
  float re = 0.0f, im = 0.0f;
  HWY_DYNAMIC_DISPATCH(line)(matrix, tone_, &re, &im);
  return from_amplitude(std::abs(beyond_ + Complex(re, im)));
}

}  // namespace otoscape::loss
#endif
