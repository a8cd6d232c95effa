// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/body/breath_cycle.h"
#include "otoscape/body/grains.h"
#include "otoscape/body/takes.h"

// Breath from inside the head: turbulence as grains of noise whose colour and level follow the flow
// of air, through the resonances of nose or mouth, in and out unlike; the palate at the onset of
// breathing in, wet clicks, a swallow now and then. Published: breath sounds at mouth and throat
// fall by 6 to 12 dB an octave and their level follows flow with an exponent near 1.7 (Gavriely and
// Cugell 1996). Resonances and all else are ours. Not modelled: voice in the breath, snoring,
// rales.

namespace otoscape::body {

class Breath {
 public:
  struct Ways {
    bool nose = true, mouth = false;  // those that cycles may name
  };
  // Control side.
  Breath(std::shared_ptr<const LowRate> low, std::uint64_t key, Ways ways);

  // Audio side. Adds at most 64 frames at an RMS of 1 in the long term at rest. cycles: ascending,
  // all that lie within end_frames() before these frames, or begin within lead_frames() after.
  void add(std::int64_t first_frame, int frames, std::span<const BreathCycle> cycles,
           StereoRow& row) noexcept OTOSCAPE_RT;
  std::int64_t lead_frames() const noexcept OTOSCAPE_RT { return takes_.lead_frames(); }
  std::int64_t end_frames() const noexcept OTOSCAPE_RT;

 private:
  struct Air {
    float amplitude = 0.0f;
    double flow = 0.0;
    bool mouth = false;
  };
  const BreathShape& shape(const BreathCycle& cycle) noexcept OTOSCAPE_RT;
  Air air(std::span<const BreathCycle> cycles, std::int64_t frame) noexcept OTOSCAPE_RT;
  GrainDrive drive(const Air& air, double uniform) const noexcept OTOSCAPE_RT;
  void draw(const BreathCycle& cycle, Take& take) const noexcept OTOSCAPE_RT;
  void add_swallow(std::int64_t first_frame, int frames, const BreathShape& shape,
                   StereoRow& row) const noexcept OTOSCAPE_RT;

  static constexpr std::size_t kShapes = 4, kSwallows = 3;
  std::shared_ptr<const LowRate> low_;
  double frames_per_s_;
  std::uint64_t key_;
  std::array<int, 2> first_set_{};  // of nose and mouth
  GrainStream grains_;
  Takes takes_;
  std::array<BreathShape, kShapes> shapes_;
  std::array<std::array<std::vector<float>, 2>, kSwallows> swallows_;
  std::int64_t step_frames_;  // in which the flow of air is read
  std::int64_t air_step_ = 0;
  bool air_known_ = false;
  Air air_;
};

}  // namespace otoscape::body
