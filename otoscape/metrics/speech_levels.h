// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/metrics/sii_tables.h"
#include "otoscape/units/time.h"

namespace otoscape::metrics {

// Sound at both ears, of one length.
using BothEars = std::array<std::span<const float>, 2>;

// The speech in a programme and the noise it is heard in, in third octaves, at both ears, ten rows
// a second; only rows in which somebody speaks have levels. Levels are mean squares of bands, dB re
// full scale, in half decibels.
struct SpeechLevels {
  static constexpr int kPerSecond = 10;
  static constexpr double kLowestDb = -124.0, kHighestDb = 3.0;

  Seconds begin{0};  // of row 0, on the programme's clock
  std::int64_t rows = 0;
  // Of a dialogue that is known by itself: it lies in the programme at the same time and level.
  bool dialogue_fits = true;
  int noise_frames = 1;           // of a row: 5 where the noise is known, else 1
  std::vector<std::uint32_t> at;  // numbers of the rows with speech, ascending
  std::vector<std::int8_t> values;

  using Bands = std::array<double, kThirdOctaves>;
  // The i-th row with speech.
  Bands speech_db(std::size_t i, std::size_t ear) const { return bands(i, ear); }
  Bands noise_db(std::size_t i, std::size_t ear, int frame) const {
    return bands(i, 2 * (1 + static_cast<std::size_t>(frame)) + ear);
  }
  // Values of a row: speech left and right, then noise left and right of each frame.
  std::size_t row_values() const {
    return 2 * kThirdOctaves * (1 + static_cast<std::size_t>(noise_frames));
  }
  static std::int8_t to_value(double mean_square);

 private:
  Bands bands(std::size_t i, std::size_t which) const;
};

}  // namespace otoscape::metrics
