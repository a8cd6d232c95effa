// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "apps/demo/sound/drums.h"
#include "apps/demo/sound/random.h"
#include "apps/demo/sound/sound.h"

namespace otoscape::demo::sound {

struct Stroke {
  Drum drum;
  double at_s;
  double velocity;
};

struct DrumPart {
  Stereo sound;                 // panned as the audience sees a right-handed kit, dry
  std::vector<Stroke> strokes;  // in order of time
};

DrumPart play_drums(Random& random);

}  // namespace otoscape::demo::sound
