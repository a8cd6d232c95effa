// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/loss/smearing_design.h"
#include "otoscape/loss/smearing_product.h"
#include "otoscape/units/time.h"

namespace otoscape::loss {

// One channel's gains, squared, as target over power, for each bin.
struct BinGains {
  std::span<float> power, target;
};

// Windows of one or two channels through the frequency domain and back, a hop at a time. Both
// channels share one transform; phases are kept.
class SmearingTransform {
 public:
  // Control side.
  void prepare(Hertz rate, int channels, Arena& arena);

  // Audio side. Takes one hop of sound, and writes the hop that is due, unchanged, to `delayed`.
  void push(PascalBlock sound, PascalBlock delayed) noexcept OTOSCAPE_RT;
  // Before the first forward after a pause.
  void restart() noexcept OTOSCAPE_RT;
  // The newest window's spectrum; the powers of its lowest bins.
  void forward(int bins, const EarPowers& powers) noexcept OTOSCAPE_RT;
  // Multiplies these bins by √(target/power) and goes back; `sound` receives the hop that is due.
  void back(int bins, const EarPowers& powers, const EarPowers& targets,
            PascalBlock sound) noexcept OTOSCAPE_RT;
  Frames latency() const noexcept { return Frames(frame_.delay_frames()); }
  const SmearingFrame& frame() const noexcept { return frame_; }

  // x times a gain.
  static void scale(std::span<float> x, float gain) noexcept OTOSCAPE_RT;
  // The gains of a channel that follows an ear: the ear's own, but where they amplify, not beyond
  // what lifts the channel itself (own: its power at the ear) to the target.
  static void limit(const BinGains& ear, std::span<const float> own,
                    BinGains out) noexcept OTOSCAPE_RT;
  // a: the lower of both gains, bin by bin.
  static void take_lower(BinGains a, const BinGains& b) noexcept OTOSCAPE_RT;

 private:
  SmearingFrame frame_{};
  int channels_ = 0;
  dsp::Fft fft_;
  std::span<float> window_;
  std::array<std::span<float>, 2> history_, overlap_;
  std::span<float> re_, im_;
};

}  // namespace otoscape::loss
