// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/units/level.h"
#include "otoscape/units/time.h"

namespace otoscape::render::quantum {

// A true-peak limiter with look-ahead, one gain for all channels; the last stage of every render.
// Peaks are found by 8 × interpolation (48 taps a phase; BS.1770-4 Annex 2 asks for at least 4 ×),
// whose error is below 0.2 dB up to 0.4 of the sample rate. The target is 0.5 dB below the ceiling,
// so that a meter after BS.1770 reads no peak above the ceiling for sound up to half the sample
// rate. (An ideal meter reads up to 0.3 dB above it, for white noise under strong limiting.) While
// no peak exceeds the target the gain is exactly 1 and the output is the input, bit for bit,
// latency() later.
class Guard {
 public:
  // Control side. quantum: frames per call.
  void prepare(const StreamSpec& spec, int quantum, Arena& arena);

  // Audio side. Clamped to −6…0 dBTP.
  void set_ceiling(double dbtp) noexcept OTOSCAPE_RT;
  // One quantum, in place.
  void process(FullScaleBlock sound) noexcept OTOSCAPE_RT;
  Frames latency() const noexcept { return Frames(look_ahead_ + kTaps / 2); }

  struct Report {
    std::int64_t frames = 0;  // with a gain below 1
    std::int64_t events = 0;  // times the gain fell below 1
    float lowest_gain = 1.0f;
  };
  const Report& report() const { return report_; }

 private:
  static constexpr int kTaps = 48, kPhases = 8;

  bool anything_near(int channels) const noexcept;
  void find_peaks(int channels) noexcept;
  void shape_gain() noexcept;
  void apply(FullScaleBlock sound) noexcept;

  int quantum_ = 0, look_ahead_ = 0;
  float ceiling_lin_ = 0.0f, skip_below_ = 0.0f, tap_sum_ = 0.0f, release_ = 0.0f;
  std::span<float> taps_;                                // phase 1…7, kTaps each
  std::array<std::span<float>, kMostChannels> history_;  // look-ahead, taps and the quantum
  std::span<float> peaks_, window_, held_, reduction_;
  std::span<float> needed_;  // reduction (1 − gain) that peaks need: look-ahead and the quantum
  float envelope_ = 0.0f;    // reduction after hold and release
  bool idle_ = true;
  Report report_;
};

}  // namespace otoscape::render::quantum
