// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/smearing.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "otoscape/dsp/lane_fft.h"
#include "otoscape/dsp/window.h"
#include "otoscape/loss/msbg/smearing_kernel.h"

namespace otoscape::loss::msbg {
namespace {

// Entries below this share of the largest are within the rounding of the sum.
constexpr double kNothing = 1e-17;

double largest(const dsp::Matrix& matrix) {
  double most = 0.0;
  for (int r = 0; r < matrix.rows(); ++r) {
    for (const double v : matrix.row(r)) most = std::max(most, std::abs(v));
  }
  return most;
}

// The columns in which a block of rows holds anything.
std::array<int, 2> occupied(const dsp::Matrix& matrix, int first_row, double least) {
  std::array<int, 2> range{matrix.columns(), 0};
  for (int r = first_row; r < first_row + kMatrixRows; ++r) {
    for (int c = 0; c < matrix.columns(); ++c) {
      if (std::abs(matrix(r, c)) <= least) continue;
      range = {std::min(range[0], c), std::max(range[1], c + 1)};
    }
  }
  return range;
}

std::span<double> put(Arena& arena, const std::vector<double>& values) {
  const auto result = arena.take<double>(values.size());
  std::ranges::copy(values, result.begin());
  return result;
}

}  // namespace

Smearing::Smearing(const dsp::Matrix& matrix) {
  constexpr double kTurn = 2.0 * std::numbers::pi;
  std::vector<double> window, split, entries;
  for (int n = 0; n < kSlice; ++n) {
    window.push_back(dsp::hann(n + 0.5, kSlice) / std::sqrt(1.5));
  }
  for (int k = 0; k <= kSlice / 2; ++k) {
    split.push_back(static_cast<double>(std::cos(kTurn * k / (2 * kSlice))));
    split.push_back(static_cast<double>(-std::sin(kTurn * k / (2 * kSlice))));
  }
  const double least = kNothing * largest(matrix);
  for (int first = 0; first < matrix.rows(); first += kMatrixRows) {
    columns_.push_back(occupied(matrix, first, least));
    for (int c = columns_.back()[0]; c < columns_.back()[1]; ++c) {
      for (int r = first; r < first + kMatrixRows; ++r) {
        entries.push_back(static_cast<double>(matrix(r, c)));
      }
    }
  }
  constexpr auto kRows = static_cast<std::size_t>(kSlice * kLanes<double>);
  window_ = put(arena_, window);
  twiddles_ = put(arena_, dsp::lane_twiddles<double>());
  split_twiddles_ = put(arena_, split);
  matrix_ = put(arena_, entries);
  work_ = arena_.take<double>(6 * kRows);
  slices_out_ = arena_.take<double>(kRows);
  kept_.resize(static_cast<std::size_t>((kOld + kLanes<double>)*kSlice));
}

void Smearing::push(std::span<const double> in, std::vector<double>& out) {
  // The stream of slices: the first slice, then the signal again from its 64th sample.
  while (!in.empty() && pushed_ < kSlice) {
    in_.push_back(in.front());
    in = in.subspan(1);
    if (++pushed_ < kSlice) continue;
    for (std::size_t i = kHop; i < kSlice; ++i) in_.push_back(in_[i]);
  }
  pushed_ += static_cast<long long>(in.size());
  in_.insert(in_.end(), in.begin(), in.end());
  std::size_t at = 0;
  for (; in_.size() >= at + kReach; at += kBatch) smear_slices(&in_[at], kLanes<double>, out);
  in_.erase(in_.begin(), in_.begin() + static_cast<std::ptrdiff_t>(at));
}

void Smearing::finish(std::vector<double>& out) {
  assert(pushed_ >= kSlice);
  const long long all = (pushed_ + kHop - 1) / kHop;
  while (slices_ < all) {
    const auto count = static_cast<int>(std::min<long long>(all - slices_, kLanes<double>));
    if (in_.size() < kReach) in_.resize(kReach);
    smear_slices(in_.data(), count, out);
    in_.erase(in_.begin(), in_.begin() + kBatch);
  }
  add_tail(out);
}

void Smearing::smear_slices(const double* in, int count, std::vector<double>& out) {
  smear(SliceRun{in, window_.data(), twiddles_.data(), split_twiddles_.data(), matrix_.data(),
                 columns_.data(), work_.data(), slices_out_.data()});
  for (int slice = 0; slice < count; ++slice) {
    double* row = kept_.data() + (kOld + slice) * kSlice;
    for (int n = 0; n < kSlice; ++n) {
      row[n] = slices_out_[static_cast<std::size_t>(n * kLanes<double> + slice)];
    }
    add_block({quarter(kOld + slice, 0), quarter(kOld + slice - 1, 1), quarter(kOld + slice - 2, 2),
               quarter(kOld + slice - 3, 3)},
              out);
  }
  std::copy_n(kept_.begin() + count * kSlice, kOld * kSlice, kept_.begin());
  slices_ += count;
}

const double* Smearing::quarter(int row, int number) const {
  return kept_.data() + row * kSlice + number * kHop;
}

void Smearing::add_block(const std::array<const double*, 4>& parts, std::vector<double>& out) {
  out.resize(out.size() + kHop);
  double* block = out.data() + out.size() - kHop;
  for (int n = 0; n < kHop; ++n) {
    block[n] = (parts[0][n] + parts[1][n]) + (parts[2][n] + parts[3][n]);
  }
}

// Rows 3, 2 and 0 of what is kept are the last slice, the last but one and the last but three.
void Smearing::add_tail(std::vector<double>& out) const {
  const std::vector<double> silence(kHop);
  const double* none = silence.data();
  add_block({quarter(0, 0), quarter(3, 1), quarter(2, 2), none}, out);
  add_block({quarter(0, 1), quarter(3, 2), none, none}, out);
  add_block({quarter(0, 2), none, none, none}, out);
}

}  // namespace otoscape::loss::msbg
