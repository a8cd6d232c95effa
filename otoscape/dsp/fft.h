// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/realtime.h"

namespace otoscape::dsp {

// Complex discrete Fourier transform, power-of-two sizes 16…2²⁰, split real and imaginary parts.
// Stockham's self-sorting form, radix 4 and 8 (Stockham 1966; Van Loan 1992, section 1.7): no bit
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
  void forward(std::span<Real> re, std::span<Real> im) noexcept OTOSCAPE_RT {
    transform({re, im, false, false});
  }
  // As forward where the second half of the elements is taken for nil, whatever it holds.
  void forward_of_half(std::span<Real> re, std::span<Real> im) noexcept OTOSCAPE_RT {
    transform({re, im, true, false});
  }
  // x[n] = Σ X[k] e^{+j2πkn/size}. Swapping the parts conjugates input and output.
  void inverse(std::span<Real> re, std::span<Real> im) noexcept OTOSCAPE_RT {
    transform({im, re, false, false});
  }
  // As inverse for the first half of the elements; what the second half holds is undefined.
  void inverse_to_half(std::span<Real> re, std::span<Real> im) noexcept OTOSCAPE_RT {
    transform({im, re, false, true});
  }

 private:
  struct Run {
    std::span<Real> re, im;
    bool half_in, half_out;
  };
  void transform(const Run& run) noexcept OTOSCAPE_RT;

  int size_ = 0;
  std::span<Real> twiddles_;  // pass by pass, in the order in which each reads them
  std::span<Real> scratch_;   // real, imaginary
};

using Fft = BasicFft<float>;
extern template class BasicFft<float>;
extern template class BasicFft<double>;

}  // namespace otoscape::dsp
