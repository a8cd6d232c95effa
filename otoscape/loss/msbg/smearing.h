// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/loss/msbg/lanes.h"
#include "otoscape/loss/msbg/smearing_matrix.h"

namespace otoscape::loss::msbg {

// The running part of spectral smearing: slices of 256 samples every 64 under w, twice (w² sums to
// 1), spectra of 512 points, powers P ← S·P, phases kept.
//
//   w[n] = (1/2 − 1/2 cos(2π(n + 1/2)/256)) / √1.5
//
// Quirks that are part of the definition:
// - after the first slice the reading pointer moves by a hop, not by a slice, while whole slices
//   are kept: the slices are those of x[0…255], x[64], x[65], …, so that x[64…255] is heard twice
//   and all that follows is 192 samples late;
// - the first three blocks of 64 miss overlaps, and the last three take theirs from the wrong
//   slices: the fourth from the end in place of the last but two, and so on;
// - where S·P is negative, the phase is turned by 90°; the bin at half the rate is dropped; what a
//   slice's spectrum spreads beyond its 256 samples is lost.
//
// The output has 64·(ceil(N/64) + 3) samples. Needs at least 256.
//
// Always in double precision: S has negative entries, so that for pure tones S·P is small where P
// is large, and the square root of single precision's rounding there is 1e-4 of the tone.
class Smearing {
 public:
  static constexpr int kSlice = 256, kHop = 64, kDelayFrames = 192;

  explicit Smearing(const dsp::Matrix& matrix);

  void push(std::span<const double> in, std::vector<double>& out);
  void finish(std::vector<double>& out);

 private:
  static constexpr int kOld = 4;  // earlier slices that are kept
  static constexpr std::size_t kBatch = kLanes<double> * kHop, kReach = kBatch - kHop + kSlice;

  void smear_slices(const double* in, int count, std::vector<double>& out);
  const double* quarter(int row, int number) const;
  static void add_block(const std::array<const double*, 4>& parts, std::vector<double>& out);
  void add_tail(std::vector<double>& out) const;

  Arena arena_;
  std::vector<double> in_;    // the stream of slices, from the next one on
  std::vector<double> kept_;  // windowed slices: the kOld last ones, then the new
  long long pushed_ = 0, slices_ = 0;
  std::span<double> window_, twiddles_, split_twiddles_, work_, slices_out_;
  std::span<double> matrix_;                 // blocks of rows, column after column
  std::vector<std::array<int, 2>> columns_;  // of each block: from, to
};

}  // namespace otoscape::loss::msbg
