// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/smearing_design.h"

#include <algorithm>
#include <cmath>

#include "otoscape/bank/erb_scale.h"
#include "otoscape/dsp/matrix_product.h"
#include "otoscape/dsp/window.h"
#include "otoscape/loss/half.h"

namespace otoscape::loss {
namespace {

constexpr double kWindowSeconds = 0.0058;
// Above this frequency the ear hears little and the inverse is ill-conditioned: the spectrum passes
// as it is.
constexpr double kHighestHz = 24000.0;
constexpr double kDropBelow = 1e-4;
// A filter's skirts end here, re its peak: rounding errors of the pseudo-inverse are larger.
constexpr double kVanishes = 1e-14;

double interpolate(const PlaceTable& table, double hz) {
  const double place =
      std::clamp(kPlaceOf1kHz + kPlacesPerOctave * std::log2(std::max(hz, 1.0) / 1000.0), 0.0,
                 kPlaces - 1.001);
  const auto below = static_cast<std::size_t>(place);
  return std::lerp(table[below], table[below + 1], place - static_cast<double>(below));
}

// Rounded-exponential filter (Patterson & Moore 1986) of row `i`, widened; row 0 has no width of
// its own. Along a skirt g grows by equal steps, so e^−g is a geometric series; below kVanishes of
// the peak the row stays zero.
void fill_filter(std::span<double> row, int i, double bin_hz, double lower, double upper) {
  if (i == 0) {
    row[0] = 2.0 / (lower + upper);
    return;
  }
  const double erb = bank::erb_hz(i * bin_hz);
  const double peak = 2.0 * 24.7 / (erb * (lower + upper));
  const auto skirt = [&](double widening, int direction) {
    const double step = 4.0 * bin_hz / (erb * widening), factor = std::exp(-step);
    double g = 0.0, decay = 1.0;
    for (int j = i; j >= 0 && j < static_cast<int>(row.size()); j += direction) {
      const double value = (1.0 + g) * decay;
      if (value < kVanishes) return;
      row[static_cast<std::size_t>(j)] = peak * value;
      g += step;
      decay *= factor;
    }
  };
  skirt(lower, -1);
  skirt(upper, 1);
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
    window.push_back(static_cast<float>(dsp::hann(n + 0.5, frame.window_frames) / std::sqrt(1.5)));
  }
  return window;
}

SmearingBasis::SmearingBasis(Hertz rate)
    : frame_(SmearingFrame::at(rate)), bin_hz_(rate.value() / frame_.transform_size) {
  constexpr int kRows = SmearingMatrix::kBlockRows;
  const int audible = kRows * static_cast<int>(std::lround(kHighestHz / bin_hz_ / kRows));
  bins_ = std::min(frame_.transform_size / 2, audible);
  const dsp::Matrix whole = dsp::right_inverse(typical_filters(bins_, bin_hz_));
  inverse_ = dsp::Matrix(bins_, bins_);
  for (int r = 0; r < bins_; ++r) std::ranges::copy(whole.row(r), inverse_.row(r).begin());
}

dsp::Matrix SmearingBasis::dense(const SmearingParams& params) const {
  return all_at_once([&](Pace& pace) { return dense(pace, params); });
}

Slices<dsp::Matrix> SmearingBasis::dense(Pace& pace, const SmearingParams& params) const {
  dsp::Matrix wide(bins_, bins_);
  for (int i = 0; i < bins_; ++i) {
    const double hz = i * bin_hz_;
    fill_filter(wide.row(i), i, bin_hz_, interpolate(params.lower, hz),
                interpolate(params.upper, hz));
    co_await pace.pause();
  }
  co_return co_await dsp::product(pace, inverse_, wide);
}

SmearingBasis::Made SmearingBasis::make(const SmearingParams& params) const {
  return all_at_once([&](Pace& pace) { return make(pace, params); });
}

Slices<SmearingBasis::Made> SmearingBasis::make(Pace& pace, const SmearingParams& params) const {
  const dsp::Matrix matrix = co_await dense(pace, params);
  co_return co_await SmearingMatrix::make(pace, matrix);
}

SmearingMatrix::SmearingMatrix(const dsp::Matrix& dense) : bins_(dense.rows()) {
  for (int top = 0; top < bins_; top += kBlockRows) add_block(dense, top);
}

Slices<std::shared_ptr<const SmearingMatrix>> SmearingMatrix::make(Pace& pace,
                                                                   const dsp::Matrix& dense) {
  const std::shared_ptr<SmearingMatrix> matrix(new SmearingMatrix);
  matrix->bins_ = dense.rows();
  for (int top = 0; top < matrix->bins_; top += kBlockRows) {
    matrix->add_block(dense, top);
    co_await pace.pause();
  }
  co_return matrix;
}

void SmearingMatrix::add_block(const dsp::Matrix& dense, int top) {
  std::ptrdiff_t first = bins_, last = 0;
  for (int r = top; r < top + kBlockRows; ++r) {
    const auto row = dense.row(r);
    double largest = 0.0;
    for (double v : row) largest = std::max(largest, std::abs(v));
    const auto counts = [&](double v) { return std::abs(v) >= kDropBelow * largest; };
    first = std::min(first, std::ranges::find_if(row, counts) - row.begin());
    last = std::max(last, row.rend() - std::find_if(row.rbegin(), row.rend(), counts));
  }
  const auto columns = static_cast<std::size_t>(last - first), before = columns_.size();
  blocks_.push_back({static_cast<int>(first), static_cast<int>(columns), before * kBlockRows});
  columns_.resize(before + columns);
  halves_.resize(before + columns);
  for (std::size_t r = 0; r < kBlockRows; ++r) {
    const auto row = dense.row(top + static_cast<int>(r)).subspan(static_cast<std::size_t>(first));
    for (std::size_t c = 0; c < columns; ++c) {
      const std::uint16_t half = to_half(static_cast<float>(row[c]));
      halves_[before + c].rows[r] = half;
      columns_[before + c].rows[r] = from_half(half);
    }
  }
}

}  // namespace otoscape::loss
