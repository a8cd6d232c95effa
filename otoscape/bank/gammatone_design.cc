// SPDX-License-Identifier: Apache-2.0
#include "otoscape/bank/gammatone_design.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/bank/erb_scale.h"
#include "otoscape/dsp/linear_algebra.h"

namespace otoscape::bank {
namespace {

using std::numbers::pi;
using Complex = std::complex<double>;

constexpr double kDelaySeconds = 0.004;
constexpr double kTopHz = 20500.0;
constexpr double kLargestSpacing = 0.75;    // band widths
constexpr int kLanes = 16;                  // bands come in whole vectors
constexpr double kBandwidthFactor = 1.019;  // 4th-order gammatone: bandwidth parameter over ERB
constexpr double kRegularisation = 1e-3;

// Unity at the centre.
Complex cascade(Complex pole, double omega) {
  const Complex section = (1.0 - std::abs(pole)) / (1.0 - pole * std::polar(1.0, -omega));
  return std::pow(section, 4);
}

GammatoneBand shape_of(double centre_hz, double rate_hz, int target_delay) {
  const double width_hz = band_width_hz(centre_hz);
  const double radius = std::exp(-2.0 * pi * kBandwidthFactor * width_hz / rate_hz);
  const double group_delay = 4.0 * radius / (1.0 - radius);
  GammatoneBand band{};
  band.centre_hz = centre_hz;
  band.width_hz = width_hz;
  band.pole = std::polar(radius, 2.0 * pi * centre_hz / rate_hz);
  band.delay_frames = std::max(0, static_cast<int>(std::lround(target_delay - group_delay)));
  return band;
}

std::vector<GammatoneBand> shapes(double rate_hz, int target_delay) {
  const double top_hz = std::min(rate_hz / 2.0, kTopHz);
  const WidthScale scale{Hertz(top_hz)};
  const double top = scale.to_scale(top_hz);
  const int needed = static_cast<int>(std::ceil(top / kLargestSpacing)) + 1;
  const int count = (needed + kLanes - 1) / kLanes * kLanes;
  std::vector<GammatoneBand> bands;
  for (int k = 0; k < count; ++k) {
    bands.push_back(shape_of(scale.to_hz(top * k / (count - 1)), rate_hz, target_delay));
  }
  return bands;
}

std::vector<double> fit_grid(double rate_hz) {
  const double highest_hz = std::min(0.49 * rate_hz, 20000.0);
  const WidthScale scale{Hertz(highest_hz)};
  std::vector<double> grid;
  for (double s = scale.to_scale(20.0); s < scale.to_scale(highest_hz); s += 0.05) {
    grid.push_back(scale.to_hz(s));
  }
  return grid;
}

// What the real and the imaginary part of a band's weight contribute at ω: the real output's
// spectrum at +ω is half the complex one plus half its mirror image.
struct Contribution {
  Complex of_real, of_imag;
};
Contribution contribution(const GammatoneBand& band, double omega) {
  const Complex at_plus = cascade(band.pole, omega);
  const Complex at_minus = std::conj(cascade(band.pole, -omega));
  const Complex late = std::polar(1.0, -omega * band.delay_frames);
  return {(at_plus + at_minus) * late, Complex(0, 1) * (at_plus - at_minus) * late};
}

// In-phase weights at each centre, scaled so that the median of the sum is one.
std::vector<Complex> prior_weights(const std::vector<GammatoneBand>& bands,
                                   const std::vector<double>& grid, double rate_hz, int delay) {
  std::vector<Complex> weights;
  for (const auto& b : bands) {
    weights.push_back(std::polar(1.0, -std::arg(b.pole) * (delay - b.delay_frames)));
  }
  std::vector<double> sums;
  for (double hz : grid) {
    Complex sum = 0.0;
    for (std::size_t k = 0; k < bands.size(); ++k) {
      const auto h = contribution(bands[k], 2.0 * pi * hz / rate_hz);
      sum += weights[k].real() * h.of_real + weights[k].imag() * h.of_imag;
    }
    sums.push_back(std::abs(sum));
  }
  std::ranges::nth_element(sums, sums.begin() + static_cast<std::ptrdiff_t>(sums.size() / 2));
  for (Complex& w : weights) w /= sums[sums.size() / 2];
  return weights;
}

// Adds one equation to the normal equations, of whose matrix only the lower half counts.
void accumulate(const std::vector<double>& row, double target, dsp::Matrix& normal,
                std::vector<double>& right) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto out = normal.row(static_cast<int>(i));
    for (std::size_t j = 0; j <= i; ++j) out[j] += row[i] * row[j];
    right[i] += row[i] * target;
  }
}

// What the sum aims at, in dB re 1. Its crests must not amplify, and it ripples: by 0.17 dB at
// 64 Hz and 0.08 dB at 500 Hz, where the bands are longer than the delay, by 0.07 dB above 2 kHz.
double aim_db(double hz) {
  return -(0.03 + 0.07 / (1.0 + std::pow(hz / 450.0, 3.0)) +
           0.03 / (1.0 + std::pow(hz / 130.0, 6.0)));
}

// Weights that make the sum of all bands a delay, held near the prior so that no giants cancel.
std::vector<Complex> fit_weights(const std::vector<GammatoneBand>& bands, double rate_hz,
                                 int delay) {
  const std::vector<double> grid = fit_grid(rate_hz);
  const std::vector<Complex> prior = prior_weights(bands, grid, rate_hz, delay);
  const std::size_t unknowns = 2 * bands.size();
  dsp::Matrix normal(static_cast<int>(unknowns), static_cast<int>(unknowns));
  std::vector<double> x(unknowns), row_re(unknowns), row_im(unknowns);
  for (double hz : grid) {
    const double omega = 2.0 * pi * hz / rate_hz;
    for (std::size_t k = 0; k < bands.size(); ++k) {
      const auto h = contribution(bands[k], omega);
      row_re[2 * k] = h.of_real.real();
      row_re[2 * k + 1] = h.of_imag.real();
      row_im[2 * k] = h.of_real.imag();
      row_im[2 * k + 1] = h.of_imag.imag();
    }
    const Complex target = std::polar(std::pow(10.0, aim_db(hz) / 20.0), -omega * delay);
    accumulate(row_re, target.real(), normal, x);
    accumulate(row_im, target.imag(), normal, x);
  }
  const double lambda =
      kRegularisation * static_cast<double>(grid.size()) / static_cast<double>(bands.size());
  for (std::size_t i = 0; i < unknowns; ++i) {
    normal(static_cast<int>(i), static_cast<int>(i)) += lambda;
    x[i] += lambda * (i % 2 == 0 ? prior[i / 2].real() : prior[i / 2].imag());
  }
  dsp::solve_symmetric(normal, x);
  std::vector<Complex> weights;
  for (std::size_t k = 0; k < bands.size(); ++k) weights.emplace_back(x[2 * k], x[2 * k + 1]);
  return weights;
}

}  // namespace

GammatoneDesign GammatoneDesign::make(Hertz rate) {
  GammatoneDesign design;
  design.rate = rate;
  design.delay_frames = static_cast<int>(std::lround(kDelaySeconds * rate.value()));
  design.bands = shapes(rate.value(), design.delay_frames);
  const auto weights = fit_weights(design.bands, rate.value(), design.delay_frames);
  for (std::size_t k = 0; k < weights.size(); ++k) {
    GammatoneBand& band = design.bands[k];
    band.input_weight = 2.0 * weights[k] * std::pow(1.0 - std::abs(band.pole), 4);
    // A tone excites the section through one of its two half-amplitude parts, at 0 Hz through both.
    band.tone_power = (k == 0 ? 2.0 : 1.0) * std::norm(weights[k]);
  }
  return design;
}

std::complex<double> GammatoneDesign::band_response(std::size_t k, double frequency_hz) const {
  const GammatoneBand& band = bands[k];
  const auto h = contribution(band, 2.0 * pi * frequency_hz / rate.value());
  const Complex weight = band.input_weight / (2.0 * std::pow(1.0 - std::abs(band.pole), 4));
  return weight.real() * h.of_real + weight.imag() * h.of_imag;
}

std::complex<double> GammatoneDesign::response(double frequency_hz,
                                               const std::vector<double>& gains_lin) const {
  Complex sum = 0.0;
  for (std::size_t k = 0; k < bands.size(); ++k) {
    sum += (gains_lin.empty() ? 1.0 : gains_lin[k]) * band_response(k, frequency_hz);
  }
  return sum;
}

}  // namespace otoscape::bank
