// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "otoscape/units/time.h"

namespace otoscape::metrics {

// The course of a programme's loudness, kept as K-weighted energies (ITU-R BS.1770-4: the mean
// square summed over the weighted channels) of 10 ms each, and what is read from it, with gates and
// without.
class LoudnessRows {
 public:
  static constexpr double kPerSecond = 100.0;

  // Energies beyond the largest float count as that: of sound 380 dB above full scale.
  void add(double energy) {
    constexpr double kMost = std::numeric_limits<float>::max();
    rows_.push_back(static_cast<float>(std::min(energy, kMost)));
  }
  std::int64_t rows() const { return std::ssize(rows_); }

  // Mean energy of rows [from, to), as far as there are any.
  struct Sum {
    double energy = 0.0;
    std::int64_t rows = 0;

    // LUFS; nothing where there are no rows, or below −140 LUFS: digital silence.
    std::optional<double> lufs() const;
    Sum& operator+=(const Sum& other);
  };
  Sum sum(std::int64_t from, std::int64_t to) const;

  // The loudest window within rows [from, to) and the row it begins with: of 40 rows the momentary
  // loudness, of 300 the short-term loudness (EBU Tech 3341). Nothing where the rows are fewer.
  struct Loudest {
    double lufs = 0.0;
    std::int64_t first_row = 0;
  };
  static constexpr std::int64_t kMomentary = 40, kShortTerm = 300;
  std::optional<Loudest> loudest(std::int64_t window, std::int64_t from, std::int64_t to) const;

  // Integrated loudness by BS.1770-4: of blocks of 400 ms that begin every 100 ms, above −70 LUFS
  // and above 10 LU below their mean. Nothing where no block passes.
  std::optional<double> integrated_lufs() const;

  // Loudness range by EBU Tech 3342 (version 4): of the short-term loudness, ten times a second,
  // above −70 LUFS and above 20 LU below their mean, the difference of the 95th and the 10th
  // percentile. Nothing where no window passes.
  std::optional<double> range_lu() const;

 private:
  // Mean energies of `window` rows each, one every 100 ms, of those above the gate at −70 LUFS.
  std::vector<double> blocks(std::int64_t window) const;

  std::vector<float> rows_;
};

}  // namespace otoscape::metrics
