// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

namespace otoscape::dsp {

// A phase that wraps, in whole numbers: turns of a carrier in 2⁻⁶⁴, or cells of noise in 2⁻³² with
// 2³² of them. Sums of whole numbers do not round, so that a frame's phase is the same bits however
// it is reached.
struct PhaseRamp {
  std::uint64_t at = 0;    // at the first frame
  std::uint64_t step = 0;  // from the first frame to the second
  std::uint64_t bend = 0;  // by how much the step grows with each frame

  constexpr std::uint64_t after(std::uint64_t frames) const {
    return at + frames * step + bend * pairs(frames);
  }
  constexpr PhaseRamp from(std::uint64_t frames) const {
    return {after(frames), step + frames * bend, bend};
  }

 private:
  // n(n − 1)/2; the even factor is halved, so that nothing is lost where the product wraps.
  static constexpr std::uint64_t pairs(std::uint64_t n) {
    return n % 2 == 0 ? n / 2 * (n - 1) : (n - 1) / 2 * n;
  }
};

// A number of turns, of either sign, as a phase or a step.
inline std::uint64_t to_phase(double turns) {
  const double part = (turns - std::floor(turns)) * 0x1p64;
  return part < 0x1p64 ? static_cast<std::uint64_t>(part) : 0;
}

// A ramp whose step moves from `from_step` to `to_step` over `frames` frames; the end step is that
// of the frame after them.
constexpr PhaseRamp phase_ramp(std::uint64_t at, std::uint64_t from_step, std::uint64_t to_step,
                               std::int64_t frames) {
  const auto rise = static_cast<std::int64_t>(to_step - from_step);
  return {at, from_step, static_cast<std::uint64_t>(rise / frames)};
}

}  // namespace otoscape::dsp
