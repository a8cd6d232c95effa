// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "apps/demo/sound/sound.h"
#include "otoscape/base/result.h"

namespace otoscape::demo::sound {

struct Recording {
  int rate_hz = 0;
  Mono sound;
};

// Reads 16-bit PCM with one channel, as espeak-ng and flite write it.
Result<Recording> read_speech_wav(const std::filesystem::path& file);

// Writes 48 kHz 32-bit float.
Status write_wav(const std::filesystem::path& file, const Stereo& sound);

}  // namespace otoscape::demo::sound
