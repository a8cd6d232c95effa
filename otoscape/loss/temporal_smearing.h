// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "otoscape/bank/gammatone_bank.h"
#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/units/time.h"

namespace otoscape::loss {

// Reduced temporal resolution: each band's power envelope is replaced by what an exponential
// temporal window leaves of it (the decaying skirt of Moore, Glasberg, Plack & Biswas 1988; an
// exponential's equivalent rectangular duration is its time constant), and the sound is lifted or
// lowered to it. Gaps fill up and attacks soften; thresholds stay. Not modelled: the window's
// rising skirt, loss of fine structure. A listener's own window (about 8 ms) comes on top of what
// is set here.
class TemporalSmearing {
 public:
  // Control side. quantum: frames between calls.
  void prepare(std::size_t lanes, const StreamSpec& spec, int quantum, Arena& arena);

  // Audio side. The window's equivalent duration; 0 switches off.
  void set_window(Seconds duration) noexcept OTOSCAPE_RT;
  // Once per quantum, in place: smooths the levels and adds to `lift_log2` (log2 of amplitude) what
  // the sound must be raised by. A gap is lifted by at most 20 dB.
  void process(const bank::BandLevels& levels, std::span<float> lift_log2) noexcept OTOSCAPE_RT;
  bool active() const { return alpha_ < 1.0f; }

 private:
  double quantum_seconds_ = 0.0;
  float alpha_ = 1.0f;
  bool fresh_ = true;  // memory is of another time
  std::span<float> memory_;
};

}  // namespace otoscape::loss
