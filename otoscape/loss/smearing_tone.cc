// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/loss/smearing_design.h"

// What smearing does to a steady tone, by pushing single windows of it through: the widened
// spectrum keeps the side lobes' signs and so lands at the window's edges, where the synthesis
// window is small.

namespace otoscape::loss {
namespace {

using Complex = std::complex<double>;

class Bench {
 public:
  Bench(const SmearingFrame& frame) : window_(smearing_window(frame)) {
    const auto size = static_cast<std::size_t>(frame.transform_size);
    fft_.prepare(frame.transform_size, arena_);
    re_ = arena_.take<float>(size);
    im_ = arena_.take<float>(size);
  }

  void analyse(double omega, double phase) {
    std::ranges::fill(re_, 0.0f);
    std::ranges::fill(im_, 0.0f);
    for (std::size_t n = 0; n < window_.size(); ++n) {
      re_[n] = window_[n] * static_cast<float>(std::cos(omega * static_cast<double>(n) + phase));
    }
    fft_.forward(re_, im_);
    // The input is real; what rounding leaves in empty bins must not be told apart from its mirror
    // image, since a gain there can be huge.
    for (std::size_t k = 1; k < re_.size() / 2; ++k) {
      re_[re_.size() - k] = re_[k];
      im_[re_.size() - k] = -im_[k];
    }
    im_[0] = 0.0f;
  }
  double power(int bin) const {
    const auto k = static_cast<std::size_t>(bin);
    return re_[k] * re_[k] + im_[k] * im_[k];
  }
  void scale(int bin, double gain) {
    const auto k = static_cast<std::size_t>(bin), mirror = re_.size() - k;
    for (const auto part : {re_, im_}) {
      part[k] *= static_cast<float>(gain);
      if (k != 0) part[mirror] *= static_cast<float>(gain);
    }
  }
  // The tone's line in the overlap-added output, up to a factor common to all tones.
  Complex line(double omega, double phase) {
    fft_.inverse(re_, im_);
    Complex sum = 0.0;
    for (std::size_t n = 0; n < window_.size(); ++n) {
      sum += std::polar<double>(re_[n] * window_[n], -(omega * static_cast<double>(n) + phase));
    }
    return sum;
  }

 private:
  Arena arena_;
  dsp::Fft fft_;
  std::vector<float> window_;
  std::span<float> re_, im_;
};

// Smeared powers from the few columns that hold the tone.
std::vector<double> smear(const SmearingMatrix& matrix, const std::vector<double>& power) {
  constexpr double kIgnore = 1e-9;
  const double loudest = *std::ranges::max_element(power);
  std::vector<double> smeared(power.size());
  for (std::size_t b = 0; b < matrix.blocks().size(); ++b) {
    const auto& block = matrix.blocks()[b];
    for (int c = 0; c < block.columns; ++c) {
      const double p = power[static_cast<std::size_t>(block.first_column + c)];
      if (p < kIgnore * loudest) continue;
      const float* column = matrix.entries().data() + block.offset + c * SmearingMatrix::kBlockRows;
      for (std::size_t r = 0; r < SmearingMatrix::kBlockRows; ++r) {
        smeared[b * SmearingMatrix::kBlockRows + r] += column[r] * p;
      }
    }
  }
  return smeared;
}

}  // namespace

Decibels SmearingMatrix::tone_change(Hertz tone) const {
  constexpr int kPhases = 8;
  Bench bench(frame_);
  const double omega = 2.0 * std::numbers::pi * tone.value() / rate_.value();
  Complex before = 0.0, after = 0.0;
  for (int i = 0; i < kPhases; ++i) {
    const double phase = 2.0 * std::numbers::pi * i / kPhases;
    bench.analyse(omega, phase);
    before += bench.line(omega, phase);
    bench.analyse(omega, phase);
    std::vector<double> power;
    for (int k = 0; k < bins_; ++k) power.push_back(bench.power(k));
    const std::vector<double> smeared = smear(*this, power);
    for (int k = 0; k < bins_; ++k) {
      const auto at = static_cast<std::size_t>(k);
      bench.scale(k, std::sqrt(std::max(smeared[at], 0.0) / std::max(power[at], 1e-30)));
    }
    after += bench.line(omega, phase);
  }
  return from_amplitude(std::abs(after) / std::abs(before));
}

}  // namespace otoscape::loss
