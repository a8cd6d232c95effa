// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/realtime.h"

namespace otoscape::dsp {

// Complex discrete Fourier transform, power-of-two sizes 16…2²⁰, split real and imaginary parts.
// Stockham's self-sorting form, radix 4 (Stockham 1966; Van Loan 1992, section 1.7): no bit
// reversal. Two real signals may share one transform, one in each part. Neither direction scales;
// the round trip multiplies by the size.
template <class Real>
class BasicFft {
 public:
  BasicFft() = default;
  // Control side. `size` is a power of two, 16…2²⁰.
  void prepare(int size, Arena& arena);

  int size() const { return size_; }

  // Audio side. In place; both spans have size() elements, aligned for vectors as Arena gives them.
  // X[k] = Σ x[n] e^{−j2πkn/size}.
  void forward(std::span<Real> re, std::span<Real> im) noexcept OTOSCAPE_RT;
  // x[n] = Σ X[k] e^{+j2πkn/size}.
  void inverse(std::span<Real> re, std::span<Real> im) noexcept OTOSCAPE_RT {
    forward(im, re);  // swapping the parts conjugates input and output
  }

 private:
  int size_ = 0;
  std::span<Real> twiddles_;  // per radix-4 pass: w, w², w³, real then imaginary parts, n/4 each
  std::span<Real> scratch_;   // real, imaginary
};

using Fft = BasicFft<float>;
extern template class BasicFft<float>;
extern template class BasicFft<double>;

}  // namespace otoscape::dsp
