// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/front_end/microphone.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

#include "otoscape/dsp/fir_kernels.h"
#include "otoscape/dsp/window.h"

namespace otoscape::implant::front_end {
namespace {

constexpr double kRate = 16000.0;
constexpr double kReference = 1000.0;  // Hz, 0 dB

// The directional microphone's taps up to the middle one, as the public Nucleus toolbox computes
// them from a measured response of 79 points: recovered from its input and output, to 1e-9.
constexpr double kDirectional[] = {
    0.000004260,  0.000009559,  0.000016865,  -0.000015677, -0.000024368, 0.000008698,
    0.000049473,  0.000050074,  0.000008039,  -0.000024853, 0.000015242,  0.000038191,
    0.000013399,  -0.000006035, 0.000044587,  0.000066003,  0.000059556,  0.000010985,
    0.000073965,  0.000073430,  0.000010639,  0.000006017,  -0.000061499, 0.000056334,
    0.000002147,  -0.000030899, -0.000589124, -0.000438460, -0.000597372, -0.000540940,
    -0.000468199, -0.000619799, -0.000755461, -0.001312552, -0.000102855, -0.001319363,
    -0.001155925, -0.002082184, -0.001623654, -0.000554554, -0.003254474, -0.001901593,
    -0.004061792, 0.000264012,  -0.004984368, -0.004948081, -0.003585977, -0.004289195,
    -0.001218213, -0.012922521, -0.004210751, -0.006165304, 0.008863512,  -0.029849904,
    -0.026213569, 0.007206885,  0.010158282,  -0.036159199, -0.088157496, 0.050244465,
    0.009539008,  -0.177109080, -0.512444066, 0.237858081,  1.280514977};

// The omnidirectional one's response.
struct Point {
  double hz, db;
};
constexpr Point kOmni[] = {{0, -1.70},    {100, -1.70},  {1000, 0},    {2000, 0.84},
                           {3150, 2.72},  {4000, 3.18},  {5000, 2.99}, {6300, 3.62},
                           {7000, -0.85}, {7500, -29.0}, {8000, -60.0}};

double omni_db(double hz) {
  const auto* above = std::ranges::find_if(kOmni, [&](const Point& p) { return p.hz >= hz; });
  if (above == std::begin(kOmni)) return above->db;
  const Point &a = above[-1], &b = *above;
  return a.db + (b.db - a.db) * (hz - a.hz) / (b.hz - a.hz);
}

double pre_emphasis_lin(double hz) {
  constexpr double kCorner = 1200.0;
  const double ratio = std::tan(std::numbers::pi * hz / kRate) /
                       std::tan(std::numbers::pi * kCorner / kRate);  // bilinear
  return ratio / std::sqrt(1.0 + ratio * ratio);
}

double amplitude(std::span<const double> taps, double hz) {
  std::complex<double> sum = 0.0;
  for (std::size_t n = 0; n < taps.size(); ++n) {
    // A tap may be negative, which std::polar does not take.
    sum += taps[n] * std::polar(1.0, -2.0 * std::numbers::pi * hz / kRate * static_cast<double>(n));
  }
  return std::abs(sum);
}

// Frequency sampling on a dense grid, shortened by a Hamming window.
std::vector<double> design_omni() {
  constexpr int kGrid = 512;  // up to the Nyquist frequency
  std::vector<double> taps(kMicrophoneTaps);
  for (int n = 0; n < kMicrophoneTaps; ++n) {
    double sum = 0.0;
    for (int i = 1; i < kGrid; ++i) {  // nothing at 0 Hz and at Nyquist
      const double hz = kRate / 2 * i / kGrid;
      const double wanted = std::pow(10.0, omni_db(hz) / 20.0) * pre_emphasis_lin(hz);
      sum += wanted * std::cos(std::numbers::pi * i * (n - kMicrophoneDelay) / kGrid);
    }
    const double window = dsp::hamming(n, kMicrophoneTaps - 1);
    taps[static_cast<std::size_t>(n)] = window * sum / kGrid;
  }
  const double scale = 1.0 / amplitude(taps, kReference);
  for (double& tap : taps) tap *= scale;
  return taps;
}

}  // namespace

std::vector<double> microphone_taps(Microphone microphone) {
  if (microphone == Microphone::flat) return {};
  if (microphone == Microphone::omni) return design_omni();
  std::vector<double> taps(std::begin(kDirectional), std::end(kDirectional));
  taps.insert(taps.end(), std::rbegin(kDirectional) + 1, std::rend(kDirectional));
  return taps;
}

Decibels microphone_gain(Microphone microphone, Hertz frequency) {
  if (microphone == Microphone::flat) return Decibels(0.0);
  const double lin = amplitude(microphone_taps(microphone), frequency.value());
  return Decibels(20.0 * std::log10(std::max(lin, 1e-6)));
}

template <class Real>
MicrophoneFilter<Real>::MicrophoneFilter(Microphone microphone, int largest_block)
    : past_(static_cast<std::size_t>(kMicrophoneTaps - 1 + largest_block + dsp::kFirRoom)) {
  for (const double tap : microphone_taps(microphone)) taps_.push_back(static_cast<Real>(tap));
}

template <class Real>
void MicrophoneFilter<Real>::process(std::span<const Real> in, Real* out) noexcept {
  constexpr int kPast = kMicrophoneTaps - 1;
  std::ranges::copy(in, past_.begin() + kPast);
  if (taps_.empty()) {
    std::copy_n(past_.begin() + kPast - kMicrophoneDelay, in.size(), out);
  } else {
    dsp::correlate(std::span<const Real>(taps_), past_.data(), out, static_cast<int>(in.size()));
  }
  std::copy_n(past_.begin() + static_cast<std::ptrdiff_t>(in.size()), kPast, past_.begin());
}

template <class Real>
void MicrophoneFilter<Real>::reset() noexcept {
  std::ranges::fill(past_, Real(0));
}

template class MicrophoneFilter<float>;
template class MicrophoneFilter<double>;

}  // namespace otoscape::implant::front_end
