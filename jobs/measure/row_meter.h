// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/metrics/loudness_rows.h"
#include "otoscape/render/programme/k_weigher.h"
#include "otoscape/units/frequency.h"

namespace otoscape::jobs::measure {

// Measures the K-weighted energies of sounds, 10 ms by 10 ms (ITU-R BS.1770-4, annex 1), from
// which metrics::LoudnessRows takes every loudness. Several sounds lie side by side in vectors. The
// frames after the last whole row count nowhere.
class RowMeter {
 public:
  // weights: of the energies of a sound's channels; one of weight 0 is left out.
  RowMeter(Hertz rate, std::span<const double> weights, std::size_t sounds = 1);

  // So many frames of all channels of each sound in turn; samples are finite. A channel without
  // samples is silent. The rows do not depend on how the sound is cut.
  void add(std::span<const std::span<const float>> channels, std::size_t frames);

  const metrics::LoudnessRows& rows(std::size_t sound = 0) const { return rows_[sound]; }
  // Until the row that is being filled is complete.
  std::size_t frames_left() const { return static_cast<std::size_t>(row_end_ - frames_); }

 private:
  struct Lane {
    std::size_t channel = 0, sound = 0;
    double weight = 1.0, sum = 0.0;
  };
  struct Group {  // of channels that one weigher takes
    std::vector<Lane> lanes;
    render::programme::KWeigher weigher;
    std::size_t silent_frames = 0;  // up to now
  };
  void weigh(Group& group, std::span<const std::span<const float>> channels, std::size_t at,
             std::size_t count);
  void end_row();

  double rate_;
  std::vector<Group> groups_;
  std::int64_t frames_ = 0, row_begin_ = 0, row_end_ = 0;
  std::vector<double> energies_;  // of each sound
  std::vector<metrics::LoudnessRows> rows_;
};

}  // namespace otoscape::jobs::measure
