// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/base/result.h"

namespace otoscape::io {

// The files of a folder, without those whose names begin with a dot and without folders in it.
struct SoundFolder {
  std::vector<std::string> sounds;  // paths of sound files, by name
  std::vector<std::string> others;  // names of files that are none
};

// A file is sound by its extension, in small or large letters: kSoundExtensions. By name: in the
// order of its bytes, the same on every machine. Fails where there is no such folder or it cannot
// be read; the error names it.
Result<SoundFolder> sound_folder(const std::string& folder);

}  // namespace otoscape::io
