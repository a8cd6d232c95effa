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

// Moving power of one channel in each band: windows of 85 ms, one every 50 ms.
class Spectra {
 public:
  static constexpr std::size_t kHop = 2400;

  int slices() const { return static_cast<int>(thirds_.size()); }
  // Mean square in a slice; the slice's middle lies at slice · hop.
  double third(int slice, int band) const {
    return thirds_[static_cast<std::size_t>(slice)][static_cast<std::size_t>(band)];
  }

 private:
  friend struct StereoSpectra;
  std::vector<std::array<double, kThirds>> thirds_;
};

// Of two channels.
struct StereoSpectra {
  explicit StereoSpectra(const sound::Stereo& sound);
  Spectra left;
  Spectra right;
};

}  // namespace otoscape::demo::page
