// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/random.h"
#include "apps/demo/sound.h"

namespace otoscape::demo {

// The whole drum part, panned as the audience sees a right-handed kit, dry.
Stereo play_drums(Random& random);

}  // namespace otoscape::demo
