// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/time.h"

namespace otoscape::jobs::report {

// The power spectra of one slice of a sound at two ears.
class Slice {
 public:
  // Mean square at an ear within [low, high); the power of bin k counts as spread evenly from k − ½
  // to k + ½.
  double power(int ear, Hertz low, Hertz high) const { return up_to(ear, high) - up_to(ear, low); }

 private:
  friend class SliceSpectra;
  double up_to(int ear, Hertz frequency) const;

  double bins_per_hz_ = 0.0;
  std::array<std::vector<double>, 2> cumulative_;  // power below each bin's lower edge
};

// Moving power spectra of two channels that come piece by piece: Hann windows of about 85 ms, one
// every `hop`; the middle of slice n lies at n · hop.
class SliceSpectra {
 public:
  using Take = std::function<void(const Slice&)>;
  SliceSpectra(Hertz rate, Seconds hop, Take take);

  // Of equal length. Samples that are no number count as 0.
  void add(std::span<const float> left, std::span<const float> right);
  // The slices whose middle lies before the sound's end.
  void finish();

 private:
  void slice();

  std::size_t size_;  // of the window, frames
  double hop_;        // frames
  Take take_;
  Arena arena_;
  dsp::Fft fft_;
  std::vector<float> window_;
  std::span<float> re_, im_;
  std::array<std::vector<float>, 2> waiting_;
  std::int64_t first_ = 0;  // frame of waiting_'s first sample; the first half window is silence
  std::int64_t slices_ = 0, frames_ = 0;
  Slice slice_;
};

}  // namespace otoscape::jobs::report
