// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/fft.h"

namespace otoscape::dsp {

// The transform of one real slice, windowed on the way in and on the way out, by a complex one of
// half its size: even samples in the real part, odd ones in the imaginary part.
class RealTransform {
 public:
  // Control side. `size` is a power of two, 32…16384.
  void prepare(int size, std::span<const float> window, Arena& arena);

  int size() const { return size_; }
  int bins() const { return size_ / 2 + 1; }
  std::span<float> re() { return re_; }
  std::span<float> im() { return im_; }

  // Audio side. Transforms size() samples to bins() bins of re() and im(), and writes their
  // magnitudes.
  void forward(const float* sound, std::span<float> magnitudes) noexcept OTOSCAPE_RT;
  // The inverse: adds the windowed slice, times `scale`, to `sound`. Forward and inverse together
  // multiply by size()/2 and the square of the window. Overwrites re() and im().
  void add_inverse(float scale, float* sound) noexcept OTOSCAPE_RT;

 private:
  int size_ = 0;
  dsp::Fft fft_;
  std::span<float> window_, turn_re_, turn_im_, packed_re_, packed_im_, re_, im_;
};

}  // namespace otoscape::dsp
