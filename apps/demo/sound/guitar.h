// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/random.h"
#include "apps/demo/sound/sound.h"

namespace otoscape::demo::sound {

// Two takes of a distorted riff, hard left and right, and a bass in the middle; through their
// amplifiers, without room.
Stereo play_guitars(Random& random);
Mono play_bass(Random& random);

}  // namespace otoscape::demo::sound
