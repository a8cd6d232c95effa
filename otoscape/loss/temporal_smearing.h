// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "otoscape/bank/gammatone_bank.h"
#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/units/time.h"

namespace otoscape::loss {

// Reduced temporal resolution: each band's power envelope is convolved with an exponential temporal
// window (the decaying skirt of Moore, Glasberg, Plack & Biswas 1988; an exponential's equivalent
// rectangular duration is its time constant), and the band's gain is changed so that the sound has
// that envelope. Gaps are filled and attacks softened; thresholds do not change. Not modelled: the
// window's rising skirt, loss of fine structure. The temporal window of the person who listens to
// the render (about 8 ms) adds to the one set here.
class TemporalSmearing {
 public:
  // Control side. quantum: frames between calls.
  void prepare(std::size_t lanes, const StreamSpec& spec, int quantum, Arena& arena);

  // Audio side. The window's equivalent duration; 0 switches off.
  void set_window(Seconds duration) noexcept OTOSCAPE_RT;
  // Once per quantum, in place: smooths the levels and adds the gain (log2 of amplitude) to
  // `lift_log2`. The gain in a gap is at most 20 dB.
  void process(const bank::BandLevels& levels, std::span<float> lift_log2) noexcept OTOSCAPE_RT;
  bool active() const { return alpha_ < 1.0f; }

 private:
  double quantum_seconds_ = 0.0;
  float alpha_ = 1.0f;
  bool fresh_ = true;  // memory_ holds no level of the last quantum
  std::span<float> memory_;
};

}  // namespace otoscape::loss
