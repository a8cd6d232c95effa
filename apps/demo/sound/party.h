// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "apps/demo/sound/sound.h"
#include "apps/demo/sound/speech.h"

namespace otoscape::demo::sound {

// Music from the loudspeakers of a living room, people talking, one voice near; at the level that
// `rms` is of.
Stereo make_party(const Speech& speech, double rms, std::uint64_t seed);

}  // namespace otoscape::demo::sound
