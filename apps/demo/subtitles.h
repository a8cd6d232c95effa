// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "apps/demo/speech.h"

namespace otoscape::demo {

// The talk and, in brackets, the sounds that matter, in order of time.
std::vector<Line> captions(const std::vector<Line>& talk);

std::string as_srt(const std::vector<Line>& lines);
std::string as_webvtt(const std::vector<Line>& lines);
// The scene's sections in FFmpeg's metadata format.
std::string chapters();

}  // namespace otoscape::demo
