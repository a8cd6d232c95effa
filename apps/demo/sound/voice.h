// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "apps/demo/sound/random.h"
#include "apps/demo/sound/sound.h"
#include "apps/demo/tools/process.h"

namespace otoscape::demo::sound {

// Two programs, since the voices of one are alike.
enum class Speaks { espeak_ng, flite };

struct Voice {
  const char* name;
  Speaks program;
  const char* voice;     // as the program calls it
  int pitch;             // espeak-ng's 0…99; flite's voices have their own
  int words_per_minute;  // before the line's own change
  double pan;
};

struct Said {
  const Voice& voice;
  const char* text;
  int faster = 0;  // words per minute
};

// Speaks one line, without the silence around it, dry, at an RMS of 1.
Result<Mono> say(const Said& said, const tools::Runner& runner, const std::filesystem::path& file,
                 Random& random);

}  // namespace otoscape::demo::sound
