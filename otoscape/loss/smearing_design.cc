// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/smearing_design.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/bank/erb_scale.h"

namespace otoscape::loss {
namespace {

constexpr double kWindowSeconds = 0.0058;
// Above this frequency the ear hears little and the inverse is ill-conditioned: the spectrum passes
// as it is.
constexpr double kHighestHz = 24000.0;
constexpr double kDropBelow = 1e-4;

double interpolate(const PlaceTable& table, double hz) {
  const double place =
      std::clamp(kPlaceOf1kHz + kPlacesPerOctave * std::log2(std::max(hz, 1.0) / 1000.0), 0.0,
                 kPlaces - 1.001);
  const auto below = static_cast<std::size_t>(place);
  return std::lerp(table[below], table[below + 1], place - static_cast<double>(below));
}

// Rounded-exponential filter (Patterson & Moore 1986) of row `i`, widened; row 0 has no width of
// its own.
void fill_filter(std::span<double> row, int i, double bin_hz, double lower, double upper) {
  if (i == 0) {
    row[0] = 2.0 / (lower + upper);
    return;
  }
  const double hz = i * bin_hz, erb = bank::erb_hz(hz);
  for (int j = 0; j < static_cast<int>(row.size()); ++j) {
    const double widening = j < i ? lower : upper;
    const double g = std::abs(i - j) / static_cast<double>(i) * 4.0 * hz / (erb * widening);
    row[static_cast<std::size_t>(j)] =
        (1.0 + g) * std::exp(-g) / (erb * (lower + upper) / (2.0 * 24.7));
  }
}

// The typical ear's filters; the upper ones' missing upper skirts are their lower ones mirrored
// past the end.
dsp::Matrix typical_filters(int bins, double bin_hz) {
  dsp::Matrix filters(bins, bins + bins / 2);
  for (int i = 0; i < bins; ++i) {
    fill_filter(filters.row(i).first(static_cast<std::size_t>(bins)), i, bin_hz, 1.0, 1.0);
    for (int c = bins; c < std::min(2 * i - 1, filters.columns()); ++c) {
      filters(i, c) = filters(i, 2 * i - c);
    }
  }
  return filters;
}

}  // namespace

SmearingFrame SmearingFrame::at(Hertz rate) {
  const int window = 1 << static_cast<int>(std::lround(std::log2(kWindowSeconds * rate.value())));
  return {window, window / 4, 2 * window};
}

std::vector<float> smearing_window(const SmearingFrame& frame) {
  std::vector<float> window;
  for (int n = 0; n < frame.window_frames; ++n) {
    const double turn = 2.0 * std::numbers::pi * (n + 0.5) / frame.window_frames;
    window.push_back(static_cast<float>((0.5 - 0.5 * std::cos(turn)) / std::sqrt(1.5)));
  }
  return window;
}

SmearingBasis::SmearingBasis(Hertz rate)
    : rate_(rate), frame_(SmearingFrame::at(rate)), bin_hz_(rate.value() / frame_.transform_size) {
  constexpr int kRows = SmearingMatrix::kBlockRows;
  const int audible = kRows * static_cast<int>(std::lround(kHighestHz / bin_hz_ / kRows));
  bins_ = std::min(frame_.transform_size / 2, audible);
  const dsp::Matrix whole = dsp::right_inverse(typical_filters(bins_, bin_hz_));
  inverse_ = dsp::Matrix(bins_, bins_);
  for (int r = 0; r < bins_; ++r) std::ranges::copy(whole.row(r), inverse_.row(r).begin());
}

dsp::Matrix SmearingBasis::dense(const SmearingParams& params) const {
  dsp::Matrix wide(bins_, bins_);
  for (int i = 0; i < bins_; ++i) {
    const double hz = i * bin_hz_;
    fill_filter(wide.row(i), i, bin_hz_, interpolate(params.lower, hz),
                interpolate(params.upper, hz));
  }
  return dsp::product(inverse_, wide);
}

std::shared_ptr<const SmearingMatrix> SmearingBasis::make(const SmearingParams& params) const {
  return std::make_shared<SmearingMatrix>(dense(params), frame_, rate_);
}

SmearingMatrix::SmearingMatrix(const dsp::Matrix& dense, const SmearingFrame& frame, Hertz rate)
    : bins_(dense.rows()), frame_(frame), rate_(rate) {
  for (int top = 0; top < bins_; top += kBlockRows) {
    int first = bins_, last = -1;
    for (int r = top; r < top + kBlockRows; ++r) {
      double largest = 0.0;
      for (double v : dense.row(r)) largest = std::max(largest, std::abs(v));
      for (int c = 0; c < bins_; ++c) {
        if (std::abs(dense(r, c)) < kDropBelow * largest) continue;
        first = std::min(first, c);
        last = std::max(last, c);
      }
    }
    blocks_.push_back({first, last - first + 1, entries_.size()});
    for (int c = first; c <= last; ++c) {
      for (int r = top; r < top + kBlockRows; ++r)
        entries_.push_back(static_cast<float>(dense(r, c)));
    }
  }
}

}  // namespace otoscape::loss
