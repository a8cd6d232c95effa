// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/base/result.h"
#include "otoscape/body/recorded.h"
#include "otoscape/render/programme/recordings.h"
#include "otoscape/scene/recording.h"

namespace otoscape::jobs::measure {

// The takes of all files of one folder may last this long together, in seconds.
inline constexpr double kMostTakeSeconds = 300.0;

// A folder of takes, decoded.
struct TakeFolder {
  struct Take {
    Hertz rate;
    body::RawTake sound;  // at `rate`
  };
  scene::Recorded what = scene::Recorded::heart;
  std::string folder;  // as the scene names it
  std::vector<Take> takes;
  Seconds length{0.0};  // of all together
};

// Decodes a scene's recordings. Fails for the first file that is no take: one that cannot be read,
// is silent, has more than two channels, or is shorter or longer than a take of its source is.
// Notes name defects of files.
Result<std::vector<TakeFolder>> read_takes(const std::vector<scene::Recording>& recordings,
                                           std::vector<std::string>& notes);

// The same at a sample rate, levelled.
Result<render::programme::Recordings> recordings_at(const std::vector<TakeFolder>& folders,
                                                    Hertz rate);

// "heart    takes/heart/    12 takes, 9.3 s", a line for each folder.
std::string takes_text(const std::vector<TakeFolder>& folders);

}  // namespace otoscape::jobs::measure
