// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/stoi.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "otoscape/dsp/window.h"
#include "otoscape/metrics/resample.h"

namespace otoscape::metrics {
namespace {

constexpr Hertz kRate{10000.0};
constexpr std::size_t kFrame = 256, kHop = 128, kPoints = 512, kSegment = 30, kBands = 15;
constexpr double kDynamicRangeDb = 40.0, kLowestSdrDb = -15.0;
constexpr double kTiny = 2.220446049250313e-16;
// Third octaves from 150 Hz, snapped to bins; the upper bin belongs to the next band.
constexpr std::array<std::size_t, kBands + 1> kEdges = {7,  9,  11, 14, 17,  22,  27,  34,
                                                        43, 55, 69, 87, 109, 138, 174, 219};

using Samples = std::vector<double>;
using Bands = std::array<Samples, kBands>;  // magnitude by frame
using Segment = std::array<std::array<double, kSegment>, kBands>;

const std::array<double, kFrame>& window() {
  static const auto hann = [] {
    std::array<double, kFrame> w{};
    for (std::size_t n = 0; n < kFrame; ++n)
      w[n] = dsp::hann(static_cast<double>(n + 1), kFrame + 1);
    return w;
  }();
  return hann;
}

// First frames of kFrame samples; one that ends with the sound is left out, as the authors do.
std::size_t frames_in(std::size_t samples) {
  return samples > kFrame ? (samples - kFrame + kHop - 1) / kHop : 0;
}

std::vector<bool> speech_frames(const Samples& clean) {
  std::vector<double> level_db(frames_in(clean.size()));
  for (std::size_t i = 0; i < level_db.size(); ++i) {
    double energy = 0.0;
    for (std::size_t n = 0; n < kFrame; ++n) {
      const double x = clean[i * kHop + n] * window()[n];
      energy += x * x;
    }
    level_db[i] = 20.0 * std::log10(std::sqrt(energy) + kTiny);
  }
  std::vector<bool> kept(level_db.size());
  if (kept.empty()) return kept;
  const double loudest = *std::ranges::max_element(level_db);
  for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = level_db[i] > loudest - kDynamicRangeDb;
  return kept;
}

// The kept frames, windowed and joined again.
Samples joined(const Samples& x, const std::vector<bool>& kept) {
  const auto count = static_cast<std::size_t>(std::ranges::count(kept, true));
  Samples out(count == 0 ? 0 : (count - 1) * kHop + kFrame);
  std::size_t to = 0;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (!kept[i]) continue;
    for (std::size_t n = 0; n < kFrame; ++n) out[to + n] += x[i * kHop + n] * window()[n];
    to += kHop;
  }
  return out;
}

// Radix 2, in place, in double precision: the library's own is single.
void transform(std::array<std::complex<double>, kPoints>& x) {
  static const auto turns = [] {
    std::array<std::complex<double>, kPoints / 2> w;
    for (std::size_t k = 0; k < w.size(); ++k)
      w[k] = std::polar(1.0, -2.0 * std::numbers::pi * static_cast<double>(k) / kPoints);
    return w;
  }();
  for (std::size_t i = 1, j = 0; i < kPoints; ++i) {
    std::size_t bit = kPoints >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(x[i], x[j]);
  }
  for (std::size_t half = 1; half < kPoints; half *= 2) {
    for (std::size_t start = 0; start < kPoints; start += 2 * half) {
      for (std::size_t k = 0; k < half; ++k) {
        const auto w = turns[k * (kPoints / (2 * half))], b = x[start + k + half];
        const std::complex<double> turned(b.real() * w.real() - b.imag() * w.imag(),
                                          b.real() * w.imag() + b.imag() * w.real());
        x[start + k + half] = x[start + k] - turned;
        x[start + k] += turned;
      }
    }
  }
}

Bands bands_of(const Samples& x) {
  Bands bands;
  const std::size_t frames = frames_in(x.size());
  for (Samples& band : bands) band.resize(frames);
  for (std::size_t i = 0; i < frames; ++i) {
    std::array<std::complex<double>, kPoints> spectrum{};
    for (std::size_t n = 0; n < kFrame; ++n) spectrum[n] = x[i * kHop + n] * window()[n];
    transform(spectrum);
    for (std::size_t b = 0; b < kBands; ++b) {
      double power = 0.0;
      for (std::size_t k = kEdges[b]; k < kEdges[b + 1]; ++k) power += std::norm(spectrum[k]);
      bands[b][i] = std::sqrt(power);
    }
  }
  return bands;
}

double norm_of(std::span<const double> x) {
  double sum = 0.0;
  for (double v : x) sum += v * v;
  return std::sqrt(sum);
}

// Zero mean, unit norm.
void standardize(std::span<double> x) {
  double mean = 0.0;
  for (double v : x) mean += v / static_cast<double>(x.size());
  for (double& v : x) v -= mean;
  const double norm = norm_of(x) + kTiny;
  for (double& v : x) v /= norm;
}

double product(std::span<const double> a, std::span<const double> b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

double stoi_of(Segment x, Segment y) {
  const double clip = 1.0 + std::pow(10.0, -kLowestSdrDb / 20.0);
  double sum = 0.0;
  for (std::size_t b = 0; b < kBands; ++b) {
    const double gain = norm_of(x[b]) / (norm_of(y[b]) + kTiny);
    for (std::size_t i = 0; i < kSegment; ++i) y[b][i] = std::min(gain * y[b][i], clip * x[b][i]);
    standardize(x[b]);
    standardize(y[b]);
    sum += product(x[b], y[b]);
  }
  return sum / kBands;
}

// Bands first, then frames.
void standardize_both_ways(Segment& x) {
  for (auto& band : x) standardize(band);
  for (std::size_t i = 0; i < kSegment; ++i) {
    std::array<double, kBands> frame{};
    for (std::size_t b = 0; b < kBands; ++b) frame[b] = x[b][i];
    standardize(frame);
    for (std::size_t b = 0; b < kBands; ++b) x[b][i] = frame[b];
  }
}

double estoi_of(Segment x, Segment y) {
  standardize_both_ways(x);
  standardize_both_ways(y);
  double sum = 0.0;
  for (std::size_t b = 0; b < kBands; ++b) sum += product(x[b], y[b]);
  return sum / kSegment;
}

Segment segment(const Bands& bands, std::size_t first) {
  Segment out;
  for (std::size_t b = 0; b < kBands; ++b)
    std::copy_n(bands[b].begin() + static_cast<std::ptrdiff_t>(first), kSegment, out[b].begin());
  return out;
}

}  // namespace

std::optional<StoiScores> stoi(std::span<const float> clean, std::span<const float> processed,
                               Hertz rate) {
  const std::size_t both = std::min(clean.size(), processed.size());
  const Samples x = resampled(clean.first(both), rate, kRate);
  const Samples y = resampled(processed.first(both), rate, kRate);
  if (std::ranges::all_of(x, [](double v) { return v == 0.0; })) return std::nullopt;
  const std::vector<bool> kept = speech_frames(x);
  const Bands clean_bands = bands_of(joined(x, kept));
  const Bands processed_bands = bands_of(joined(y, kept));
  const std::size_t frames = clean_bands[0].size();
  if (frames < kSegment) return std::nullopt;
  const std::size_t segments = frames - kSegment + 1;
  StoiScores mean;
  for (std::size_t i = 0; i < segments; ++i) {
    const Segment a = segment(clean_bands, i), b = segment(processed_bands, i);
    mean.stoi += stoi_of(a, b) / static_cast<double>(segments);
    mean.estoi += estoi_of(a, b) / static_cast<double>(segments);
  }
  return mean;
}

}  // namespace otoscape::metrics
