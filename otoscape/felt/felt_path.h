// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/felt/felt_params.h"
#include "otoscape/felt/low_rate.h"

namespace otoscape::felt {

// What is felt of a programme, by felt_law.h: at the low rate three bands of mid and side, each
// with a gain over its own level, through the body's filter of either ear; water adds the mid
// signal, muffled, with a delay and a level that wander. All filters are finite: after
// kMemorySeconds the sound does not depend on where the stream began, bit for bit. At no frequency
// is it louder than the programme, both ears taken together.
class FeltPath {
 public:
  struct Setup {
    StreamSpec spec;
    int quantum = 64;
    int latency = 384;             // frames that the output is behind the input; even
    std::int64_t first_frame = 0;  // number of the first frame
  };
  static constexpr double kMemorySeconds = 0.64;

  // Control side.
  FeltPath(const Setup& setup, const FeltParams& params);
  FeltPath(const FeltPath&) = delete;
  FeltPath& operator=(const FeltPath&) = delete;

  // Frames by which levels are ahead of the output: process's levels hold for the frames from
  // first + level_lead() to first + level_lead() + quantum, first being the output's first.
  int level_lead() const { return setup_.latency - low_.half; }

  // Audio side. One quantum; overwrites `out` with full scale as `in`.
  void process(ConstBlock<FullScaleUnit> in, const Levels& from, const Levels& to,
               FullScaleBlock out) noexcept OTOSCAPE_RT;

 private:
  using Filter = std::span<float>;  // oldest tap first, whole kDotMultiples

  // A value that wanders slowly, drawn every kSlowStep samples.
  struct Wander {
    std::uint64_t key = 0, step = 0;
    float at = 0.0f, next = 0.0f;
  };

  Filter take_filter(const std::vector<float>& taps);
  void design();
  double peak_lin() const;
  float run(Filter filter, const dsp::SlidingBuffer& past) const noexcept OTOSCAPE_RT;
  void feel(std::int64_t sample, const Levels& levels) noexcept OTOSCAPE_RT;
  void take_bands(float mid, float side) noexcept OTOSCAPE_RT;
  void move_gains() noexcept OTOSCAPE_RT;
  void wander_to(std::int64_t sample) noexcept OTOSCAPE_RT;
  float water(std::size_t ear, std::int64_t sample) noexcept OTOSCAPE_RT;

  Setup setup_;
  FeltParams params_;
  LowRate low_;
  Arena arena_;
  GainLanes laws_;
  std::array<Filter, kBands> bands_;
  Filter window_;
  std::array<Filter, 2> body_, water_;
  float body_peak_ = 1.0f, water_peak_ = 1.0f;  // of the filters, largest over frequency

  std::vector<Decimator> down_;
  Interpolator up_;
  std::int64_t next_;  // number of the next sample
  std::int64_t end_;   // number of the next frame
  dsp::SlidingBuffer mid_, side_;
  std::array<float, kBands> band_mid_{}, band_side_{};
  // Gains are drawn on every second sample, from the powers of two.
  std::array<float, kBands + 1> pair_power_{}, gain_{};
  std::array<dsp::SlidingBuffer, kBands + 1> power_;
  std::array<dsp::SlidingBuffer, 2> pressed_, muffled_, felt_;  // before body; water; result
  dsp::SlidingBuffer under_water_;
  std::array<Wander, 2> delay_, level_;
};

}  // namespace otoscape::felt
