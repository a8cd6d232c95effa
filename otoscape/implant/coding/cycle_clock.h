// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "otoscape/implant/coding_params.h"

namespace otoscape::implant::coding {

// Slots in a cycle of a strategy that is not HiRes.
inline int pulses_per_cycle(const CodingParams& params) {
  const int bands = static_cast<int>(params.bands.size());
  const bool choosing = params.strategy == Strategy::ace || params.strategy == Strategy::mp3000;
  return choosing ? std::min(params.maxima, bands) : bands;
}

// Frames of the filter bank and cycles of stimulation, in samples of 16 kHz. A frame is complete
// every hop = ⌈16000 / analysis rate⌉ samples. Where the map has one rate for cycles and frames,
// each frame is a cycle, so that hop sets both rates (900 Hz becomes 888.9 Hz); else cycles keep
// their rate and cycle j uses frame ⌊j · frame rate / cycle rate⌋.
class CycleClock {
 public:
  explicit CycleClock(const CodingParams& params) {
    constexpr double kRate = 16000.0, kRounding = 1e-9;
    const bool alike = params.analysis_rate_hz <= 0.0 ||
                       params.analysis_rate_hz == params.rate_pps ||
                       params.strategy == Strategy::fs4;  // its bursts are made frame by frame
    const double frames_hz = alike ? params.rate_pps : params.analysis_rate_hz;
    hop_ = static_cast<int>(std::ceil(kRate / frames_hz - kRounding));
    period_ = alike ? hop_ : kRate / params.rate_pps;
  }

  int hop() const { return hop_; }
  double period() const { return period_; }
  double cycles_hz() const { return 16000.0 / period_; }
  double first_sample() const { return hop_ - 1; }
  // The frame that cycle j sends.
  std::int64_t frame_of(std::int64_t j) const {
    return static_cast<std::int64_t>(static_cast<double>(j) * period_ / hop_ + kSlack);
  }
  // The number of samples after which cycle j is complete.
  std::int64_t samples_for(std::int64_t j) const {
    return hop_ + static_cast<std::int64_t>(std::ceil(static_cast<double>(j) * period_ - kSlack));
  }

 private:
  static constexpr double kSlack = 1e-6;  // of a frame or sample: so that 16/9 · 9 is 16

  int hop_;
  double period_;
};

}  // namespace otoscape::implant::coding
