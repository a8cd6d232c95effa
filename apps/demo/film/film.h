// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "apps/demo/sound/mix.h"

namespace otoscape::demo::film {

struct Films {
  std::filesystem::path mkv;  // H.264, FLAC 24 bit, SubRip, chapters
  std::filesystem::path mp4;  // the same picture, AAC 320 kb/s, timed text, chapters
};

// Draws the picture once and puts it with the sound into two films in `out`, and their subtitles
// into scene.vtt beside them. Scratch files go to `work`.
Result<Films> make_films(const tools::Runner& runner, const sound::Scene& scene,
                         const std::filesystem::path& work, const std::filesystem::path& out);

}  // namespace otoscape::demo::film
