// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/fine_structure.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "otoscape/dsp/fir_kernels.h"
#include "otoscape/dsp/window.h"
#include "otoscape/implant/coding/nucleus_bank.h"

namespace otoscape::implant::coding {
namespace {

constexpr double kRate = 16000.0;
constexpr std::size_t kNone = 1u << 20;  // cycles: longer than any burst

// Without the response at 0 Hz: the window, scaled to it, is taken off.
std::vector<double> wave_taps(double low_hz, double high_hz) {
  std::vector<double> taps = vector_taps(bin_weights(low_hz, high_hz));
  const double at_zero = std::accumulate(taps.begin(), taps.end(), 0.0);
  const auto middle = static_cast<int>(taps.size()) / 2;
  double window_sum = 0.0;
  const auto hann = [&](int n) { return dsp::hann_off_middle(n - middle, kWindow); };
  for (int n = 0; n < static_cast<int>(taps.size()); ++n) window_sum += hann(n);
  for (int n = 0; n < static_cast<int>(taps.size()); ++n) {
    taps[static_cast<std::size_t>(n)] -= at_zero / window_sum * hann(n);
  }
  return taps;
}

}  // namespace

template <class Real>
FineStructure<Real>::FineStructure(std::span<const double> edges_hz, int bands, int hop)
    : hop_(hop), wave_(static_cast<std::size_t>(hop + dsp::kFirRoom)) {
  const int most = static_cast<int>(edges_hz.size()) - 1;
  for (std::size_t b = 0; b < static_cast<std::size_t>(std::min(bands, most)); ++b) {
    Band& band = bands_.emplace_back();
    for (const double tap : wave_taps(edges_hz[b], edges_hz[b + 1])) {
      band.taps.push_back(static_cast<Real>(tap));
    }
    const double half_wave = kRate / (edges_hz[b] + edges_hz[b + 1]);  // samples
    const int length = std::max(1, static_cast<int>(std::lround(half_wave / hop)));
    for (int c = 0; c < length; ++c) {
      band.burst.push_back(static_cast<Real>(std::sin(std::numbers::pi * (c + 0.5) / length)));
    }
  }
  reset();
}

template <class Real>
void FineStructure<Real>::shape(const Real* past, std::span<Real> envelopes,
                                Slots& slots) noexcept {
  for (std::size_t b = 0; b < bands_.size(); ++b) {
    Band& band = bands_[b];
    // The last tap meets the newest sample.
    const Real* first = past + kWindow + 1 - static_cast<std::ptrdiff_t>(band.taps.size());
    dsp::correlate(std::span<const Real>(band.taps), first, wave_.data(), hop_);
    band.cycle = std::min(band.cycle + 1, kNone);
    for (const Real y : std::span(wave_).first(static_cast<std::size_t>(hop_))) {
      if (band.last <= 0 && y > 0) band.cycle = 0;
      band.last = y;
    }
    const bool on = band.cycle < band.burst.size();
    slots[b] = on ? Slot::fire : Slot::empty;
    if (on) envelopes[b] *= band.burst[band.cycle];
  }
}

template <class Real>
void FineStructure<Real>::reset() noexcept {
  for (Band& band : bands_) {
    band.last = 0;
    band.cycle = kNone;
  }
}

template class FineStructure<float>;
template class FineStructure<double>;

}  // namespace otoscape::implant::coding
