// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/body/grain_kernels.h"
#include "otoscape/body/takes.h"

namespace otoscape::body {

// What a grain is drawn with: read at its place.
struct GrainDrive {
  float amplitude = 0.0f;  // RMS of the noise of such grains; 0: no grain
  int set = 0;             // of the stream's kernels
};

// Noise of grains: in each cell of some frames one kernel at a hashed place, of a hashed sign and
// size and with a place of its own between the ears. A pure function of the frame: sums that have
// begun are kept, but are made anew where a frame is not the next one.
//
// Equal kernels within ±34° of the middle have a coherence of 0.78 between the ears: the place, and
// not the colour, parts them.
class GrainStream {
 public:
  struct Setup {
    double cell_frames = 24.0;  // at 48 kHz
    double half_angle_deg = 34.0;
    double size_spread = 0.0;  // s.d. of the logarithm of a grain's size, beside its own spread
    std::uint64_t key = 0;
  };
  // Control side. sets: at least one, of equal kernel lengths and variants.
  GrainStream(Hertz rate, std::vector<GrainKernels> sets, const Setup& setup);

  // Audio side. Adds at most 64 frames. drive(frame, uniform) → GrainDrive; frames from
  // `first − run_in_frames()` on are asked for, `uniform` is a number 0…1 of the grain's own.
  template <class Drive>
  void add(std::int64_t first, int frames, const Drive& drive,
           StereoRow& row) noexcept OTOSCAPE_RT {
    begin(first);
    for (; next_cell_ * cell_ < first + frames; ++next_cell_) {
      const Grain grain = draw(next_cell_);
      const GrainDrive driven = drive(grain.frame, grain.uniform);
      if (driven.amplitude != 0.0f) lay(grain, driven);
    }
    take(frames, row);
  }
  // Nothing sounds: cheaper than a drive of 0.
  void skip() noexcept OTOSCAPE_RT { idle_ = true; }
  std::int64_t run_in_frames() const noexcept OTOSCAPE_RT { return sets_[0].taps() + cell_; }

 private:
  static constexpr std::size_t kAngles = 256;
  struct Grain {
    std::int64_t frame;
    double uniform;
    float size;  // and sign
    int left_variant, right_variant;
    std::size_t angle;
  };

  void begin(std::int64_t first) noexcept OTOSCAPE_RT;
  Grain draw(std::int64_t cell) const noexcept OTOSCAPE_RT;
  void lay(const Grain& grain, const GrainDrive& driven) noexcept OTOSCAPE_RT;
  void take(int frames, StereoRow& row) noexcept OTOSCAPE_RT;

  std::vector<GrainKernels> sets_;
  std::int64_t cell_ = 24;
  float root_cell_ = 1.0f;
  double size_spread_ = 0.0;
  std::uint64_t key_ = 0;
  std::array<StereoGain, kAngles> places_{};
  // Sums of the grains laid so far, from frame at_ − offset_ on.
  std::array<std::vector<float>, 2> sums_;
  std::int64_t at_ = 0, next_cell_ = 0;
  std::size_t offset_ = 0;
  bool idle_ = true;
};

}  // namespace otoscape::body
