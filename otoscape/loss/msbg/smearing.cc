// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/smearing.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "otoscape/dsp/lane_fft.h"
#include "otoscape/loss/msbg/lanes.h"
#include "otoscape/loss/msbg/smearing_kernel.h"

namespace otoscape::loss::msbg {
namespace {

// Entries this small beside the largest cannot be told from the rounding of the sum.
template <class Real>
constexpr double kNothing = sizeof(Real) == 8 ? 1e-17 : 1e-9;

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

template <class Real>
std::span<Real> put(Arena& arena, const std::vector<Real>& values) {
  const auto result = arena.take<Real>(values.size());
  std::ranges::copy(values, result.begin());
  return result;
}

}  // namespace

template <class Real>
Smearing<Real>::Smearing(const dsp::Matrix& matrix) {
  constexpr double kTurn = 2.0 * std::numbers::pi;
  std::vector<Real> window, split, entries;
  for (int n = 0; n < kSlice; ++n) {
    window.push_back(
        static_cast<Real>((0.5 - 0.5 * std::cos(kTurn * (n + 0.5) / kSlice)) / std::sqrt(1.5)));
  }
  for (int k = 0; k <= kSlice / 2; ++k) {
    split.push_back(static_cast<Real>(std::cos(kTurn * k / (2 * kSlice))));
    split.push_back(static_cast<Real>(-std::sin(kTurn * k / (2 * kSlice))));
  }
  const double least = kNothing<Real> * largest(matrix);
  for (int first = 0; first < matrix.rows(); first += kMatrixRows) {
    columns_.push_back(occupied(matrix, first, least));
    for (int c = columns_.back()[0]; c < columns_.back()[1]; ++c) {
      for (int r = first; r < first + kMatrixRows; ++r) {
        entries.push_back(static_cast<Real>(matrix(r, c)));
      }
    }
  }
  constexpr auto kRows = static_cast<std::size_t>(kSlice * kLanes<Real>);
  window_ = put(arena_, window);
  twiddles_ = put(arena_, dsp::lane_twiddles<Real>());
  split_twiddles_ = put(arena_, split);
  matrix_ = put(arena_, entries);
  work_ = arena_.take<Real>(6 * kRows);
  slices_out_ = arena_.take<Real>(kRows);
  kept_.resize(static_cast<std::size_t>((kOld + kLanes<Real>)*kSlice));
}

template <class Real>
void Smearing<Real>::push(std::span<const Real> in, std::vector<Real>& out) {
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
  for (; in_.size() >= at + kReach; at += kBatch) smear_slices(&in_[at], kLanes<Real>, out);
  in_.erase(in_.begin(), in_.begin() + static_cast<std::ptrdiff_t>(at));
}

template <class Real>
void Smearing<Real>::finish(std::vector<Real>& out) {
  assert(pushed_ >= kSlice);
  const long long all = (pushed_ + kHop - 1) / kHop;
  while (slices_ < all) {
    const auto count = static_cast<int>(std::min<long long>(all - slices_, kLanes<Real>));
    if (in_.size() < kReach) in_.resize(kReach);
    smear_slices(in_.data(), count, out);
    in_.erase(in_.begin(), in_.begin() + kBatch);
  }
  add_tail(out);
}

template <class Real>
void Smearing<Real>::smear_slices(const Real* in, int count, std::vector<Real>& out) {
  smear(SliceRun<Real>{in, window_.data(), twiddles_.data(), split_twiddles_.data(), matrix_.data(),
                       columns_.data(), work_.data(), slices_out_.data()});
  for (int slice = 0; slice < count; ++slice) {
    Real* row = kept_.data() + (kOld + slice) * kSlice;
    for (int n = 0; n < kSlice; ++n) {
      row[n] = slices_out_[static_cast<std::size_t>(n * kLanes<Real> + slice)];
    }
    add_block({quarter(kOld + slice, 0), quarter(kOld + slice - 1, 1), quarter(kOld + slice - 2, 2),
               quarter(kOld + slice - 3, 3)},
              out);
  }
  std::copy_n(kept_.begin() + count * kSlice, kOld * kSlice, kept_.begin());
  slices_ += count;
}

template <class Real>
const Real* Smearing<Real>::quarter(int row, int number) const {
  return kept_.data() + row * kSlice + number * kHop;
}

template <class Real>
void Smearing<Real>::add_block(const std::array<const Real*, 4>& parts, std::vector<Real>& out) {
  for (int n = 0; n < kHop; ++n) {
    out.push_back((parts[0][n] + parts[1][n]) + (parts[2][n] + parts[3][n]));
  }
}

// Rows 3, 2 and 0 of what is kept are the last slice, the last but one and the last but three.
template <class Real>
void Smearing<Real>::add_tail(std::vector<Real>& out) const {
  const std::vector<Real> silence(kHop);
  const Real* none = silence.data();
  add_block({quarter(0, 0), quarter(3, 1), quarter(2, 2), none}, out);
  add_block({quarter(0, 1), quarter(3, 2), none, none}, out);
  add_block({quarter(0, 2), none, none, none}, out);
}

template class Smearing<float>;
template class Smearing<double>;

}  // namespace otoscape::loss::msbg
