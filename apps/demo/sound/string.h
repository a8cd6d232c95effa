// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/random.h"
#include "apps/demo/sound/sound.h"

namespace otoscape::demo::sound {

struct Pluck {
  double hz;
  double seconds;     // until the hand stops it
  double decay_s;     // time to fall 60 dB at the fundamental
  double brightness;  // 0 dark … 1 bright: how little each round trip loses of its highs
  double position;    // where it is picked, as a part of the string: its comb
};

// A plucked string (Karplus & Strong 1983) with exact tuning, decay and picking position (Jaffe &
// Smith 1983). Not modelled: stiffness, both polarisations, the frets.
Mono pluck(const Pluck& p, Random& random);

}  // namespace otoscape::demo::sound
