// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/random.h"
#include "apps/demo/sound.h"

namespace otoscape::demo {

// Two takes of a distorted riff, hard left and right, and a bass in the middle; through their
// amplifiers, without room.
Stereo play_guitars(Random& random);
Mono play_bass(Random& random);

}  // namespace otoscape::demo
