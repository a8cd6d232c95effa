// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "apps/demo/sound/speech.h"

namespace otoscape::demo::film {

// The talk and, in brackets, the sounds that carry the plot, in order of time.
std::vector<sound::Line> captions(const std::vector<sound::Line>& talk);

// Both name who speaks, in a colour of their own, on their side of the picture.
std::string as_srt(const std::vector<sound::Line>& lines);
std::string as_webvtt(const std::vector<sound::Line>& lines);
// The scene's sections in FFmpeg's metadata format.
std::string chapters();

}  // namespace otoscape::demo::film
