// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/fir_kernels.h"
#include "otoscape/implant/coding_params.h"
#include "otoscape/implant/frame.h"

namespace otoscape::implant::coding {

// The filter bank of ACE and CIS (Vandali et al. 2000; Swanson 2008): a 128-point transform under a
// periodic Hann window, bins summed to bands,
//   vector: u = |Σ_k a_k (−1)^k X_k| / G,     power: u = √(Σ_k a_k |X_k|² / P),
// a_k the part of bin k within the band, G and P such that the largest response to a tone of
// amplitude 1 is 1; then a gain of 36 dB. The vector sum keeps beats within a band.
//
// It is not computed by a transform: a band (for the power sum, a bin) is one complex kernel.
// Around the middle of the window its real part is even and its imaginary part odd, which halves
// the number of products.
inline constexpr int kWindow = 128;        // samples
inline constexpr int kWindowDelay = 63;    // from the window's middle to its last sample
inline constexpr double kBankGainDb = 36;  // a tone of 59 dB SPL saturates its band

// Parts of bins 0…64 that lie between two frequencies.
std::array<double, kWindow / 2 + 1> bin_weights(double low_hz, double high_hz);
// G and P, peaks over 2048 frequencies.
double vector_peak(std::span<const double> weights);
double power_peak(std::span<const double> weights);
// Taps m = −63…63 of Σ_k a_k cos(2πkm/128) under the window: the vector sum's real part before 36
// dB.
std::vector<double> vector_taps(std::span<const double> weights);

template <class Real>
class NucleusBank {
 public:
  NucleusBank(EnvelopeSum sum, std::span<const double> edges_hz);
  int bands() const { return bands_; }
  // `window`: the last kWindow samples. Writes bands() envelopes.
  void analyse(const Real* window, std::span<Real> envelopes) noexcept OTOSCAPE_RT;

 private:
  static constexpr int kHalf = kWindow / 2;
  static constexpr int kMostColumns = 72;
  void add_column(std::span<const double> weights, double scale);

  EnvelopeSum sum_;
  int bands_, columns_ = 0, filled_ = 0;
  std::vector<Real> re_, im_;  // kernels, columns_ a row
  struct Part {
    int column;
    Real weight;
  };
  std::vector<Part> parts_;      // of the power sum, band after band
  std::vector<int> first_part_;  // bands + 1
  std::array<Real, kHalf> even_{}, odd_{};
  std::array<Real, kMostColumns> out_re_{}, out_im_{};
};

}  // namespace otoscape::implant::coding
