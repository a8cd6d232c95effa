// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "apps/demo/sound/random.h"
#include "apps/demo/sound/sound.h"
#include "apps/demo/tools/process.h"

namespace otoscape::demo::sound {

struct Voice {
  const char* name;
  const char* espeak;
  int pitch;             // espeak-ng's 0…99
  int words_per_minute;  // before the line's own change
  double pan;
};

struct Said {
  const Voice& voice;
  const char* text;
  int faster = 0;  // words per minute
};

// Speaks one line with espeak-ng, without the silence around it, dry, at an RMS of 1.
Result<Mono> say(const Said& said, const tools::Runner& runner, const std::filesystem::path& file,
                 Random& random);

}  // namespace otoscape::demo::sound
