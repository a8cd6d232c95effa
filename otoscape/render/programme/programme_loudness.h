// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "otoscape/base/block.h"
#include "otoscape/base/result.h"
#include "otoscape/units/time.h"

namespace otoscape::render::programme {

// The loudness of a programme: ten rows a second, each with the levels of 18 half-octave
// bands of each ear and the K-weighted level. A scene's render needs it before it starts;
// ProgrammeLoudnessMaker makes it in one pass.
class ProgrammeLoudness {
 public:
  static constexpr int kBands = 18;  // half octaves, 40 Hz … 14.5 kHz
  static constexpr int kRowValues = 2 * kBands + 1;
  static constexpr double kPerSecond = 10.0;
  static double band_hz(int band);  // centre

  // Row 0 starts with the programme's first frame, at the time `begin` of the programme's clock.
  Seconds begin() const { return begin_; }
  std::int64_t rows() const { return rows_; }
  Seconds end() const {  // of the last row
    return Seconds(begin_.value() + static_cast<double>(rows_) / kPerSecond);
  }
  // Index of the row at this time, clamped to 0 … rows() − 1.
  std::int64_t row_at(Seconds time) const;

  // Mean square of one ear's band in a row, dB re 1.0 (full scale); at least kSilenceDb, which it
  // is without rows, too. A mono programme has the same value in both ears.
  static constexpr double kSilenceDb = -160.0;
  double band_db(int ear, int band, std::int64_t row) const;
  // A row's bands, left then right, in 0.01 dB. row: 0 … rows() − 1.
  std::span<const std::int16_t, 2 * kBands> bands(std::int64_t row) const {
    return std::span<const std::int16_t, 2 * kBands>(
        &values_[static_cast<std::size_t>(row * kRowValues)], 2 * kBands);
  }
  // K-weighted mean square, summed over both channels, dB, without the −0.691 of BS.1770.
  double k_db(std::int64_t row) const;

  // Integrated loudness by ITU-R BS.1770-4 with both gates; none where no block passes them.
  std::optional<double> integrated_lufs() const { return integrated_lufs_; }
  // Loudness over the part of [from, to) in the programme, LUFS, not gated; −∞ where that part is
  // empty or digital silence.
  double loudness_lufs(Seconds from, Seconds to) const;

  // It as a file's contents, and back.
  std::vector<std::byte> bytes() const;
  static Result<ProgrammeLoudness> from_bytes(std::span<const std::byte> bytes);

 private:
  friend class ProgrammeLoudnessMaker;
  double value_db(std::int64_t row, int which) const;
  double k_energy(std::int64_t row) const;
  void integrate();

  Seconds begin_{0.0};
  std::int64_t rows_ = 0;
  double last_part_ = 1.0;            // share of the last row in the programme, (0, 1]
  std::vector<std::int16_t> values_;  // row by row: 18 left, 18 right, K; 0.01 dB
  std::optional<double> integrated_lufs_;
};

}  // namespace otoscape::render::programme
