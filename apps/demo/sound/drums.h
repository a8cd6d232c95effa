// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/random.h"
#include "apps/demo/sound/sound.h"

// A drum kit made of damped modes and noise. Not modelled: the air between the heads, sympathetic
// ringing of one drum with another, the spread of energy among a cymbal's modes.

namespace otoscape::demo::sound {

enum class Drum { kick, snare, closed_hat, open_hat, high_tom, low_tom, crash, sticks };

// One stroke, velocity 0…1. Harder strokes are louder and brighter; no two are alike.
Mono strike(Drum drum, double velocity, Random& random);

}  // namespace otoscape::demo::sound
