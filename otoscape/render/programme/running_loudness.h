// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/biquad.h"

namespace otoscape::render::programme {

// Integrated loudness of all sound so far, while it is heard: ITU-R BS.1770-4, K-weighted, blocks
// of 400 ms every 100 ms, both gates. Blocks lie in a histogram of 0.1 LU, so that memory and time
// do not grow; each bin keeps its energy, so that the steps blur only where the relative gate lies.
// The result does not depend on how the sound is cut into blocks. A mono sound counts as heard with
// both ears.
//
// From it follows a reference, LUFS, for limits that have no whole programme to refer to: −23 until
// 10 s have sounded (blocks above −70 LUFS); from then on it moves towards the integrated loudness
// by at most 1 LU per second. Both numbers are ours.
//
// Not modelled: a new beginning. A change of programme counts as one more part of the same one.
class RunningLoudness {
 public:
  // Control side. spec.rate: 8…192 kHz.
  void prepare(const StreamSpec& spec);

  // Audio side. Samples are finite.
  void add(ConstBlock<FullScaleUnit> sound) noexcept OTOSCAPE_RT;
  // LUFS of the 100 ms that are complete; none where no block passes the gates.
  std::optional<double> integrated_lufs() const noexcept OTOSCAPE_RT { return integrated_lufs_; }
  double reference_lufs() const noexcept OTOSCAPE_RT;

 private:
  struct Bin {
    std::int64_t blocks = 0;
    double energy = 0.0;
  };
  using Pair = std::array<double, 2>;  // of the channels
  // 100 ms, whole frames.
  struct Row {
    Pair energy{};  // sum of squares, K-weighted
    std::int64_t frames = 0;
  };
  static constexpr std::size_t kRows = 4;  // of a block
  // Of both filters, direct form II.
  struct Memory {
    Pair head1{}, head2{}, low1{}, low2{};
  };

  std::int64_t row_start(std::int64_t row) const noexcept OTOSCAPE_RT { return row * rate_ / 10; }
  template <std::size_t kEars>
  void weigh(ConstBlock<FullScaleUnit> sound) noexcept OTOSCAPE_RT;
  void end_row() noexcept OTOSCAPE_RT;
  void count_block() noexcept OTOSCAPE_RT;
  std::optional<double> gated() const noexcept OTOSCAPE_RT;

  int ears_ = 2;
  std::int64_t rate_ = 48000;
  std::array<dsp::Biquad, 2> filters_;
  Memory memory_;
  std::array<Row, kRows> rows_{};  // the one that fills, and the three before, by number mod 4
  std::int64_t row_ = 0, frame_ = 0;
  std::vector<Bin> bins_;
  Bin all_;  // above the absolute gate
  std::optional<double> integrated_lufs_;
  // At the start and the end of the row that fills.
  double reference_from_lufs_ = 0.0, reference_to_lufs_ = 0.0;
};

}  // namespace otoscape::render::programme
