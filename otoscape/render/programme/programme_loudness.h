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

// What a scene needs to know of the programme before it is rendered, ten values a second: how loud
// it is, and where in frequency. Made in one pass, kept, and then read at any moment.

namespace otoscape::render::programme {

class ProgrammeLoudness {
 public:
  static constexpr int kBands = 18;  // half octaves, 40 Hz … 14.5 kHz
  static constexpr int kRowValues = 2 * kBands + 1;
  static constexpr double kPerSecond = 10.0;
  static double band_hz(int band);  // centre

  // Rows count from the programme's first frame, which lies at `begin` on its clock.
  Seconds begin() const { return begin_; }
  std::int64_t rows() const { return rows_; }
  // The row that holds a moment, clamped to the rows there are.
  std::int64_t row_at(Seconds time) const;

  // Mean square in dB re 1.0 (full scale) of one ear's band in a row; kSilenceDb at least, and
  // where there are no rows. A mono programme is the same in both ears.
  static constexpr double kSilenceDb = -160.0;
  double band_db(int ear, int band, std::int64_t row) const;
  // A row's bands, left then right, in 0.01 dB; `row` must be one.
  std::span<const std::int16_t, 2 * kBands> bands(std::int64_t row) const {
    return std::span<const std::int16_t, 2 * kBands>(
        &values_[static_cast<std::size_t>(row * kRowValues)], 2 * kBands);
  }
  // K-weighted mean square of both channels together in dB, without the −0.691 of BS.1770.
  double k_db(std::int64_t row) const;

  // ITU-R BS.1770-4, both gates; nothing where no block passes.
  std::optional<double> integrated_lufs() const { return integrated_lufs_; }
  // Ungated loudness over [from, to), LUFS, of the programme that lies there; −∞ where there is
  // none or only digital silence.
  double loudness_lufs(Seconds from, Seconds to) const;

  // To keep it in a file and get it back.
  std::vector<std::byte> bytes() const;
  static Result<ProgrammeLoudness> from_bytes(std::span<const std::byte> bytes);

 private:
  friend class ProgrammeLoudnessMaker;
  double value_db(std::int64_t row, int which) const;
  double k_energy(std::int64_t row) const;
  void integrate();

  Seconds begin_{0.0};
  std::int64_t rows_ = 0;
  double last_part_ = 1.0;            // of the last row that is programme, (0, 1]
  std::vector<std::int16_t> values_;  // row by row: 18 left, 18 right, K; 0.01 dB
  std::optional<double> integrated_lufs_;
};

}  // namespace otoscape::render::programme
