// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "apps/demo/process.h"
#include "apps/demo/random.h"
#include "apps/demo/sound.h"

namespace otoscape::demo {

// A spoken line, with when it is heard: also a subtitle.
struct Line {
  std::string speaker;
  std::string text;
  double start_s;
  double end_s;
};

struct Conversation {
  Stereo sound{frames_at(60.0)};  // dry, panned; both voices at equal RMS
  std::vector<Line> lines;
};

// Two musicians talk before and after the song, in espeak-ng's voices. Files go to `folder`.
Result<Conversation> speak(const Runner& runner, const std::filesystem::path& folder,
                           Random& random);

}  // namespace otoscape::demo
