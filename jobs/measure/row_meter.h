// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/metrics/loudness_rows.h"
#include "otoscape/render/programme/k_weigher.h"
#include "otoscape/units/frequency.h"

namespace otoscape::jobs::measure {

// Measures the K-weighted energies of a sound, 10 ms by 10 ms (ITU-R BS.1770-4, annex 1), from
// which metrics::LoudnessRows takes every loudness. The frames after the last whole row count
// nowhere.
class RowMeter {
 public:
  // weights: of the channels' energies; one of weight 0 is left out.
  RowMeter(Hertz rate, std::span<const double> weights);

  // All channels, of equal length; samples are finite. The rows do not depend on how the sound is
  // cut.
  void add(std::span<const std::span<const float>> channels);
  // Zeros after so many that the filters have nothing left.
  void skip(std::size_t frames);

  const metrics::LoudnessRows& rows() const { return rows_; }
  // Until the row that is being filled is complete.
  std::size_t frames_left() const { return static_cast<std::size_t>(row_end_ - frames_); }

 private:
  struct Group {  // of channels that one weigher takes
    std::vector<std::size_t> channels;
    std::vector<double> weights, sums;
    render::programme::KWeigher weigher;
  };
  void weigh(std::span<const std::span<const float>> channels, std::size_t at, std::size_t count);
  void end_row();

  double rate_;
  std::vector<Group> groups_;
  std::vector<float> side_by_side_;
  std::int64_t frames_ = 0, row_begin_ = 0, row_end_ = 0;
  metrics::LoudnessRows rows_;
};

}  // namespace otoscape::jobs::measure
