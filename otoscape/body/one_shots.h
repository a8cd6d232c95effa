// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/body/levels.h"
#include "otoscape/body/shot_builder.h"

// Sounds of the head that come once: a swallow with the click of the tubes behind it, teeth that
// meet, a blink, a jaw that creaks, cloth over the ears, a hand on the head, a hum. Recipes are
// ours, another take for each key. Not modelled: vowels in the hum, chewing.

namespace otoscape::body {

// Control side. Both ears, at gain 1 (levels.h).
StereoSound one_shot(OneShot kind, Hertz rate, std::uint64_t key);

}  // namespace otoscape::body
