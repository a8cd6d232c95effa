// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "otoscape/metrics/sii_tables.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/time.h"

namespace otoscape::metrics {

// The speech in a programme and the noise it is heard in, in third octaves, at both ears, ten rows
// a second; only rows in which somebody speaks have levels. Levels are mean squares of bands, dB re
// full scale, in half decibels.
struct SpeechLevels {
  static constexpr int kPerSecond = 10;
  static constexpr double kLowestDb = -124.0, kHighestDb = 3.0;

  Seconds begin{0};  // of row 0, on the programme's clock
  std::int64_t rows = 0;
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

// Makes SpeechLevels of a programme, block by block. Ours. The speech of a row is its mean power
// over the second around, as far as somebody speaks: the SII's own 30 dB of range stand for the
// movement of speech within that.
//
// Alone, SpeechActivity says where somebody speaks, and the noise of a band is what is left in the
// gaps: the 10th percentile of its rows over 3 s, less the bias that steady noise has there. Speech
// is what exceeds that by more than 1 dB.
//
// With the dialogue by itself, somebody speaks within 0.3 s of where the dialogue is no more than
// 30 dB below its loud rows, and the noise is the rest of the programme (dialogue_noise.h).
//
// Not modelled, alone: noise that moves within 3 s, which counts as speech where it is loud beside
// speech; speech more than 6 dB below the noise of its band, which is not found; echoes, which are
// speech.
class SpeechLevelsMaker {
 public:
  struct Setup {
    Hertz rate;
    Seconds begin{0};  // of the first frame, on the programme's clock
    bool has_dialogue = false;
  };
  explicit SpeechLevelsMaker(const Setup& setup);
  ~SpeechLevelsMaker();

  // The sound at both ears, of one length. dialogue: of the same frames, where the setup has it.
  using Ears = std::array<std::span<const float>, 2>;
  void add(const Ears& programme, const Ears& dialogue = {});
  SpeechLevels finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::metrics
