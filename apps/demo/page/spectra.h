// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "apps/demo/sound/sound.h"

namespace otoscape::demo::page {

// Third-octave bands from 50 Hz to 10 kHz: three to each octave band from 63 Hz to 8 kHz.
inline constexpr int kThirds = 24;
inline constexpr int kOctaves = kThirds / 3;
double third_hz(int band);   // 1000 · 10^(n/10), IEC 61260
double octave_hz(int band);  // the middle one of its three

// Moving power spectrum: Hann window of 85 ms.
class Spectra {
 public:
  static constexpr int kSize = 4096;
  static constexpr std::size_t kHop = 2400;  // 50 ms, unless another is asked for

  explicit Spectra(const sound::Mono& sound, std::size_t hop_frames = kHop);
  int slices() const { return static_cast<int>(cumulative_.size()); }
  // Mean square within [low_hz, high_hz) in a slice; the slice's middle lies at slice · hop.
  double power(int slice, double low_hz, double high_hz) const;
  double third(int slice, int band) const;

 private:
  double up_to(int slice, double hz) const;
  std::vector<std::array<double, kSize / 2 + 2>> cumulative_;  // power below each bin's lower edge
};

}  // namespace otoscape::demo::page
