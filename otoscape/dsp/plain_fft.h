// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/base/realtime.h"

namespace otoscape::dsp {

// Complex discrete Fourier transform in double precision, radix 2 in place (Cooley and Tukey 1965):
// for values computed once or compared with other programs. dsp::Fft is faster.
class PlainFft {
 public:
  explicit PlainFft(int size);  // a power of two

  int size() const { return size_; }
  // Audio side. X[k] = Σ x[n] e^{−j2πkn/size}; exchange the parts for the other direction.
  void forward(std::span<double> re, std::span<double> im) const noexcept OTOSCAPE_RT;

 private:
  int size_;
  std::vector<double> cosine_, sine_;  // of −2πk/size, k < size/2
};

}  // namespace otoscape::dsp
