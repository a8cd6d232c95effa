// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/loss/smearing_design.h"
#include "otoscape/units/time.h"

namespace otoscape::loss {

// Runs smearing matrices over one or two ears, a hop at a time; both ears share one transform.
// Phases are kept. The delay is the same whether an ear smears or not.
class SpectralSmearing {
 public:
  // Null: this ear does not smear. Must outlive their use.
  using Matrices = std::array<const SmearingMatrix*, 2>;

  // Control side.
  void prepare(const StreamSpec& spec, Arena& arena);

  // Audio side. Moves over to new matrices in 7 hops (11 when smearing was off); call again only
  // once settled.
  void adopt(const Matrices& matrices) noexcept OTOSCAPE_RT;
  // As adopt, at once; for the start.
  void start_with(const Matrices& matrices) noexcept OTOSCAPE_RT;
  bool settled() const noexcept { return step_ == kSteps; }
  // Whether any ear smears, or is about to, or has just stopped.
  bool active() const noexcept;

  // One hop. `sound` becomes the smeared sound, `unsmeared` the same hop untouched: both latency()
  // late.
  void process(PascalBlock sound, PascalBlock unsmeared) noexcept OTOSCAPE_RT;
  Frames latency() const noexcept { return Frames(frame_.delay_frames()); }

 private:
  static constexpr int kSteps = 7;   // hops of a blend
  static constexpr int kWarmUp = 4;  // hops until overlap-add is complete

  void transform(PascalBlock sound) noexcept;
  void shape() noexcept;

  SmearingFrame frame_{};
  int ears_ = 0;
  dsp::Fft fft_;
  std::span<float> window_;
  std::array<std::span<float>, 2> history_, overlap_;
  std::span<float> re_, im_;
  std::array<std::span<float>, 2> power_, smeared_, smeared_old_;
  Matrices now_{}, before_{};
  int step_ = kSteps;  // of the blend from before_ to now_; negative while warming up
};

}  // namespace otoscape::loss
