// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/felt/felt_path.h"
#include "otoscape/haptics/depth.h"
#include "otoscape/haptics/device.h"
#include "otoscape/haptics/moved.h"
#include "otoscape/haptics/peak_bound.h"
#include "otoscape/haptics/rhythm.h"
#include "otoscape/haptics/soft_attack.h"

namespace otoscape::haptics {

struct HapticsParams {
  Device device = Device::chest;
  int bands = 1;        // 2: below and above the device's split
  bool ringing = true;  // as a faint texture
  double programme_lufs = -23.0;
  std::uint64_t key = 0;

  bool operator==(const HapticsParams&) const = default;
};

// From what is in the room and in the body to the signal of a vibration device:
//   what is felt of the world's loud low sound (felt_law.h), its beat, the body's own sound,
//   ringing → soft attack → skin's curve → what the device does not reach, on its carrier → bound →
//   the device's band → bound,
// where the first bound does the work and the band takes away what its gain adds beside the band;
// all but the ends at a low rate (felt/low_rate.h). Every stage's memory is finite: after
// kMemorySeconds the output does not depend on where the stream began, bit for bit. The output is
// latency() frames late at every frequency.
//
// Not modelled: the device, and what the skin makes of vibration but for its threshold.
class HapticsPath {
 public:
  struct Setup {
    StreamSpec spec;               // of the programme; no surround
    int most_frames = 64;          // in one call
    std::int64_t first_frame = 0;  // number of the first frame
  };
  static constexpr double kMemorySeconds = 1.5;

  // Control side. bands must be 1 for a device without a split.
  HapticsPath(const Setup& setup, const HapticsParams& params);
  HapticsPath(const HapticsPath&) = delete;
  HapticsPath& operator=(const HapticsPath&) = delete;

  int channels() const { return params_.bands; }
  int latency() const { return latency_; }
  // process's depths hold from this many frames before its first frame on.
  int depth_lag() const { return low_.half; }

  // Frames in time with each other, full scale.
  struct Quantum {
    ConstBlock<FullScaleUnit> programme;
    std::span<const float> body;        // its own sounds, times sources.h's gains
    ConstBlock<FullScaleUnit> ringing;  // no channels: none
    Depth from, to;
  };
  // Audio side. Overwrites `out` with as many frames, those from latency() before the first on.
  void process(const Quantum& in, FullScaleBlock out) noexcept OTOSCAPE_RT;

 private:
  void design();
  void take_memory();
  void take_powers(const Quantum& in) noexcept OTOSCAPE_RT;
  void take_depths(const Quantum& in) noexcept OTOSCAPE_RT;
  void take_direct(const Quantum& in) noexcept OTOSCAPE_RT;
  void feel(std::int64_t k) noexcept OTOSCAPE_RT;

  Setup setup_;
  HapticsParams params_;
  DeviceFacts device_;
  felt::LowRate low_;
  Arena arena_;
  float unit_lin_;    // of full scale re the programme's loudness
  int felt_latency_;  // frames
  int difference_;    // frames
  felt::FeltPath felt_;
  Rhythm rhythm_;
  RingingTexture texture_;
  Carrier carrier_;
  Symmetric curve_;
  std::vector<Symmetric> bands_;  // of each channel
  felt::Interpolator up_;
  int latency_ = 0;

  std::int64_t end_;  // number of the next frame in
  std::array<dsp::SlidingBuffer, 2> programme_past_;
  dsp::SlidingBuffer body_past_;
  FullScaleBlock felt_out_;
  std::span<float> work_;
  felt::Decimator rhythm_down_, ringing_down_, direct_down_;
  // By samples of the low rate: the numbers of the next ones, and the last ones.
  std::int64_t next_rhythm_, next_ringing_, next_depth_, next_direct_;
  dsp::SlidingBuffer rhythm_power_, ringing_power_, rhythm_depth_, mixed_, evened_, whole_;
  std::vector<dsp::SlidingBuffer> banded_;  // of each channel
  SoftAttack attack_;
  std::optional<Moved> moved_;
  std::optional<PeakBound> inner_bound_, bound_;
};

}  // namespace otoscape::haptics
