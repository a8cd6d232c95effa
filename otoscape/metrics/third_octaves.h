// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/metrics/sii_tables.h"
#include "otoscape/units/frequency.h"

namespace otoscape::metrics {

// Mean squares of two sounds in the third octaves of the SII, 160 Hz to 8 kHz, over 40 ms of Hann's
// window, fifty times a second; frame n is centred on n/50 s + 10 ms. The two share one transform.
//
// Not modelled: filters. The lowest bands, 37 Hz wide, take in what lies up to 50 Hz beside them.
class ThirdOctaves {
 public:
  static constexpr int kPerSecond = 50;
  using Bands = std::array<float, kThirdOctaves>;
  using Frame = std::array<Bands, 2>;  // of both sounds

  explicit ThirdOctaves(Hertz rate);

  // Both of one length. Appends the frames that are complete. Samples that are no number count as
  // 0, those beyond 120 dB over full scale as that.
  void add(std::span<const float> one, std::span<const float> other, std::vector<Frame>& frames);
  // Appends the last ones: so many that the sound's end lies in one.
  void finish(std::vector<Frame>& frames);

 private:
  struct Bins {
    int first, last;
    float first_part, last_part;
  };
  std::int64_t start_of(std::int64_t frame) const;
  Frame transform(std::size_t at);

  double rate_;
  int window_frames_;
  Arena arena_;
  dsp::Fft fft_;
  std::span<float> window_, re_, im_;
  std::vector<Bins> bins_;                     // of the bands below half the rate
  std::array<std::vector<float>, 2> waiting_;  // from sample waiting_from_ on
  std::array<std::vector<float>, 2> power_;
  std::int64_t waiting_from_, heard_ = 0, given_ = 0;
};

}  // namespace otoscape::metrics
