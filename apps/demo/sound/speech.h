// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "apps/demo/sound/mouth.h"
#include "apps/demo/sound/random.h"
#include "apps/demo/sound/sound.h"
#include "apps/demo/sound/timeline.h"
#include "apps/demo/tools/process.h"

namespace otoscape::demo::sound {

// A spoken line, with when it is heard: also a subtitle.
struct Line {
  std::string speaker;
  std::string text;
  double start_s;
  double end_s;
};

// Dry and panned; every voice at the same RMS.
struct Speech {
  Stereo talk{frames_at(kSceneLength)};    // at the rehearsal and in the clinic
  Stereo party{frames_at(kSceneLength)};   // who stands near
  Stereo crowd{frames_at(kSceneLength)};   // who else is there
  Stereo street{frames_at(kSceneLength)};  // two people walking
  std::vector<Line> lines;                 // not the crowd's
  std::vector<Mouth> mouths;               // of all, the crowd's named by crowd.h
};

// All that is said, in flite's voices and the crowd's in espeak-ng's. Files go to `folder`.
Result<Speech> speak(const tools::Runner& runner, const std::filesystem::path& folder,
                     Random& random);

}  // namespace otoscape::demo::sound
