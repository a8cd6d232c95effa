// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/sound.h"

// Valve-like amplifiers with their loudspeaker cabinets, as filters around a memoryless curve. Not
// modelled: sagging supply, feedback from the loudspeaker to the strings.

namespace otoscape::demo::sound {

Mono guitar_amplifier(const Mono& strings);
Mono bass_amplifier(const Mono& strings);

}  // namespace otoscape::demo::sound
