// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "otoscape/base/block.h"
#include "otoscape/ear/acoustic_back.h"
#include "otoscape/ear/crossfade_gains.h"

namespace otoscape::ear {

// One quantum of sound within a listener, with all data that one part of the listener passes to the
// next. The parts may therefore run on different threads, each some quanta ahead of the next. Owns
// nothing.
struct EarQuantum {
  // Size of its memory, in floats. Rows are aligned for any vector.
  static std::size_t floats(int quantum, bool electric, int lanes = 0) {
    return ((electric ? 3 : 2) * 2 + static_cast<std::size_t>(lanes)) * row_floats(quantum);
  }
  // lanes: of a layout's apart channels (surround/lanes.h).
  static EarQuantum over(std::span<float> memory, int ears, int quantum, bool electric,
                         int lanes = 0);

  ConstBlock<FullScaleUnit> in;       // of the programme; memory of the caller
  ConstBlock<FullScaleUnit> wide_in;  // all channels of a layout; `in` is their fold
  // What the acoustic ears get in place of `in` and `wide_in`; no channels: these.
  ConstBlock<FullScaleUnit> raised, wide_raised;
  PascalBlock sound, unsmeared;  // between AcousticFront and AcousticBack
  PascalBlock apart;             // the same of the apart channels
  std::int64_t frame = 0;        // of the programme, the first of `in`
  double confusion_deg = 0.0;    // of directions, by an implant
  bool runs = false;             // the acoustic path: some ear needs it
  bool smears = false;
  std::array<std::span<float>, 2> electric;  // input, then output of the electric ears
  std::array<bool, 2> electric_sounds{};
  float pascals_per_unit = 1.0f;
  CrossfadeGains crossfade;

 private:
  static std::size_t row_floats(int quantum) {
    return (static_cast<std::size_t>(quantum) + 15) / 16 * 16;
  }
};

inline EarQuantum EarQuantum::over(std::span<float> memory, int ears, int quantum, bool electric,
                                   int lanes) {
  const std::size_t row = row_floats(quantum);
  const auto pair = [&](std::size_t place) {
    return std::array{memory.data() + 2 * place * row, memory.data() + (2 * place + 1) * row};
  };
  EarQuantum ear_quantum;
  ear_quantum.sound = {pair(0), ears, quantum};
  ear_quantum.unsmeared = {pair(1), ears, quantum};
  if (electric) {
    for (std::size_t c = 0; c < 2; ++c) {
      ear_quantum.electric[c] = {pair(2)[c], static_cast<std::size_t>(quantum)};
    }
  }
  std::array<float*, kMostChannels> rows{};
  float* first = memory.data() + (electric ? 3 : 2) * 2 * row;
  for (std::size_t lane = 0; lane < static_cast<std::size_t>(lanes); ++lane) {
    rows[lane] = first + lane * row;
  }
  ear_quantum.apart = {std::span<float* const>(rows).first(static_cast<std::size_t>(lanes)),
                       quantum};
  return ear_quantum;
}

}  // namespace otoscape::ear
