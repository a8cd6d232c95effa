// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/random.h"
#include "apps/demo/sound/sound.h"

namespace otoscape::demo::sound {

// The whole drum part, panned as the audience sees a right-handed kit, dry.
Stereo play_drums(Random& random);

}  // namespace otoscape::demo::sound
