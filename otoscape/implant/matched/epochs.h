// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/sliding_buffer.h"

namespace otoscape::implant::matched {

// Instants one period apart, one in each period of a voice. Each follows the one before by the
// period of the tracker, moved by up to 15 % to the best match with the period before it
// (normalised cross-correlation). In frames of the full rate, with fractions.
class Epochs {
 public:
  Epochs() = default;
  explicit Epochs(int step_frames) : step_(step_frames) {}

  struct Place {
    double at = 0.0;      // the nearest epoch
    double period = 0.0;  // to the next one where that is known, else from the one before
  };

  // The instant within half a period of `near` around which `sound` (every frame) is strongest: the
  // closure of the glottis. Grains around other instants lose harmonics when read faster or slower.
  static double strongest(const dsp::SlidingBuffer& sound, double near, std::int64_t heard,
                          double period) noexcept OTOSCAPE_RT;

  // Drops all epochs and begins at `first`.
  void restart(double first, double period) noexcept OTOSCAPE_RT;
  // Adds epochs up to `until`, as far as sound up to `heard` allows. `smooth`: every step_frames-th
  // frame.
  void extend_voiced(const dsp::SlidingBuffer& smooth, double until, std::int64_t heard,
                     double period) noexcept OTOSCAPE_RT;
  // Adds epochs at multiples of the period, for sound without pitch.
  void extend_steady(double until, int period) noexcept OTOSCAPE_RT;
  Place nearest(double frame) const noexcept OTOSCAPE_RT;

 private:
  static constexpr std::int64_t kKept = 64;

  double& epoch(std::int64_t i) { return kept_[static_cast<std::size_t>(i % kKept)]; }
  double epoch(std::int64_t i) const { return kept_[static_cast<std::size_t>(i % kKept)]; }
  void add(double at) noexcept { epoch(count_++) = at; }
  double refined_lag(const dsp::SlidingBuffer& smooth, double period) const noexcept;

  int step_ = 1;
  std::int64_t count_ = 0;
  std::array<double, kKept> kept_{};
};

}  // namespace otoscape::implant::matched
