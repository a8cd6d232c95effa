// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/spectra.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/dsp/fft.h"
#include "otoscape/dsp/window.h"

namespace otoscape::demo::page {

double third_hz(int band) { return 1000.0 * std::pow(10.0, (band - 13) / 10.0); }
double octave_hz(int band) { return third_hz(3 * band + 1); }

Spectra::Spectra(const sound::Mono& sound, std::size_t hop_frames) {
  Arena arena;
  dsp::Fft fft;
  fft.prepare(kSize, arena);
  const auto re = arena.take<float>(kSize), im = arena.take<float>(kSize);
  std::array<double, kSize> window;
  double energy = 0.0;
  for (int n = 0; n < kSize; ++n) {
    window[n] = dsp::hann(n, kSize);
    energy += window[n] * window[n];
  }
  const double scale = 2.0 / (kSize * energy);
  cumulative_.resize(sound.size() / hop_frames);
  for (std::size_t slice = 0; slice < cumulative_.size(); ++slice) {
    for (std::size_t n = 0; n < kSize; ++n) {
      const std::size_t at = slice * hop_frames + n;  // shifted by half a window
      const bool inside = at >= kSize / 2 && at - kSize / 2 < sound.size();
      re[n] = inside ? static_cast<float>(window[n] * sound[at - kSize / 2]) : 0.0f;
      im[n] = 0.0f;
    }
    fft.forward(re, im);
    auto& sum = cumulative_[slice];
    sum[0] = 0.0;
    for (std::size_t k = 0; k <= kSize / 2; ++k)
      sum[k + 1] = sum[k] + scale * (static_cast<double>(re[k]) * re[k] +
                                     static_cast<double>(im[k]) * im[k]);
  }
}

// The power of bin k is taken as spread evenly from k − ½ to k + ½.
double Spectra::up_to(int slice, double hz) const {
  const double at = std::clamp(hz * kSize / sound::kRate + 0.5, 0.0, kSize / 2 + 1.0 - 1e-9);
  const auto& sum = cumulative_[static_cast<std::size_t>(slice)];
  const std::size_t k = static_cast<std::size_t>(at);
  return sum[k] + (at - static_cast<double>(k)) * (sum[k + 1] - sum[k]);
}

double Spectra::power(int slice, double low_hz, double high_hz) const {
  return up_to(slice, high_hz) - up_to(slice, low_hz);
}

double Spectra::third(int slice, int band) const {
  const double half = std::pow(10.0, 0.05);
  return power(slice, third_hz(band) / half, third_hz(band) * half);
}

}  // namespace otoscape::demo::page
