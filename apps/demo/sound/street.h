// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "apps/demo/sound/sound.h"
#include "apps/demo/sound/speech.h"

namespace otoscape::demo::sound {

// A street with vehicles that pass from left to right, a walker's steps, a bicycle's bell and two
// voices; at the level that `rms` is of. Not modelled: interaural time differences,
// reflections from the houses.
Stereo make_street(const Speech& speech, double rms, std::uint64_t seed);

}  // namespace otoscape::demo::sound
