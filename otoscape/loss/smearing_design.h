// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "otoscape/base/slices.h"
#include "otoscape/dsp/linear_algebra.h"
#include "otoscape/loss/place.h"
#include "otoscape/units/frequency.h"

// Spectral smearing after Baer & Moore (1993): the short-time power spectrum is replaced by the one
// whose excitation pattern in a typical ear equals that of the original in the widened filters
// (their eq. 1–3). Widths vary continuously along the row's frequency instead of in three severity
// classes. Not modelled: level-dependent widths; loss of temporal fine structure.

namespace otoscape::loss {

// Window, hop and transform at a rate: a window of the power of two nearest 5.8 ms, a hop of a
// quarter of it, a transform of twice its length (zero-padded).
struct SmearingFrame {
  int window_frames;
  int hop_frames;
  int transform_size;

  static SmearingFrame at(Hertz rate);
  // The delay of analysis and overlap-add, from input hop to output hop.
  int delay_frames() const { return window_frames - hop_frames; }
};

// The analysis and synthesis window (the squares of its overlaps sum to 1).
std::vector<float> smearing_window(const SmearingFrame& frame);

// Widening of the auditory filters' lower and upper skirts along the cochlea; 1 = typical.
struct SmearingParams {
  PlaceTable lower{};
  PlaceTable upper{};

  bool operator==(const SmearingParams&) const = default;
};

// One ear's smearing matrix, banded: blocks of 16 rows that share one range of columns. Entries
// below 1e-4 of their row's largest are dropped (the output changes by less than −81 dB), the
// others are rounded to 11 bits (less than −80 dB): running over the matrix is bound by the cache.
class SmearingMatrix {
 public:
  static constexpr int kBlockRows = 16;
  struct Block {
    int first_column;
    int columns;
    std::size_t offset;  // into entries: columns × 16, column by column
  };

  explicit SmearingMatrix(const dsp::Matrix& dense);
  static Slices<std::shared_ptr<const SmearingMatrix>> make(Pace& pace, const dsp::Matrix& dense);

  int bins() const { return bins_; }
  const std::vector<Block>& blocks() const { return blocks_; }
  // Both hold the same values, one as binary16. A vector of a column lies in one line of the cache.
  std::span<const float> entries() const {
    return {reinterpret_cast<const float*>(columns_.data()), columns_.size() * kBlockRows};
  }
  std::span<const std::uint16_t> halves() const {
    return {reinterpret_cast<const std::uint16_t*>(halves_.data()), halves_.size() * kBlockRows};
  }

 private:
  struct alignas(64) Column {
    float rows[kBlockRows];
  };
  struct alignas(32) HalfColumn {
    std::uint16_t rows[kBlockRows];
  };

  SmearingMatrix() = default;
  void add_block(const dsp::Matrix& dense, int top);

  int bins_ = 0;
  std::vector<Block> blocks_;
  std::vector<Column> columns_;
  std::vector<HalfColumn> halves_;
};

// The part that all matrices of a rate share: the pseudo-inverse of the typical ear's filters.
class SmearingBasis {
 public:
  explicit SmearingBasis(Hertz rate);

  const SmearingFrame& frame() const { return frame_; }
  int bins() const { return bins_; }
  // The dense matrix, bins × bins: smeared power spectrum = matrix · power spectrum.
  dsp::Matrix dense(const SmearingParams& params) const;
  using Made = std::shared_ptr<const SmearingMatrix>;
  Made make(const SmearingParams& params) const;
  Slices<Made> make(Pace& pace, const SmearingParams& params) const;

 private:
  Slices<dsp::Matrix> dense(Pace& pace, const SmearingParams& params) const;

  SmearingFrame frame_;
  int bins_;
  double bin_hz_;
  dsp::Matrix inverse_;  // first `bins` rows of the pseudo-inverse
};

}  // namespace otoscape::loss
