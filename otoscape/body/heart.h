// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/body/grain_kernels.h"
#include "otoscape/body/takes.h"

// A heart from inside: two sounds of two valves each, and the pulse that reaches the head. Modes of
// 20 to 225 Hz: the published range of heart sounds is 20–200 Hz. The split of the second sound
// grows while breathing in (up to 30 ms out, 40–60 ms in, clinical textbooks); the first sound to
// the second is shorter at a higher rate, linearly, as systolic intervals are (Weissler et al.
// 1968). All else is ours. Not modelled: murmurs, extra beats, third and fourth sounds.

namespace otoscape::body {

struct Beat {
  std::int64_t number = 0, frame = 0;
  double volume = 0.0;    // of the lungs, 0…1
  double per_min = 70.0;  // the rate at this beat
  double stress = 0.0;    // 0…1
};

class Heart {
 public:
  // Control side. film: fundamentals more than an octave higher, for loudspeakers without output
  // below 100 Hz; beats keep nearly their length.
  Heart(std::shared_ptr<const LowRate> low, std::uint64_t key, bool film);

  // Audio side. Adds at most 64 frames at an RMS of 1 in the long term at rest. beats: ascending,
  // all that begin within lead_frames() after these frames or end_frames() before.
  void add(std::int64_t first_frame, int frames, std::span<const Beat> beats,
           StereoRow& row) noexcept OTOSCAPE_RT;
  std::int64_t lead_frames() const noexcept OTOSCAPE_RT { return takes_.lead_frames(); }
  std::int64_t end_frames() const noexcept OTOSCAPE_RT { return takes_.end_frames(); }

 private:
  void draw(const Beat& beat, Take& take) const noexcept OTOSCAPE_RT;
  void draw_pulse_noise(const Beat& beat, double after_s, Take& take) const noexcept OTOSCAPE_RT;

  std::shared_ptr<const LowRate> low_;
  std::uint64_t key_;
  bool film_;
  Takes takes_;
  GrainKernels noise_;
};

}  // namespace otoscape::body
