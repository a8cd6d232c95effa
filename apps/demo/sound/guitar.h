// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "apps/demo/sound/random.h"
#include "apps/demo/sound/sound.h"

namespace otoscape::demo::sound {

// Two takes of a distorted riff, hard left and right, and a bass in the middle; through their
// amplifiers, without room.
Stereo play_guitars(Random& random);
Mono play_bass(Random& random);

// When guitars and bass play a chord, in seconds; the takes differ from it by milliseconds.
std::vector<double> chord_times();

}  // namespace otoscape::demo::sound
