// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/random.h"
#include "apps/demo/sound/sound.h"

namespace otoscape::demo::sound {

struct Pluck {
  double hz;
  double seconds;     // until the hand stops it
  double decay_s;     // time to fall 60 dB at the fundamental
  double brightness;  // 0…1: 1 loses the least high-frequency energy each period
  double position;    // where it is picked, 0…1 of its length: sets the comb filter
};

// A plucked string (Karplus & Strong 1983) with exact tuning, decay and picking position (Jaffe &
// Smith 1983). Not modelled: stiffness, both polarisations, the frets.
Mono pluck(const Pluck& p, Random& random);

}  // namespace otoscape::demo::sound
